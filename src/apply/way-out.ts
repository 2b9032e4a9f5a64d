const BY_ITSELF = "AWS was not ready for it. Wait some minutes and run again: what is done stays done.";
const QUOTA =
  "A quota is used up, and waiting does not help. Ask for more under Service Quotas in the account that is named, or wish for less, then run again.";
const VALUE =
  "AWS does not take a value that was sent. Correct it where the organization file or a blueprint of yours says it; if it comes from orgwright, please report it.";
const OURS = "orgwright never asks for what this is about. Please report it with the request id.";
const GONE = "What it needs is not there any more, or not yet. Run again: the new plan starts from what is there now.";
const TAKEN = "Something else has the name. Run again: the new plan shows it, and whether it can be adopted.";
const BILLING =
  "AWS wants something about the management account first, which only its owner can put right: open its account and billing settings, then run again.";
const MANAGEMENT =
  "This works only in the management account of an organization with all features. Check with `orgwright show` where you are, then run again.";
const DELEGATED =
  "The accounts that administer a service for the organization stand in the way. Look at them in the console of Organizations, under Services, then run again.";
const POLICY =
  "AWS does not take the policy's text. Correct it in the blueprint that writes it; if that is one of orgwright's, please report it.";

/** What to do about a refusal: the first row counts whose pattern fits the code, or the code and reason. */
type Row = readonly [pattern: RegExp, wayOut: string];

/**
 * Organizations puts what really is the matter into a reason.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
 */
const REASONS: readonly Row[] = [
  [
    /^ACCOUNT_NUMBER_LIMIT_EXCEEDED$/,
    "The organization has as many accounts as its quota allows; invited, suspended and closed ones count. Ask for more under Service Quotas (Organizations, in us-east-1), then run again.",
  ],
  [/^ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED$|^HANDSHAKE_RATE_LIMIT_EXCEEDED$|^WAIT_PERIOD_ACTIVE$/, BY_ITSELF],
  [/^ACCOUNT_CREATION_NOT_COMPLETE$/, "The account is still being set up by AWS. Wait some minutes and run again."],
  [
    /PAYMENT_INSTRUMENT|BILLING|MASTER_ACCOUNT_(ADDRESS|MISSING)|UNSUPPORTED_PRICING|EMAIL_VERIFICATION|EULA|PHONE_VERIFICATION/,
    BILLING,
  ],
  [/^MASTER_ACCOUNT_NOT_GOVCLOUD_ENABLED$/, BILLING],
  [/ALL_FEATURES/, MANAGEMENT],
  [/DELEGATED_ADMINISTRATOR|^POLICY_TYPE_ENABLED_FOR_THIS_SERVICE$|^CANNOT_REGISTER/, DELEGATED],
  [
    /^SERVICE_ACCESS_NOT_ENABLED$/,
    "The service has no trusted access yet. Add it to the trusted services of `foundation`, then run again.",
  ],
  [
    /^OU_DEPTH_LIMIT_EXCEEDED$/,
    "Units may stand five deep below the root. Make the tree in the organization file flatter, then run again.",
  ],
  [
    /^MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED$/,
    "The last policy of its type cannot be taken off. Attach another one first; FullAWSAccess is the usual one. Then run again.",
  ],
  [
    /^TAG_POLICY_VIOLATION$/,
    "A tag policy in force forbids the tag. Change the tag in the organization file, or the policy, then run again.",
  ],
  [/^(OU|POLICY)_(NUMBER|CONTENT)_LIMIT_EXCEEDED$|^MAX_(POLICY_TYPE_ATTACHMENT|TAG)_LIMIT_EXCEEDED$/, QUOTA],
  [/^INVALID_SYNTAX_POLICY$|^INVALID_RESOURCE_POLICY_JSON$/, POLICY],
  [
    /^(IMMUTABLE|NON_DETACHABLE)_POLICY$/,
    "AWS made this policy and keeps it. Take the change out of the organization file, then run again.",
  ],
  [
    /^UNRECOGNIZED_SERVICE_PRINCIPAL$/,
    "AWS knows no such service. Correct its name among the trusted services, as in `cloudtrail.amazonaws.com`.",
  ],
  [/^INVALID_PAGINATION_TOKEN$/, BY_ITSELF],
  [/RESPONSIBILITY|_DATE|^CLOSE_|^CANNOT_CLOSE|CANNOT_LEAVE|IN_RESOURCE_POLICY|^MOVING_ACCOUNT_BETWEEN/, OURS],
  [/^(INVALID|MAX|MIN|DUPLICATE|CALLER_REQUIRED|INPUT_REQUIRED|TARGET_NOT_SUPPORTED)/, VALUE],
];

const CODES: readonly Row[] = [
  [
    /AccessDenied|Unauthorized|^Forbidden$/,
    "Something denies it: the permissions of the role that orgwright acts as, a guardrail, or a policy on the thing itself. The message names it; allow it there, then run again.",
  ],
  [
    /^(AuthFailure|OptInRequired)$/,
    "EC2 knows nobody's credentials in a region that the account has not enabled, nor those of a clock that is wrong. Look whether the region is enabled in the account, then run again.",
  ],
  [/LimitExceeded|MaximumNumberOf|Quota|TooManyTags|PackedPolicyTooLarge|^TooManyBuckets$/, QUOTA],
  [
    /^Insufficient|^CloudTrailAccessNotEnabled|^NoManagementAccountSLRExists|^CloudWatchLogsDelivery/,
    "CloudTrail may not write where the trail shall deliver, or not yet. Run again; if it stays, compare the policies of bucket and key in the plan with the message.",
  ],
  [/^MalformedPolicy/, POLICY],
  [
    /^(AWSOrganizationsNotInUse|OrganizationsNotInUse|OrganizationNotFound|OrganizationNotInAllFeaturesMode|CallerIsNotManagementAccount|AccountNotManagementOrDelegatedAdministrator|NotOrganizationMasterAccount|AlreadyInOrganization)/,
    MANAGEMENT,
  ],
  [
    /^ServiceAccessNotEnabled|^PolicyTypeNot(Enabled|AvailableForOrganization)/,
    "What it builds on is not switched on: trusted access for the service, or the type of policy. Add it to `foundation`, then run again.",
  ],
  [
    /^(UnsupportedAPIEndpoint|UnsupportedOperation|OperationNotSupported|OperationNotPermitted|ResourceTypeNotSupported|RegionDisabled|InvalidHomeRegion)/,
    "AWS does not offer this here. Check the region and the partition that the organization file names; leave the thing out where AWS has none.",
  ],
  [
    /(AlreadyEnabled|^TooManyUpdates$|AlreadyRegistered|Throttl|TooManyRequests|ConcurrentModification|^ConflictException$|PolicyChangesInProgress|FinalizingOrganization|EntityTemporarilyUnmodifiable|OperationAborted|^SlowDown$)/,
    BY_ITSELF,
  ],
  [
    /(ServiceFailure|^ServiceException$|^ServerException$|CommunicationError|Internal|DependencyTimeout|Unavailable|PaginationTokenExpired|InvalidMarker|InvalidToken|InsightNotEnabled)/,
    BY_ITSELF,
  ],
  [
    /(PolicyInUse|NotEmpty|DeleteConflict)/,
    "Somebody uses it or put something into it since it was planned. Run again: the new plan shows what is there.",
  ],
  [/(AlreadyExists|AlreadyOwnedByYou|^Duplicate)/, TAKEN],
  [
    /(KMSInvalidState|^DisabledException$|KmsKeyDisabled|^KmsException$)/,
    "The key is disabled or waits for its deletion. Enable it, or cancel the deletion, in the KMS console of the account that is named; then run again.",
  ],
  [/(CustomKeyStore|CloudHsm|^Xks|Channel|EventDataStore|SnsTopic|CloudWatchLogs)/, OURS],
  [
    /(NotFound|^UnknownResource|^InvalidResourceId$|^NoSuch|DoesNotExist|NotAttached$|NotAttachedException$|NotProvided)/,
    GONE,
  ],
  [
    /^(UnmodifiableEntity|PolicyNotAttachable)/,
    "AWS keeps this role or policy to itself, as it does with service-linked roles. Take it out of the organization file, then run again.",
  ],
  [
    /^(ExpiredToken|CloudTrailInvalidClientTokenId)/,
    "The credentials have run out. Sign in again and run the same command again.",
  ],
  [
    /(^Invalid|^Incompatible|^Unsupported|^Parameter|^Missing(Required|Parameter)|^IllegalArgument|Mismatch|MalformedArn|Invalid(Exception)?$|^Validation|^TagException$|^Tag)/,
    VALUE,
  ],
];

/** Where a code means something else than elsewhere, by operation and code. */
const OPERATIONS: readonly Row[] = [
  [
    /^iam:CreateAccountAlias EntityAlreadyExists/,
    "All AWS accounts of the world share one list of aliases, and another account has this one. If it is one of yours that gives it up in the same plan, run again: it is free then. Else write another `aliasPrefix` for `identity`, or `aliases: false`, then run again: what is done stays done.",
  ],
  [
    /^iam:DeleteUser DeleteConflict/,
    "The user still has what the message names. Run again: a password, a working key or a group that came back meanwhile is taken away first. Certificates, SSH keys and credentials for single services orgwright does not touch: delete these in the IAM console of the account, under the user's security credentials, then run again with the same consent.",
  ],
];

/** What to do about a refusal of AWS's, or null when orgwright does not know the code. */
export function wayOutOf({
  operation = "",
  code,
  reason,
}: {
  readonly operation?: string;
  readonly code: string;
  readonly reason?: string | undefined;
}): string | null {
  const fits = ([pattern]: Row, text: string) => pattern.test(text);
  const special = OPERATIONS.find((row) => fits(row, `${operation} ${code}`));
  if (special !== undefined) {
    return special[1];
  }
  const byReason = reason === undefined ? undefined : REASONS.find((row) => fits(row, reason));
  return (byReason ?? CODES.find((row) => fits(row, code)))?.[1] ?? null;
}
