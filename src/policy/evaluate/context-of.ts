import {
  ABSENT,
  CHOSEN,
  type Context,
  type ContextValue,
  known,
  presentChosen,
  presentUnknown,
  UNKNOWN,
} from "./context.ts";
import type { OrganizationFacts } from "./environment.ts";
import { type Entry, organizationKeys, otherPrincipalTags, principalKeys } from "./principal-keys.ts";
import type { RequestedResource } from "./request.ts";
import { accountOfArn, type Requester, type Tags } from "./requester.ts";

/** What is said of a condition key: its value or values, null when it is absent, or what is known of it. */
export type GivenValue = string | readonly string[] | null | ContextValue;

/** What is said of a request beyond who asks for what. */
export interface Given {
  /** By key, in any capitals. Overrides what is derived. */
  readonly keys?: Readonly<Record<string, GivenValue>>;
  /** All tags of the resource; left out when they are not known. */
  readonly resourceTags?: Tags;
  /** What is known of the keys that are neither given nor derived; default: nothing. */
  readonly rest?: "absent" | "unknown" | "chosen";
}

const REST: Readonly<Record<NonNullable<Given["rest"]>, ContextValue>> = {
  absent: ABSENT,
  unknown: UNKNOWN,
  chosen: CHOSEN,
};

/**
 * The condition keys that AWS fills in for a request, as far as they follow from who asks for what; which key is there for
 * whom is a table in `docs/policy-evaluation.md`. What is given overrides what is derived.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function contextOf(
  requester: Requester,
  resource: RequestedResource,
  organization: OrganizationFacts | null,
  given: Given = {},
): Context {
  const explicit = new Map(
    Object.entries(given.keys ?? {}).map(([key, value]) => [key.toLowerCase(), valueFor(value)]),
  );
  return {
    keys: new Map([
      ...principalKeys(requester, organization),
      ...resourceKeys(resource, organization, given.resourceTags),
      ...networkKeys(),
      ...requestKeys(resource),
      ...sourceKeys(requester, explicit, organization),
      ...tagNames(given.keys ?? {}),
      ...explicit,
    ]),
    families: [
      { prefix: "aws:principaltag/", value: otherPrincipalTags(requester) },
      { prefix: "aws:resourcetag/", value: given.resourceTags === undefined ? UNKNOWN : ABSENT },
      ...(requestTags(given.keys ?? {}).length > 0 ? [{ prefix: "aws:requesttag/", value: ABSENT }] : []),
    ],
    rest: REST[given.rest ?? "unknown"],
  };
}

function valueFor(value: GivenValue): ContextValue {
  if (value === null) {
    return ABSENT;
  }
  if (typeof value === "string") {
    return known(value);
  }
  return isList(value) ? known(...value) : value;
}

function isList(value: readonly string[] | ContextValue): value is readonly string[] {
  return Array.isArray(value);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resource-properties */
function resourceKeys(
  { account }: RequestedResource,
  organization: OrganizationFacts | null,
  tags: Tags | undefined,
): Entry[] {
  const keys: Entry[] =
    account === null
      ? ["account", "orgid", "orgpaths"].map((name) => [`aws:resource${name}`, UNKNOWN])
      : [["aws:resourceaccount", known(account)], ...organizationKeys("aws:resource", account, organization)];
  const tagged = Object.entries(tags ?? {}).map(
    ([name, value]): Entry => [`aws:resourcetag/${name}`.toLowerCase(), known(value)],
  );
  return [...keys, ...tagged];
}

/** Where a request comes from is seldom known; which of these keys are there depends on VPC endpoints. */
function networkKeys(): Entry[] {
  const names = [
    "sourceip",
    "sourcevpc",
    "sourcevpcarn",
    "sourcevpce",
    "vpcsourceip",
    "vpceaccount",
    "vpceorgid",
    "vpceorgpaths",
  ];
  return names.map((name) => [`aws:${name}`, UNKNOWN]);
}

/** Direct requests over TLS. */
function requestKeys(resource: RequestedResource): Entry[] {
  return [
    ["aws:securetransport", known("true")],
    ["aws:viaawsservice", known("false")],
    ["aws:calledvia", ABSENT],
    ["aws:calledviafirst", ABSENT],
    ["aws:calledvialast", ABSENT],
    ["aws:currenttime", presentUnknown()],
    ["aws:epochtime", presentUnknown()],
    ["aws:requestedregion", regionOf(resource)],
    ["aws:useragent", presentChosen()],
    ["aws:referer", CHOSEN],
  ];
}

/** IAM, Organizations and CloudFront have their one endpoint in the first region of the partition. */
const GLOBAL_SERVICES: ReadonlySet<string> = new Set(["iam", "organizations", "cloudfront", "route53"]);
const FIRST_REGION: Readonly<Record<string, string>> = {
  aws: "us-east-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-cn": "cn-north-1",
};

/** The region of the resource; where its ARN names none, the caller chooses the endpoint. */
function regionOf({ arn }: RequestedResource): ContextValue {
  const [, partition = "", service = "", region = ""] = arn.split(":");
  if (region !== "") {
    return known(region);
  }
  const first = FIRST_REGION[partition];
  return GLOBAL_SERVICES.has(service) && first !== undefined ? known(first) : presentChosen();
}

/** Only an AWS service that acts as itself says for whom it acts, and not every service does. */
function sourceKeys(
  requester: Requester,
  given: ReadonlyMap<string, ContextValue>,
  organization: OrganizationFacts | null,
): Entry[] {
  const names = ["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"];
  if (requester.is !== "service") {
    return names.map((name) => [name, ABSENT]);
  }
  const arn = onlyValue(given.get("aws:sourcearn"));
  const account = onlyValue(given.get("aws:sourceaccount")) ?? (arn === null ? null : accountOfArn(arn));
  const unknown = names.map((name): Entry => [name, UNKNOWN]);
  return account === null || account === ""
    ? unknown
    : [...unknown, ["aws:sourceaccount", known(account)], ...organizationKeys("aws:source", account, organization)];
}

function onlyValue(value: ContextValue | undefined): string | null {
  return value?.is === "known" && value.values.length === 1 ? (value.values[0] ?? null) : null;
}

/** The tags that are set are also the tag keys of the request. */
function tagNames(keys: NonNullable<Given["keys"]>): Entry[] {
  const names = requestTags(keys);
  return names.length === 0 ? [] : [["aws:tagkeys", known(...names)]];
}

function requestTags(keys: NonNullable<Given["keys"]>): string[] {
  const prefix = "aws:requesttag/";
  return Object.entries(keys)
    .filter(([key, value]) => key.toLowerCase().startsWith(prefix) && (typeof value === "string" || isKnown(value)))
    .map(([key]) => key.slice(prefix.length));
}

function isKnown(value: GivenValue): boolean {
  return typeof value === "object" && value !== null && !isList(value) && value.is === "known";
}
