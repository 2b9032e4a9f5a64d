import { ABSENT, type ContextValue, known, presentUnknown, UNKNOWN } from "./context.ts";
import type { OrganizationFacts } from "./environment.ts";
import { accountOf, type Mfa, nameOfArn, type Requester, rootArn, sessionArn } from "./requester.ts";

/** A condition key, in lower case, and what is known of it. */
export type Entry = readonly [key: string, value: ContextValue];

/** What the keys of an account outside of the organization say: another organization, or none. */
const STRANGERS_ORGANIZATION: ContextValue = { is: "unknown", present: false, among: ["o-somebodyelse"] };
const STRANGERS_PATH: ContextValue = { is: "unknown", present: false, among: ["o-somebodyelse/r-else/"] };

/**
 * The keys that say who asks.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 */
export function principalKeys(requester: Requester, organization: OrganizationFacts | null): Entry[] {
  return [
    ["aws:principalarn", principalArn(requester)],
    ["aws:principalaccount", principalAccount(requester)],
    ["aws:principaltype", principalType(requester)],
    ["aws:userid", userId(requester)],
    ["aws:username", requester.is === "user" ? known(nameOfArn(requester.arn)) : ABSENT],
    ...serviceKeys(requester),
    ...organizationKeys("aws:principal", accountOf(requester), organization),
    ...tagKeys(requester),
    ...sessionKeys(requester),
  ];
}

/** For sessions the role's ARN; anonymous and federated requests are not signed, services are no IAM principals. */
function principalArn(requester: Requester): ContextValue {
  switch (requester.is) {
    case "user":
      return known(requester.arn);
    case "role-session":
    case "service-linked-role":
      return known(requester.role);
    case "federated-user":
      return known(sessionArn(requester));
    case "root":
    case "assumed-root":
      return known(rootArn(requester));
    default:
      return ABSENT;
  }
}

function principalAccount(requester: Requester): ContextValue {
  const account = accountOf(requester);
  if (account !== null) {
    return known(account);
  }
  return requester.is === "anonymous" ? known("anonymous") : UNKNOWN;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable */
function principalType(requester: Requester): ContextValue {
  switch (requester.is) {
    case "user":
      return known("User");
    case "role-session":
    case "service-linked-role":
      return known("AssumedRole");
    case "federated-user":
      return known("FederatedUser");
    case "root":
    case "assumed-root":
      return known("Account");
    case "anonymous":
      return known("Anonymous");
    default:
      return presentUnknown();
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable */
function userId(requester: Requester): ContextValue {
  switch (requester.is) {
    case "user":
      return requester.id === undefined ? presentUnknown() : known(requester.id);
    case "role-session":
    case "service-linked-role":
      return requester.id === undefined ? presentUnknown() : known(`${requester.id}:${requester.session}`);
    case "federated-user":
      return known(`${accountOf(requester)}:${requester.name}`);
    case "root":
    case "assumed-root":
      return known(requester.account);
    case "anonymous":
      return known("anonymous");
    default:
      return presentUnknown();
  }
}

function serviceKeys(requester: Requester): Entry[] {
  const isService = requester.is === "service";
  const signed = requester.is !== "anonymous" && requester.is !== "web-identity" && requester.is !== "saml";
  return [
    ["aws:principalisawsservice", signed ? known(String(isService)) : ABSENT],
    ["aws:principalservicename", isService ? known(requester.name) : ABSENT],
    ["aws:principalservicenameslist", isService ? known(...(requester.names ?? [requester.name])) : ABSENT],
  ];
}

/** `…OrgID` and `…OrgPaths` of an account. Who has no account, services among them, belongs to no organization. */
export function organizationKeys(
  prefix: "aws:principal" | "aws:resource" | "aws:source",
  account: string | null,
  organization: OrganizationFacts | null,
): Entry[] {
  const path = account === null ? undefined : organization?.paths.get(account);
  const [id, paths] =
    account === null
      ? [ABSENT, ABSENT]
      : organization === null || path === undefined
        ? [STRANGERS_ORGANIZATION, STRANGERS_PATH]
        : [known(organization.id), known(path)];
  return [
    [`${prefix}orgid`, id],
    [`${prefix}orgpaths`, paths],
  ];
}

function tagKeys(requester: Requester): Entry[] {
  const tags = "tags" in requester ? (requester.tags ?? {}) : {};
  return Object.entries(tags).map(([name, value]) => [`aws:principaltag/${name}`.toLowerCase(), known(value)]);
}

/** What is known of the tags of a requester that are not listed. */
export function otherPrincipalTags(requester: Requester): ContextValue {
  switch (requester.is) {
    case "user":
    case "role-session":
    case "service-linked-role":
    case "federated-user":
      return requester.tags === undefined ? UNKNOWN : ABSENT;
    default:
      return ABSENT;
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-role-session-properties */
function sessionKeys(requester: Requester): Entry[] {
  const [present, age] = mfaKeys(requester);
  return [
    ["aws:assumedroot", requester.is === "assumed-root" ? known("true") : ABSENT],
    ["aws:multifactorauthpresent", present],
    ["aws:multifactorauthage", age],
    ["aws:tokenissuetime", tokenIssueTime(requester)],
    ["aws:federatedprovider", federatedProvider(requester)],
    ["aws:sourceidentity", requester.is === "role-session" ? UNKNOWN : ABSENT],
  ];
}

function mfaKeys(requester: Requester): [present: ContextValue, age: ContextValue] {
  const mfa = mfaOf(requester);
  switch (mfa) {
    case undefined:
      return [{ is: "unknown", present: false, among: ["true", "false"] }, UNKNOWN];
    case "no-key":
      return [ABSENT, ABSENT];
    case "not-used":
      return [known("false"), ABSENT];
    default:
      return [known("true"), known(String(mfa.ageSeconds))];
  }
}

function mfaOf(requester: Requester): Mfa | undefined {
  switch (requester.is) {
    case "user":
    case "role-session":
    case "federated-user":
    case "root":
      return requester.mfa;
    default:
      return "no-key";
  }
}

function tokenIssueTime(requester: Requester): ContextValue {
  switch (requester.is) {
    case "role-session":
    case "service-linked-role":
    case "federated-user":
    case "assumed-root":
      return presentUnknown();
    case "user":
    case "root":
      return requester.mfa === "no-key" ? ABSENT : requester.mfa === undefined ? UNKNOWN : presentUnknown();
    default:
      return ABSENT;
  }
}

function federatedProvider(requester: Requester): ContextValue {
  if (requester.is === "web-identity") {
    return known(requester.provider);
  }
  if (requester.is !== "role-session") {
    return ABSENT;
  }
  const { provider } = requester;
  return provider === undefined ? UNKNOWN : provider === null ? ABSENT : known(provider);
}
