/**
 * What to do about each reason for which AWS gives up making an account. AWS may add reasons.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccountStatus.html
 */
const WAY_OUT: Readonly<Record<string, string>> = {
  ACCOUNT_LIMIT_EXCEEDED:
    "The organization has as many accounts as its quota allows; invited, suspended and closed ones count. Ask for more under Service Quotas (Organizations, in us-east-1), then run again.",
  CONCURRENT_ACCOUNT_MODIFICATION: "The same request is already under way. Run again in some minutes.",
  EMAIL_ALREADY_EXISTS:
    "The address belongs to another AWS account, perhaps a closed one. Give this account another address under `accounts`, or invite the account that has it.",
  FAILED_BUSINESS_VALIDATION: "AWS could not validate the business. Contact AWS Support from the management account.",
  GOVCLOUD_ACCOUNT_ALREADY_EXISTS: "The account has a paired GovCloud account already. Contact AWS Support.",
  INTERNAL_FAILURE: "AWS failed inside. Run again in some minutes; contact AWS Support if it stays.",
  INVALID_ADDRESS:
    "The management account's postal address is not valid. Correct it in its account settings, then run again.",
  INVALID_EMAIL: "AWS does not take this e-mail address. Give the account another one under `accounts`.",
  INVALID_IDENTITY_FOR_BUSINESS_VALIDATION: "AWS needs valid business details first. Contact AWS Support.",
  INVALID_PAYMENT_INSTRUMENT: "The management account's payment method does not work. Replace it, then run again.",
  MISSING_BUSINESS_VALIDATION: "AWS needs the business validated first. Open the management account's billing console.",
  MISSING_PAYMENT_INSTRUMENT: "The management account has no payment method. Add one, then run again.",
  PENDING_BUSINESS_VALIDATION: "AWS is still validating the business. Run again once it has told you so.",
  UNKNOWN_BUSINESS_VALIDATION: "AWS could not validate the business. Contact AWS Support from the management account.",
  UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED: "AWS refused the tags. Contact AWS Support.",
};

/** What to do when AWS gave up making an account for `reason`. */
export function wayOutOf(reason: string): string {
  return (
    WAY_OUT[reason] ??
    "orgwright does not know this reason. Look it up in the Organizations API Reference, then run again."
  );
}
