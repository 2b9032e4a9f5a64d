import fc from "fast-check";
import type { Json, JsonObject } from "../../../src/model/json.ts";
import { type Requester, rootArn, sessionArn } from "../../../src/policy/evaluate/requester.ts";
import type { Simulated } from "./simulate.ts";

export const MANAGEMENT = "000000000001";
export const OWN = "111111111111";
export const OTHER = "222222222222";
export const OUTSIDE = "999999999999";

/** A random request and all policies that it meets, as documents: what both engines are asked. */
export interface OracleCase extends Omit<Simulated, "principal"> {
  readonly requester: Requester;
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable of IAM
const TEAM = "${aws:PrincipalTag/team}";

const ROLE = `arn:aws:iam::${OWN}:role/path/Admin`;
const USER = `arn:aws:iam::${OWN}:user/team/ann`;

const REQUESTERS: readonly Requester[] = [
  { is: "user", arn: USER, mfa: "no-key" },
  { is: "role-session", role: ROLE, session: "bob", provider: null, mfa: "no-key" },
  { is: "federated-user", user: USER, name: "kiosk" },
  { is: "root", account: OWN, partition: "aws" },
  { is: "user", arn: `arn:aws:iam::${MANAGEMENT}:user/boss`, mfa: "no-key" },
  { is: "user", arn: `arn:aws:iam::${OUTSIDE}:user/eve`, mfa: "no-key" },
  { is: "role-session", role: `arn:aws:iam::${OTHER}:role/Far`, session: "zoe", provider: null, mfa: "no-key" },
  { is: "service", name: "cloudtrail.amazonaws.com" },
  { is: "saml", provider: `arn:aws:iam::${OWN}:saml-provider/Okta` },
  { is: "anonymous" },
];

/** Actions, the resource of each in an account, and whether the resource can have a policy. */
const TARGETS: readonly (readonly [action: string, arn: (account: string) => string, policy: boolean])[] = [
  ["s3:GetObject", () => "arn:aws:s3:::acme-logs/AWSLogs/x", true],
  ["s3:ListBucket", () => "arn:aws:s3:::acme-logs", true],
  ["s3:PutBucketPolicy", () => "arn:aws:s3:::acme-logs", true],
  ["kms:Decrypt", (account) => `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`, true],
  ["sts:AssumeRole", (account) => `arn:aws:iam::${account}:role/path/Target`, true],
  ["sqs:SendMessage", (account) => `arn:aws:sqs:eu-west-1:${account}:jobs`, true],
  ["secretsmanager:GetSecretValue", (account) => `arn:aws:secretsmanager:eu-west-1:${account}:secret:db-AbCdEf`, true],
  ["lambda:InvokeFunction", (account) => `arn:aws:lambda:eu-west-1:${account}:function:hello`, true],
  ["iam:CreateUser", (account) => `arn:aws:iam::${account}:user/team/new`, false],
  ["ec2:TerminateInstances", (account) => `arn:aws:ec2:eu-west-1:${account}:instance/i-0123456789abcdef0`, false],
  ["ec2:DescribeInstances", () => "*", false],
];

type Family = "text" | "bytes" | "arn" | "boolean" | "number" | "time" | "address" | "many";

/** Keys that any request may carry, what they may hold here, and with what policies compare them. */
const KEYS: Readonly<Record<Family, Readonly<Record<string, readonly (readonly string[])[]>>>> = {
  text: {
    "aws:PrincipalOrgID": [["o-acme"], ["o-acmE"], ["o-other"]],
    "aws:PrincipalTag/team": [["red"], ["blue"], ["Red"], ["re*"]],
    "aws:UserAgent": [["aws-cli/2.0"], ["console.amazonaws.com"], [""]],
    "aws:RequestedRegion": [["eu-west-1"], ["us-east-1"]],
    "aws:SourceAccount": [[OWN], [OTHER]],
    "s3:prefix": [["red/"], ["AWSLogs/"]],
    "kms:ViaService": [["s3.eu-west-1.amazonaws.com"]],
    "sts:ExternalId": [["red"], ["o-1234"]],
  },
  bytes: { "aws:PrincipalTag/seal": [["cmVk"], ["Ymx1ZQ=="]] },
  arn: {
    "aws:PrincipalArn": [[ROLE], [USER], [`arn:aws:iam::${OUTSIDE}:user/eve`]],
    "aws:SourceArn": [[`arn:aws:cloudtrail:eu-west-1:${OWN}:trail/org`], [`arn:aws:sns:eu-west-1:${OTHER}:topic`]],
  },
  boolean: {
    "aws:MultiFactorAuthPresent": [["true"], ["false"]],
    "aws:SecureTransport": [["true"], ["false"], ["True"]],
    "aws:PrincipalIsAWSService": [["true"], ["false"]],
    "aws:ViaAWSService": [["true"], ["false"]],
  },
  number: { "aws:MultiFactorAuthAge": [["0"], ["300"], ["3600"], ["3600.5"]] },
  time: {
    "aws:CurrentTime": [["2026-01-01T00:00:00Z"], ["2027-06-30T12:00:00Z"]],
    "aws:TokenIssueTime": [["2025-12-31T23:59:59Z"], ["2027-06-30T12:00:00Z"]],
  },
  address: {
    "aws:SourceIp": [["10.1.2.3"], ["192.0.2.7"], ["203.0.113.9"]],
    "aws:VpcSourceIp": [["10.0.0.1"], ["172.16.0.1"]],
  },
  many: {
    "aws:PrincipalOrgPaths": [
      ["o-acme/r-root/ou-work/"],
      ["o-acme/r-root/", "o-acme/r-root/ou-sec/"],
      ["o-other/r-else/"],
    ],
    "aws:CalledVia": [["athena.amazonaws.com"], ["cloudformation.amazonaws.com", "dynamodb.amazonaws.com"]],
  },
};

const texts = (...names: readonly string[]) => names.flatMap((name) => [name, `${name}IfExists`]);

/** Operators of each family, and the values that policies compare with. */
const COMPARED: Readonly<Record<Family, readonly [operators: readonly string[], values: readonly string[]]>> = {
  text: [
    [
      ...texts("StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"),
      ...texts("StringLike", "StringNotLike"),
    ],
    ["o-acme", "o-*", "red", "re?", "RED", "aws-cli/*", "eu-west-1", "*", "", OWN, TEAM],
  ],
  arn: [
    texts("ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike", "StringLike", "StringNotLike"),
    [
      ROLE,
      USER,
      `arn:aws:iam::*:role/path/*`,
      `arn:aws:*:*:${OWN}:*`,
      `arn:aws:cloudtrail:*:${OWN}:trail/*`,
      "arn:aws:iam::*:*",
    ],
  ],
  bytes: [texts("BinaryEquals"), ["cmVk", "Ymx1ZQ=="]],
  boolean: [texts("Bool"), ["true", "false"]],
  number: [
    texts("NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals").concat(
      texts("NumericGreaterThan", "NumericGreaterThanEquals"),
    ),
    ["0", "300", "3600", "3600.5"],
  ],
  time: [
    texts("DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals").concat(
      texts("DateGreaterThan", "DateGreaterThanEquals"),
    ),
    ["2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z", "2027-06-30T12:00:00Z"],
  ],
  address: [
    texts("IpAddress", "NotIpAddress"),
    ["10.0.0.0/8", "192.0.2.0/24", "203.0.113.9", "10.1.2.3/32", "0.0.0.0/0"],
  ],
  many: [
    ["StringEquals", "StringLike", "StringNotEquals", "StringNotLike"].flatMap((name) => [
      `ForAnyValue:${name}`,
      `ForAllValues:${name}`,
      `ForAllValues:${name}IfExists`,
    ]),
    ["o-acme/*", "o-acme/r-root/ou-work/", "o-acme/r-root/*", "athena.amazonaws.com", "*.amazonaws.com"],
  ],
};

const FAMILIES = Object.keys(KEYS) as Family[];

const condition: fc.Arbitrary<readonly [operator: string, key: string, values: Json]> = fc
  .constantFrom(...FAMILIES)
  .chain((family) => {
    const key = fc.constantFrom(...Object.keys(KEYS[family]));
    const [operators, values] = COMPARED[family];
    const wanted = fc.subarray([...values], { minLength: 1, maxLength: 2 });
    const compared = fc.tuple(fc.constantFrom(...operators), key, wanted);
    const absent = fc.tuple(fc.constant("Null"), key, fc.constantFrom<Json>("true", "false"));
    return fc.oneof({ weight: 6, arbitrary: compared }, { weight: 1, arbitrary: absent });
  });

function conditionsOf(all: readonly (readonly [string, string, Json])[]): JsonObject {
  const block: Record<string, Record<string, Json>> = {};
  for (const [operator, key, values] of all) {
    block[operator] = { ...block[operator], [key]: values };
  }
  return all.length === 0 ? {} : { Condition: block };
}

const conditions = fc
  .oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: fc.array(condition, { minLength: 1, maxLength: 2 }) },
  )
  .map(conditionsOf);

interface Kind {
  /** Whether statements name principals. */
  readonly principal: boolean;
  readonly resource: boolean;
  readonly effects: readonly ("Allow" | "Deny")[];
  readonly negations: boolean;
}

const PRINCIPALS: readonly Json[] = [
  "*",
  { AWS: "*" },
  { AWS: OWN },
  { AWS: `arn:aws:iam::${OWN}:root` },
  { AWS: [USER, ROLE] },
  { AWS: ROLE },
  { AWS: `arn:aws:sts::${OWN}:assumed-role/Admin/bob` },
  { AWS: [OTHER, OUTSIDE] },
  { AWS: MANAGEMENT },
  { Service: "cloudtrail.amazonaws.com" },
  { Service: ["config.amazonaws.com", "cloudtrail.amazonaws.com"] },
  { Federated: `arn:aws:iam::${OWN}:saml-provider/Okta` },
];

const NOT_PRINCIPALS: readonly Json[] = [
  { AWS: [OWN, ROLE, `arn:aws:sts::${OWN}:assumed-role/Admin/bob`] },
  { AWS: [OWN, USER] },
  { AWS: OTHER },
  { Service: "cloudtrail.amazonaws.com" },
];

/** Statements about one action and resource, or others near it. */
function statement(action: string, arn: string, kind: Kind): fc.Arbitrary<JsonObject> {
  const [service = "", name = ""] = action.split(":");
  const actions = fc.constantFrom<Json>(
    ...[action, action, "*", `${service}:*`, `${service}:${name.slice(0, 3)}*`, `${service}:?${name.slice(1)}`],
    ...[action.toUpperCase(), `${service}:Other`, ["sns:Publish", action], "sns:*"],
  );
  const head = arn.slice(0, Math.max(1, arn.length - 3));
  const near = arn === "*" ? ["*"] : [arn, "*", `${head}*`, `${head}???`];
  const resources = fc.constantFrom<Json>(
    ...[...near, "*", "arn:aws:s3:::acme-*", "arn:aws:sqs:*:*:*"],
    ...[["arn:aws:sns:eu-west-1:1:none", arn], `arn:aws:s3:::${TEAM}/*`],
  );
  const negated = fc.constantFrom(false, false, false, kind.negations);
  return fc
    .record({
      effect: fc.constantFrom(...kind.effects),
      actions,
      resources,
      notAction: negated,
      notResource: negated,
      principal: fc.constantFrom(...PRINCIPALS),
      notPrincipal: rarely(fc.constantFrom(...NOT_PRINCIPALS)),
      conditions,
    })
    .map(({ effect, notPrincipal, principal, ...one }): JsonObject => {
      const isNot = notPrincipal !== null && effect === "Deny" && kind.negations;
      return {
        Effect: effect,
        ...(kind.principal ? (isNot ? { NotPrincipal: notPrincipal } : { Principal: principal }) : {}),
        [one.notAction ? "NotAction" : "Action"]: one.actions,
        ...(kind.resource ? { [one.notResource ? "NotResource" : "Resource"]: one.resources } : {}),
        ...one.conditions,
      };
    });
}

function documentOf(
  action: string,
  arn: string,
  kind: Kind,
  more: readonly JsonObject[] = [],
): fc.Arbitrary<JsonObject> {
  return fc
    .array(statement(action, arn, kind), { minLength: more.length === 0 ? 1 : 0, maxLength: 2 })
    .map((statements) => ({ Version: "2012-10-17", Statement: [...more, ...statements] }));
}

const IDENTITY: Kind = {
  principal: false,
  resource: true,
  effects: ["Allow", "Allow", "Allow", "Allow", "Deny"],
  negations: true,
};
const SCP: Kind = { ...IDENTITY, effects: ["Allow", "Deny", "Deny"] };
const RESOURCE: Kind = { ...IDENTITY, principal: true };
const TRUST: Kind = { ...RESOURCE, resource: false, negations: false };

const ALLOW_ALL: JsonObject = { Effect: "Allow", Action: "*", Resource: "*" };
const FULL: JsonObject = { Version: "2012-10-17", Statement: [ALLOW_ALL] };

/** RCPs take neither `Allow` nor `NotAction`, and only `*` as principal. */
function rcp(action: string, arn: string): fc.Arbitrary<JsonObject> {
  const kind: Kind = { principal: false, resource: true, effects: ["Deny"], negations: false };
  return documentOf(action, arn, kind).map((document) => ({
    ...document,
    Statement: (document["Statement"] as readonly JsonObject[]).map(({ Effect = "Deny", ...rest }) => ({
      Effect,
      Principal: "*",
      ...rest,
      // Only services that RCPs cover may be named.
      Action: action,
    })),
  }));
}

const keys: fc.Arbitrary<OracleCase["keys"]> = fc
  .tuple(
    ...FAMILIES.flatMap((family) =>
      Object.entries(KEYS[family]).map(([key, values]) =>
        fc.option(fc.constantFrom(...values), { freq: 2 }).map((value) => [key, value] as const),
      ),
    ),
  )
  .map((all) => Object.fromEntries(all.flatMap(([key, value]) => (value === null ? [] : [[key, value]]))));

/** A level of SCPs: mostly all allowed, with denials beside it. */
function scpLevel(action: string, arn: string): fc.Arbitrary<readonly JsonObject[]> {
  const own = documentOf(action, arn, SCP);
  return fc.oneof(
    { weight: 20, arbitrary: fc.constant([FULL]) },
    { weight: 3, arbitrary: own.map((document) => [FULL, document]) },
    { weight: 1, arbitrary: own.map((document) => [document]) },
  );
}

/** A federated user has only what a session policy gives. */
function sessionOf({ is }: Requester, policy: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject | null> {
  return is === "federated-user" ? policy : is === "role-session" ? rarely(policy) : fc.constant(null);
}

function rarely<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
}

function rcpLevel(action: string, arn: string): fc.Arbitrary<readonly JsonObject[]> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: rcp(action, arn).map((document) => [document]) },
  );
}

/** Random cases in which every part of a decision has a say. */
export const oracleCase: fc.Arbitrary<OracleCase> = fc
  .tuple(
    fc.constantFrom(...REQUESTERS),
    fc.constantFrom(...TARGETS),
    fc.constantFrom(OWN, OWN, OWN, OWN, OTHER, MANAGEMENT),
  )
  .chain(([requester, [named, arnIn, hasPolicy], someone]) => {
    // Providers vouch for people in their own account only.
    const owner = requester.is === "saml" ? OWN : someone;
    const action = requester.is === "saml" && named === "sts:AssumeRole" ? "sts:AssumeRoleWithSAML" : named;
    const arn = arnIn(owner);
    const kind = named === "sts:AssumeRole" ? TRUST : RESOURCE;
    const always = named === "sts:AssumeRole" || named === "kms:Decrypt";
    const policy = documentOf(action, arn, kind);
    const some = documentOf(action, arn, IDENTITY);
    return fc.record<OracleCase>({
      requester: fc.constant(requester),
      action: fc.constant(action),
      arn: fc.constant(arn),
      owner: fc.constant(owner),
      keys,
      scps: fc.array(scpLevel(action, arn), { minLength: 1, maxLength: 3 }),
      rcps: fc.array(rcpLevel(action, arn), { minLength: 1, maxLength: 3 }),
      identity: fc.oneof(
        { weight: 1, arbitrary: fc.constant([]) },
        { weight: 2, arbitrary: documentOf(action, arn, IDENTITY, [ALLOW_ALL]).map((one) => [one]) },
        { weight: 3, arbitrary: fc.array(some, { minLength: 1, maxLength: 2 }) },
      ),
      boundary: rarely(documentOf(action, arn, IDENTITY)),
      session: sessionOf(requester, fc.oneof(documentOf(action, arn, IDENTITY, [ALLOW_ALL]), some)),
      resource: hasPolicy ? (always ? policy : fc.option(policy, { freq: 3 })) : fc.constant(null),
    });
  });

/** The name that the oracle knows a requester by; null for one without credentials. */
export function principalName(requester: Requester): string | null {
  switch (requester.is) {
    case "user":
      return requester.arn;
    case "role-session":
    case "service-linked-role":
    case "federated-user":
      return sessionArn(requester);
    case "root":
    case "assumed-root":
      return rootArn(requester);
    case "service":
      return requester.name;
    case "web-identity":
    case "saml":
      return requester.provider;
    case "anonymous":
      return null;
  }
}
