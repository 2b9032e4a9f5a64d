import { isAddress, isName } from "../model/address.ts";
import { isDay } from "../model/day.ts";
import { isAccountId } from "../model/place.ts";
import { checkEmail, checkEmailPattern } from "./email.ts";
import type { Problem } from "./findings.ts";
import { quoted } from "./printable.ts";
import { isRequirement } from "./requirement.ts";

/** The file's format that this version reads. */
export const FORMAT = 1;

export const NAME = "^[a-z][a-z0-9-]{0,39}$";
const NAME_FORM = "lower-case letters, digits and hyphens, beginning with a letter, at most 40";
export const REGION = "^[a-z]{2,5}(-[a-z]+)+-[0-9]{1,2}$";

/** https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html */
export const ACCOUNT_ID = "^[0-9]{12}$";

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
export const ORGANIZATION_ID = "^o-[a-z0-9]{10,32}$";

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html */
export const ACCOUNT_NAME = "^[\\u0020-\\u007e]{1,50}$";

/** What is wrong with the name of an organization or of a blueprint's instance, or null. */
export function checkName(name: string): Problem | null {
  const detail = `${quoted(name)} is not a name: ${NAME_FORM}. It becomes part of addresses, tags and AWS names.`;
  return isName(name) ? null : { code: "bad-name", detail, fix: "Change it, as in acme or log-archive." };
}

/** What is wrong with `requires`, or null. */
export function checkRequires(text: string): Problem | null {
  const detail = `${quoted(text)} is not a version range.`;
  return isRequirement(text) ? null : { code: "bad-requires", detail, fix: 'Write it as in ">=0.1" or ">=0.1 <1".' };
}

/** What is wrong with `organization.email`, or null. */
export function checkPattern(pattern: string): Problem | null {
  const wrong = checkEmailPattern(pattern);
  if (wrong === null) {
    return null;
  }
  const detail = `${quoted(pattern)} ${wrong}. Each account needs an address of its own, unique in all of AWS.`;
  return { code: "bad-email-pattern", detail, fix: "Write it as in aws+{account}@example.com." };
}

/** What is wrong with the e-mail address of an account, or null. */
export function checkAddress(email: string): Problem | null {
  const wrong = checkEmail(email);
  const fix = "Change the address; AWS refuses the account with this one.";
  return wrong === null ? null : { code: "bad-email", detail: `${quoted(email)} ${wrong}.`, fix };
}

/** What is wrong with the name of a region, or null. Whether AWS has it, only AWS knows. */
export function checkRegion(region: string): Problem | null {
  const detail = `${quoted(region)} does not look like the name of an AWS region.`;
  return new RegExp(REGION).test(region) ? null : { code: "bad-region", detail, fix: "Write it as in eu-west-1." };
}

/** What is wrong with the pinned id of the management account, or null. */
export function checkManagementAccount(id: string): Problem | null {
  const detail = `${quoted(id)} is not an account id: twelve digits.`;
  const fix = "Copy the id of the management account: `aws sts get-caller-identity` shows the one you are in.";
  return isAccountId(id) ? null : { code: "bad-account-id", detail, fix };
}

/** What is wrong with the pinned id of the organization, or null. */
export function checkOrganizationId(id: string): Problem | null {
  const detail = `${quoted(id)} is not an organization id: "o-" and 10 to 32 lower-case letters and digits.`;
  const fix = "Copy it from `aws organizations describe-organization`.";
  return new RegExp(ORGANIZATION_ID).test(id) ? null : { code: "bad-organization-id", detail, fix };
}

/** What is wrong with `use`, or null. Whether there is such a blueprint is not asked here. */
export function checkUse(use: string): Problem | null {
  const isPath = /^\.\.?\/[^\\]+\.ya?ml$/.test(use);
  if (isPath || isName(use)) {
    return null;
  }
  const looksLikePath = /[/\\]|\.ya?ml$/.test(use);
  return {
    code: "bad-use",
    detail: looksLikePath
      ? `${quoted(use)} looks like a path. A path begins with ./ or ../, seen from this file, uses / and ends in .yaml or .yml.`
      : `${quoted(use)} is not a blueprint's name: ${NAME_FORM}.`,
    fix: looksLikePath
      ? "Write it as in ./blueprints/forensics.yaml."
      : "Write a name, as in foundation, or a path, as in ./blueprints/forensics.yaml.",
  };
}

/** What is wrong with the name of an account, or null. */
export function checkAccountName(name: string): Problem | null {
  const detail = `${quoted(name)} is not an account's name: 1 to 50 printable characters of ASCII.`;
  return new RegExp(ACCOUNT_NAME).test(name) ? null : { code: "bad-account-name", detail, fix: "Change the name." };
}

/** What is wrong with `version`, or null. */
export function checkVersion(version: number): Problem | null {
  const detail = `The file says version ${version}; this orgwright reads version ${FORMAT}.`;
  const fix = `Write ${FORMAT}, or use the orgwright for which the file was written.`;
  return version === FORMAT ? null : { code: "unsupported-version", detail, fix };
}

/** What is wrong with an address in `moved`, or null. */
export function checkMoveAddress(text: string): Problem | null {
  const detail = `${quoted(text)} is not an address: <instance>/<resource> or <instance>/<resource>:<key>.`;
  const fix = "Write it as a plan shows it, as in workload/account:shop-dev.";
  return isAddress(text) ? null : { code: "bad-move", detail, fix };
}

/** What is wrong with a row that is waived, or null. */
export function checkWaivedRow(text: string): Problem | null {
  const detail = `${quoted(text)} is not a row's id, as in A-OG-01, nor the beginning of one, as in A-TG-*.`;
  const fix = "`orgwright prove --format json` lists all rows. Waive no more than you have to.";
  return /^[A-Za-z0-9._-]{2,}\*?$/.test(text) ? null : { code: "bad-waiver", detail, fix };
}

/** What is wrong with the owner of a waiver, or null. */
export function checkWaiverOwner(text: string): Problem | null {
  const detail = "A waiver without an owner is nobody's.";
  const fix = "Write who answers for it, as people here call that person or team.";
  return text.trim() === "" ? { code: "bad-waiver", detail, fix } : null;
}

/** What is wrong with the reason of a waiver, or null. */
export function checkReason(text: string): Problem | null {
  const detail = "A waiver without a reason tells nobody why it is there.";
  const fix = "Write why.";
  return text.trim() === "" ? { code: "bad-waiver", detail, fix } : null;
}

/** What is wrong with the last day of a waiver, or null. */
export function checkDay(text: string): Problem | null {
  const detail = `${quoted(text)} is not a day.`;
  const fix = "Write the last day on which it holds, as in 2027-01-31.";
  return isDay(text) ? null : { code: "bad-waiver", detail, fix };
}
