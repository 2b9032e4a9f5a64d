import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/model/json.ts";
import type { Environment } from "../../../src/policy/evaluate/environment.ts";
import { evaluate } from "../../../src/policy/evaluate/evaluate.ts";
import type { Requester } from "../../../src/policy/evaluate/requester.ts";
import {
  ADMIN,
  ANONYMOUS,
  ASSUMED_ROOT,
  CLOUDTRAIL,
  DENY_ALL,
  EMPTY,
  environment,
  FEDERATED_USER,
  FULL,
  GITHUB,
  KEY,
  LINKED,
  LOGGING,
  level,
  MANAGEMENT,
  MANAGER,
  OBJECT,
  ORGANIZATION,
  OUTSIDE,
  policy,
  ROLE,
  ROOT,
  request,
  SAML,
  SESSION,
  SESSION_ARN,
  STRANGER,
  USER,
  WORKLOAD,
  word,
} from "./world.ts";

type Row = readonly [title: string, requester: Requester, parts: Partial<Environment>, verdict: string];

function table(page: string, action: string, arn: string, account: string | null, rows: readonly Row[]): void {
  describe(page, () => {
    it.each(rows)("%s", (_title, requester, parts, verdict) => {
      expect(word(request(requester, action, arn, { account }), environment(parts))).toBe(verdict);
    });
  });
}

const GET = policy("get", { Action: "s3:GetObject" });
const DENY_GET = policy("deny-get", { Effect: "Deny", Action: "s3:GetObject" });
const USER_ARN = `arn:aws:iam::${WORKLOAD}:user/team/ann`;

function bucket(principal: JsonObject | string, more: JsonObject = {}) {
  return policy("bucket", { Principal: principal, Action: "s3:*", ...more });
}

const THREE = [level("root", FULL), level("workloads", FULL), level("account", FULL)];
const guard = (at: number, ...policies: Parameters<typeof level>[1][]) =>
  THREE.map((one, index) => (index === at ? level(one.target, ...policies) : one));

const EVALUATION = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic";

table(`${EVALUATION}_policy-eval-basics.html: one account`, "s3:GetObject", OBJECT, WORKLOAD, [
  ["denies what nothing allows", USER, {}, "denied"],
  ["allows by an identity policy", USER, { identity: [GET] }, "allowed"],
  ["allows by the second of two identity policies", USER, { identity: [EMPTY, GET] }, "allowed"],
  ["allows by a resource policy that names the user", USER, { resource: bucket({ AWS: USER_ARN }) }, "allowed"],
  ["allows by a resource policy for everyone", USER, { resource: bucket("*") }, "allowed"],
  ["needs an identity policy besides one for the account", USER, { resource: bucket({ AWS: WORKLOAD }) }, "denied"],
  ["allows by both", USER, { identity: [GET], resource: bucket({ AWS: WORKLOAD }) }, "allowed"],
  [
    "lets a resource policy go without a word",
    USER,
    { identity: [GET], resource: bucket({ AWS: LOGGING }) },
    "allowed",
  ],
  ["denies by an identity policy's denial", USER, { identity: [GET, DENY_GET] }, "denied"],
  ["denies in whatever order", USER, { identity: [DENY_GET, GET] }, "denied"],
  [
    "denies a user whom the resource names, by an identity policy",
    USER,
    { identity: [DENY_GET], resource: bucket("*") },
    "denied",
  ],
  [
    "denies by the resource policy's denial",
    USER,
    { identity: [GET], resource: bucket("*", { Effect: "Deny" }) },
    "denied",
  ],
  [
    "denies by a denial for the account",
    USER,
    { identity: [GET], resource: bucket({ AWS: WORKLOAD }, { Effect: "Deny" }) },
    "denied",
  ],
  ["limits by a boundary", USER, { identity: [GET], boundary: EMPTY }, "denied"],
  ["passes a boundary that allows", USER, { identity: [GET], boundary: GET }, "allowed"],
  ["grants nothing by a boundary alone", USER, { boundary: ADMIN }, "denied"],
  ["denies by a boundary's denial", USER, { identity: [GET], boundary: policy("b", {}, { Effect: "Deny" }) }, "denied"],
  [
    "lets no boundary limit a user whom the resource names",
    USER,
    { boundary: EMPTY, resource: bucket({ AWS: USER_ARN }) },
    "allowed",
  ],
  ["lets no boundary limit what everyone may", USER, { boundary: EMPTY, resource: bucket("*") }, "allowed"],
  [
    "lets a boundary's denial count even then",
    USER,
    { boundary: DENY_ALL, resource: bucket({ AWS: USER_ARN }) },
    "denied",
  ],
  ["allows a role's session", SESSION, { identity: [GET] }, "allowed"],
  ["allows the session of a role that the resource names", SESSION, { resource: bucket({ AWS: ROLE }) }, "allowed"],
  ["limits a named role by its boundary", SESSION, { resource: bucket({ AWS: ROLE }), boundary: EMPTY }, "denied"],
  [
    "limits a named role by its session policy",
    SESSION,
    { resource: bucket({ AWS: ROLE }), session: [EMPTY] },
    "denied",
  ],
  [
    "passes a named role through both",
    SESSION,
    { resource: bucket({ AWS: ROLE }), boundary: GET, session: [GET] },
    "allowed",
  ],
  [
    "limits a named session by no boundary",
    SESSION,
    { resource: bucket({ AWS: SESSION_ARN }), boundary: EMPTY },
    "allowed",
  ],
  [
    "limits a named session by no session policy",
    SESSION,
    { resource: bucket({ AWS: SESSION_ARN }), session: [EMPTY] },
    "allowed",
  ],
  [
    "denies a named session by a session policy's denial",
    SESSION,
    { resource: bucket({ AWS: SESSION_ARN }), session: [DENY_ALL] },
    "denied",
  ],
  ["limits by a session policy", SESSION, { identity: [ADMIN], session: [EMPTY] }, "denied"],
  ["needs a session policy to allow when one was passed", SESSION, { identity: [ADMIN], session: [] }, "denied"],
  ["allows by one of several session policies", SESSION, { identity: [ADMIN], session: [EMPTY, GET] }, "allowed"],
  [
    "needs all of identity, boundary and session",
    SESSION,
    { identity: [GET], boundary: GET, session: [EMPTY] },
    "denied",
  ],
  [
    "allows by a condition on the role's ARN for everyone",
    SESSION,
    {
      boundary: EMPTY,
      resource: bucket("*", { Condition: { ArnEquals: { "aws:PrincipalArn": ROLE } } }),
    },
    "allowed",
  ],
  ["denies a federated user without a session policy", FEDERATED_USER, { identity: [ADMIN] }, "denied"],
  ["allows a federated user what both policies do", FEDERATED_USER, { identity: [ADMIN], session: [GET] }, "allowed"],
  [
    "allows a federated user whose session the resource names",
    FEDERATED_USER,
    {
      resource: bucket({ AWS: `arn:aws:sts::${WORKLOAD}:federated-user/kiosk` }),
    },
    "allowed",
  ],
  [
    "limits a federated user whose user the resource names",
    FEDERATED_USER,
    {
      resource: bucket({ AWS: `arn:aws:iam::${WORKLOAD}:user/ann` }),
    },
    "denied",
  ],
  ["allows the root user without a policy", ROOT, {}, "allowed"],
  ["denies the root user by the resource policy", ROOT, { resource: bucket("*", { Effect: "Deny" }) }, "denied"],
  ["denies the root user by an SCP", ROOT, { scps: guard(0, FULL, DENY_GET) }, "denied"],
  ["limits a root session to its task", ASSUMED_ROOT, { session: [EMPTY] }, "denied"],
  ["allows a root session its task", ASSUMED_ROOT, { session: [GET] }, "allowed"],
  [
    "allows a service that the resource names",
    CLOUDTRAIL,
    { resource: bucket({ Service: "cloudtrail.amazonaws.com" }) },
    "allowed",
  ],
  ["denies a service that nothing names", CLOUDTRAIL, { identity: [ADMIN] }, "denied"],
  ["allows anonymous callers what everyone may", ANONYMOUS, { resource: bucket("*") }, "allowed"],
  ["denies anonymous callers what the account may", ANONYMOUS, { resource: bucket({ AWS: WORKLOAD }) }, "denied"],
]);

table(`${EVALUATION}-cross-account.html`, "s3:GetObject", OBJECT, LOGGING, [
  ["denies with an identity policy alone", USER, { identity: [ADMIN] }, "denied"],
  ["denies with a resource policy alone", USER, { resource: bucket({ AWS: USER_ARN }) }, "denied"],
  ["denies with a resource policy for everyone alone", USER, { resource: bucket("*") }, "denied"],
  ["allows with both, naming the account", USER, { identity: [GET], resource: bucket({ AWS: WORKLOAD }) }, "allowed"],
  ["allows with both, naming the user", USER, { identity: [GET], resource: bucket({ AWS: USER_ARN }) }, "allowed"],
  ["allows with both, naming the role", SESSION, { identity: [GET], resource: bucket({ AWS: ROLE }) }, "allowed"],
  ["needs the identity policy of a named session", SESSION, { resource: bucket({ AWS: SESSION_ARN }) }, "denied"],
  [
    "limits by the boundary of a named user",
    USER,
    { identity: [GET], boundary: EMPTY, resource: bucket({ AWS: USER_ARN }) },
    "denied",
  ],
  [
    "limits by the session policy of a named session",
    SESSION,
    { identity: [GET], session: [EMPTY], resource: bucket({ AWS: SESSION_ARN }) },
    "denied",
  ],
  [
    "denies when the resource names another account",
    USER,
    { identity: [GET], resource: bucket({ AWS: OUTSIDE }) },
    "denied",
  ],
  [
    "denies by the caller's SCPs",
    USER,
    { identity: [GET], resource: bucket("*"), scps: guard(1, FULL, DENY_GET) },
    "denied",
  ],
  [
    "denies by the resource's RCPs",
    USER,
    { identity: [GET], resource: bucket("*"), rcps: [level("root", policy("r", { Effect: "Deny", Principal: "*" }))] },
    "denied",
  ],
  ["allows the root user of a trusted account", ROOT, { resource: bucket({ AWS: WORKLOAD }) }, "allowed"],
  ["denies the root user of an account that is not trusted", ROOT, {}, "denied"],
  [
    "allows a stranger whom both sides let",
    STRANGER,
    { identity: [ADMIN], resource: bucket({ AWS: OUTSIDE }) },
    "allowed",
  ],
  [
    "allows a service across accounts",
    CLOUDTRAIL,
    { resource: bucket({ Service: "cloudtrail.amazonaws.com" }) },
    "allowed",
  ],
]);

table(
  "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html",
  "s3:GetObject",
  OBJECT,
  WORKLOAD,
  [
    ["passes when each level allows", USER, { identity: [GET], scps: THREE }, "allowed"],
    ["denies when the root does not allow", USER, { identity: [GET], scps: guard(0, EMPTY) }, "denied"],
    ["denies when the OU does not allow", USER, { identity: [GET], scps: guard(1, EMPTY) }, "denied"],
    ["denies when the account's level does not allow", USER, { identity: [GET], scps: guard(2, EMPTY) }, "denied"],
    ["denies when nothing hangs on a level", USER, { identity: [GET], scps: guard(1) }, "denied"],
    ["allows by any policy of a level", USER, { identity: [GET], scps: guard(1, EMPTY, GET) }, "allowed"],
    ["denies by a denial at the root", USER, { identity: [GET], scps: guard(0, FULL, DENY_GET) }, "denied"],
    ["denies by a denial at the account", USER, { identity: [GET], scps: guard(2, FULL, DENY_GET) }, "denied"],
    ["grants nothing", USER, { scps: THREE }, "denied"],
    ["binds what the resource grants", USER, { resource: bucket("*"), scps: guard(0, EMPTY) }, "denied"],
    ["lets everything pass where there are no SCPs", USER, { identity: [GET], scps: [] }, "allowed"],
    ["binds root sessions", ASSUMED_ROOT, { session: [GET], scps: guard(0, FULL, DENY_GET) }, "denied"],
    [
      "binds federated users",
      FEDERATED_USER,
      { identity: [GET], session: [GET], scps: guard(0, FULL, DENY_GET) },
      "denied",
    ],
    ["spares service-linked roles", LINKED, { identity: [GET], scps: guard(0, DENY_ALL) }, "allowed"],
    ["spares services", CLOUDTRAIL, { resource: bucket("*"), scps: guard(0, DENY_ALL) }, "allowed"],
    ["spares anonymous callers", ANONYMOUS, { resource: bucket("*"), scps: guard(0, DENY_ALL) }, "allowed"],
    [
      "binds administrators delegated to a service",
      SESSION,
      {
        identity: [ADMIN],
        scps: guard(0, FULL, DENY_GET),
        organization: { ...ORGANIZATION, rootSessions: [WORKLOAD] },
      },
      "denied",
    ],
    [
      "allows what an SCP lists with a condition that holds",
      USER,
      { identity: [GET], scps: guard(1, policy("c", { Condition: { StringEquals: { "aws:username": "ann" } } })) },
      "allowed",
    ],
    [
      "denies what an SCP lists with a condition that fails",
      USER,
      { identity: [GET], scps: guard(1, policy("c", { Condition: { StringEquals: { "aws:username": "bob" } } })) },
      "denied",
    ],
    [
      "exempts by the role's ARN",
      SESSION,
      {
        identity: [GET],
        scps: guard(0, FULL, policy("d", { Effect: "Deny", Condition: { ArnNotLike: { "aws:PrincipalArn": ROLE } } })),
      },
      "allowed",
    ],
    [
      "exempts nobody by a session's ARN",
      SESSION,
      {
        identity: [GET],
        scps: guard(
          0,
          FULL,
          policy("d", { Effect: "Deny", Condition: { ArnNotLike: { "aws:PrincipalArn": SESSION_ARN } } }),
        ),
      },
      "denied",
    ],
    [
      "denies all but the actions that it spares",
      USER,
      { identity: [GET], scps: guard(0, FULL, policy("d", { Effect: "Deny", NotAction: "s3:*" })) },
      "allowed",
    ],
  ],
);

describe("https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html", () => {
  it("spares the management account, even when SCPs are given for it", () => {
    const parts = { identity: [ADMIN], scps: guard(0, DENY_ALL) };
    expect(word(request(MANAGER, "s3:GetObject", OBJECT), environment(parts))).toBe("allowed");
    const root: Requester = { is: "root", account: MANAGEMENT, partition: "aws" };
    expect(word(request(root, "s3:GetObject", OBJECT), environment(parts))).toBe("allowed");
  });

  it("binds nobody outside of the organization", () => {
    const parts = { identity: [ADMIN], scps: guard(0, DENY_ALL) };
    expect(word(request(STRANGER, "ec2:RunInstances", "*"), environment(parts))).toBe("allowed");
    expect(word(request(USER, "ec2:RunInstances", "*"), environment({ ...parts, organization: null }))).toBe("allowed");
  });
});

const perimeter = policy("perimeter", {
  Effect: "Deny",
  Principal: "*",
  Condition: {
    StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-acme" },
    BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
  },
});
const deputy = policy("deputy", {
  Effect: "Deny",
  Principal: "*",
  Condition: {
    StringNotEqualsIfExists: { "aws:SourceOrgID": "o-acme" },
    Null: { "aws:SourceAccount": "false" },
    Bool: { "aws:PrincipalIsAWSService": "true" },
  },
});
const RCP_DENY = policy("rcp", { Effect: "Deny", Principal: "*", Action: "*" });

table(
  "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html",
  "s3:GetObject",
  OBJECT,
  LOGGING,
  [
    ["lets everything pass without RCPs of one's own", USER, { identity: [GET], resource: bucket("*") }, "allowed"],
    ["denies members", USER, { identity: [GET], resource: bucket("*"), rcps: [level("root", RCP_DENY)] }, "denied"],
    [
      "denies at the account's level",
      USER,
      { identity: [GET], resource: bucket("*"), rcps: [level("root"), level("ou"), level("account", RCP_DENY)] },
      "denied",
    ],
    [
      "denies the management account's principals",
      MANAGER,
      { identity: [GET], resource: bucket("*"), rcps: [level("root", RCP_DENY)] },
      "denied",
    ],
    [
      "denies strangers",
      STRANGER,
      { identity: [GET], resource: bucket("*"), rcps: [level("root", RCP_DENY)] },
      "denied",
    ],
    ["denies services", CLOUDTRAIL, { resource: bucket("*"), rcps: [level("root", RCP_DENY)] }, "denied"],
    ["denies anonymous callers", ANONYMOUS, { resource: bucket("*"), rcps: [level("root", RCP_DENY)] }, "denied"],
    ["denies root users", ROOT, { resource: bucket("*"), rcps: [level("root", RCP_DENY)] }, "denied"],
    [
      "spares service-linked roles",
      LINKED,
      { identity: [GET], resource: bucket("*"), rcps: [level("root", RCP_DENY)] },
      "allowed",
    ],
    [
      "covers listed services only",
      USER,
      { identity: [GET], resource: bucket("*"), rcps: [level("root", RCP_DENY)], rcpServices: new Set(["sts"]) },
      "allowed",
    ],
    [
      "lets members through a perimeter",
      USER,
      { identity: [GET], resource: bucket("*"), rcps: [level("root", perimeter)] },
      "allowed",
    ],
    [
      "lets the management account through a perimeter",
      MANAGER,
      { identity: [GET], resource: bucket("*"), rcps: [level("root", perimeter)] },
      "allowed",
    ],
    [
      "keeps strangers out of a perimeter",
      STRANGER,
      { identity: [GET], resource: bucket("*"), rcps: [level("root", perimeter)] },
      "denied",
    ],
    [
      "keeps anonymous callers out of a perimeter",
      ANONYMOUS,
      { resource: bucket("*"), rcps: [level("root", perimeter)] },
      "denied",
    ],
    [
      "lets services through a perimeter",
      CLOUDTRAIL,
      { resource: bucket("*"), rcps: [level("root", perimeter)] },
      "allowed",
    ],
  ],
);

describe("RCPs bind by the account of the resource", () => {
  const parts = { identity: [ADMIN], resource: bucket("*"), rcps: [level("root", RCP_DENY)] };

  it("spares the management account's resources, even when RCPs are given for it", () => {
    expect(word(request(USER, "s3:GetObject", OBJECT, { account: MANAGEMENT }), environment(parts))).toBe("allowed");
  });

  it("spares resources outside of the organization", () => {
    expect(word(request(USER, "s3:GetObject", OBJECT, { account: OUTSIDE }), environment(parts))).toBe("allowed");
  });

  it("spares resources that belong to no account", () => {
    expect(word(request(USER, "s3:GetObject", OBJECT, { account: null }), environment(parts))).toBe("allowed");
  });

  it("never covers kms:RetireGrant", () => {
    const key = policy("key", { Principal: "*" });
    const kms = { ...parts, resource: key };
    expect(word(request(USER, "kms:RetireGrant", KEY), environment(kms))).toBe("allowed");
    expect(word(request(USER, "kms:Decrypt", KEY), environment(kms))).toBe("denied");
  });

  it.each([
    [{ "aws:SourceAccount": MANAGEMENT }, "allowed"],
    [{ "aws:SourceAccount": OUTSIDE }, "denied"],
    [{ "aws:SourceArn": `arn:aws:cloudtrail:eu-west-1:${WORKLOAD}:trail/t` }, "allowed"],
    [{ "aws:SourceArn": `arn:aws:cloudtrail:eu-west-1:${OUTSIDE}:trail/t` }, "denied"],
    [{ "aws:SourceAccount": null }, "allowed"],
  ])("tells deputies apart by whom they act for: %j is %s", (keys, verdict) => {
    const asked = request(CLOUDTRAIL, "s3:PutObject", OBJECT, { account: LOGGING, given: { keys, rest: "absent" } });
    expect(word(asked, environment({ resource: bucket("*"), rcps: [level("root", deputy)] }))).toBe(verdict);
  });
});

function key(principal: JsonObject | string, more: JsonObject = {}) {
  return policy("key", { Principal: principal, Action: "kms:*", ...more });
}

table("https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html", "kms:Decrypt", KEY, WORKLOAD, [
  [
    "gives identity policies no effect that the key policy does not admit",
    USER,
    { identity: [ADMIN], resource: key({ Service: "x.amazonaws.com" }) },
    "denied",
  ],
  [
    "gives identity policies effect through the account",
    USER,
    { identity: [ADMIN], resource: key({ AWS: WORKLOAD }) },
    "allowed",
  ],
  ["still needs the identity policy then", USER, { resource: key({ AWS: WORKLOAD }) }, "denied"],
  ["allows a named user without an identity policy", USER, { resource: key({ AWS: USER_ARN }) }, "allowed"],
  ["allows a named role without an identity policy", SESSION, { resource: key({ AWS: ROLE }) }, "allowed"],
  ["limits a named role by its boundary", SESSION, { resource: key({ AWS: ROLE }), boundary: EMPTY }, "denied"],
  [
    "limits access through the account by the boundary",
    USER,
    { identity: [ADMIN], boundary: EMPTY, resource: key({ AWS: WORKLOAD }) },
    "denied",
  ],
  ["allows the root user through the account", ROOT, { resource: key({ AWS: WORKLOAD }) }, "allowed"],
  ["gives the root user nothing by itself", ROOT, { resource: key({ AWS: USER_ARN }) }, "denied"],
  ["denies without a key policy", USER, { identity: [ADMIN] }, "denied"],
  ["allows a service by name", CLOUDTRAIL, { resource: key({ Service: "cloudtrail.amazonaws.com" }) }, "allowed"],
  ["lets an identity policy deny", USER, { identity: [DENY_ALL], resource: key({ AWS: USER_ARN }) }, "denied"],
  ["needs both sides across accounts", STRANGER, { identity: [ADMIN], resource: key({ AWS: OUTSIDE }) }, "allowed"],
  ["needs the identity policy across accounts", STRANGER, { resource: key({ AWS: OUTSIDE }) }, "denied"],
]);

describe("KMS without a key", () => {
  it("needs no key policy to list keys or to make one", () => {
    expect(word(request(USER, "kms:CreateKey", "*"), environment({ identity: [ADMIN] }))).toBe("allowed");
  });
});

function trust(principal: JsonObject | string, more: JsonObject = {}) {
  return policy("trust", { Principal: principal, Action: ["sts:AssumeRole", "sts:TagSession"], ...more });
}

table("https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html", "sts:AssumeRole", ROLE, WORKLOAD, [
  ["denies without a trust policy", USER, { identity: [ADMIN] }, "denied"],
  [
    "denies whom the trust policy does not name",
    USER,
    { identity: [ADMIN], resource: trust({ Service: "ec2.amazonaws.com" }) },
    "denied",
  ],
  ["allows a user by name, without an identity policy", USER, { resource: trust({ AWS: USER_ARN }) }, "allowed"],
  ["needs an identity policy when the account is named", USER, { resource: trust({ AWS: WORKLOAD }) }, "denied"],
  ["allows with both", USER, { identity: [ADMIN], resource: trust({ AWS: WORKLOAD }) }, "allowed"],
  ["allows a role by name", SESSION, { resource: trust({ AWS: ROLE }) }, "allowed"],
  [
    "denies by the trust policy's denial",
    USER,
    { identity: [ADMIN], resource: trust("*", { Effect: "Deny" }) },
    "denied",
  ],
  [
    "allows a service that it trusts",
    { is: "service", name: "ec2.amazonaws.com" },
    { resource: trust({ Service: "ec2.amazonaws.com" }) },
    "allowed",
  ],
  ["denies another service", CLOUDTRAIL, { resource: trust({ Service: "ec2.amazonaws.com" }) }, "denied"],
  ["refuses the root user, whom it trusts", ROOT, { resource: trust({ AWS: WORKLOAD }) }, "denied"],
  ["refuses root sessions", ASSUMED_ROOT, { resource: trust("*"), session: [ADMIN] }, "denied"],
  ["refuses anonymous callers", ANONYMOUS, { resource: trust("*") }, "denied"],
  ["needs both sides across accounts", MANAGER, { identity: [ADMIN], resource: trust({ AWS: MANAGEMENT }) }, "allowed"],
  ["needs the identity policy across accounts", MANAGER, { resource: trust({ AWS: MANAGEMENT }) }, "denied"],
  [
    "keeps strangers out by an RCP",
    STRANGER,
    { identity: [ADMIN], resource: trust("*"), rcps: [level("root", perimeter)] },
    "denied",
  ],
  [
    "refuses MFA conditions with access keys",
    USER,
    { resource: trust({ AWS: USER_ARN }, { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }) },
    "denied",
  ],
  [
    "passes MFA conditions with a token",
    { ...USER, mfa: { ageSeconds: 60 } } as Requester,
    {
      resource: trust(
        { AWS: USER_ARN },
        {
          Condition: {
            Bool: { "aws:MultiFactorAuthPresent": "true" },
            NumericLessThan: { "aws:MultiFactorAuthAge": "3600" },
          },
        },
      ),
    },
    "allowed",
  ],
  [
    "refuses old tokens",
    { ...USER, mfa: { ageSeconds: 7200 } } as Requester,
    { resource: trust({ AWS: USER_ARN }, { Condition: { NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } } }) },
    "denied",
  ],
]);

describe("https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html", () => {
  const oidc = policy("trust", {
    Principal: { Federated: (GITHUB as { provider: string }).provider },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { StringEquals: { "token.actions.githubusercontent.com:sub": "repo:acme/app:ref:refs/heads/main" } },
  });

  it.each([
    ["repo:acme/app:ref:refs/heads/main", "allowed"],
    ["repo:evil/app:ref:refs/heads/main", "denied"],
  ])("decides by the token's subject: %s is %s", (sub, verdict) => {
    const given = { keys: { "token.actions.githubusercontent.com:sub": sub }, rest: "absent" } as const;
    expect(
      word(request(GITHUB, "sts:AssumeRoleWithWebIdentity", ROLE, { given }), environment({ resource: oidc })),
    ).toBe(verdict);
  });

  it("is not bound by SCPs, but by RCPs", () => {
    const given = {
      keys: { "token.actions.githubusercontent.com:sub": "repo:acme/app:ref:refs/heads/main" },
      rest: "absent",
    } as const;
    const asked = request(GITHUB, "sts:AssumeRoleWithWebIdentity", ROLE, { given });
    expect(word(asked, environment({ resource: oidc, scps: guard(0, DENY_ALL) }))).toBe("allowed");
    expect(word(asked, environment({ resource: oidc, rcps: [level("root", RCP_DENY)] }))).toBe("denied");
  });

  it("breaks under a perimeter by organization, because no organization is in the request", () => {
    const given = {
      keys: { "token.actions.githubusercontent.com:sub": "repo:acme/app:ref:refs/heads/main" },
      rest: "absent",
    } as const;
    const asked = request(GITHUB, "sts:AssumeRoleWithWebIdentity", ROLE, { given });
    expect(word(asked, environment({ resource: oidc, rcps: [level("root", perimeter)] }))).toBe("denied");
  });

  it.each([GITHUB, SAML])("lets a provider's word do nothing but ask for a session: %o", (requester) => {
    expect(word(request(requester, "s3:GetObject", OBJECT), environment({ resource: bucket("*") }))).toBe("denied");
  });
});

describe("https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html", () => {
  const target = `arn:aws:iam::${WORKLOAD}:root`;
  const rows: readonly (readonly [string, Requester, Partial<Environment>, string])[] = [
    ["allows the management account", MANAGER, { identity: [ADMIN] }, "allowed"],
    ["needs an identity policy", MANAGER, {}, "denied"],
    ["refuses members", SESSION, { identity: [ADMIN] }, "denied"],
    [
      "allows IAM's delegated administrators",
      SESSION,
      { identity: [ADMIN], organization: { ...ORGANIZATION, rootSessions: [WORKLOAD] } },
      "allowed",
    ],
    [
      "refuses when root sessions are off",
      MANAGER,
      { identity: [ADMIN], organization: { ...ORGANIZATION, rootSessions: null } },
      "denied",
    ],
    ["refuses strangers", STRANGER, { identity: [ADMIN] }, "denied"],
    ["refuses root users", { is: "root", account: MANAGEMENT, partition: "aws" }, {}, "denied"],
  ];
  it.each(rows)("%s", (_title, requester, parts, verdict) => {
    expect(word(request(requester, "sts:AssumeRoot", target, { account: WORKLOAD }), environment(parts))).toBe(verdict);
  });

  it("does not know who may when nobody says", () => {
    const { rootSessions: _, ...organization } = ORGANIZATION;
    const asked = request(MANAGER, "sts:AssumeRoot", target, { account: WORKLOAD });
    const verdict = evaluate(asked, environment({ identity: [ADMIN], organization }));
    expect(verdict).toMatchObject({ is: "inconclusive", because: [{ about: "root-sessions" }] });
  });
});

describe("What no policy controls", () => {
  const shut = environment({ identity: [DENY_ALL], scps: guard(0, DENY_ALL) });

  it.each([USER, SESSION, ROOT, STRANGER])("lets everyone ask who they are: %o", (requester) => {
    expect(word(request(requester, "sts:GetCallerIdentity", "*"), shut)).toBe("allowed");
  });

  it("lets users ask for a session of their own, and nobody with a session", () => {
    expect(word(request(USER, "sts:GetSessionToken", "*"), shut)).toBe("allowed");
    expect(word(request(SESSION, "sts:GetSessionToken", "*"), environment({ identity: [ADMIN] }))).toBe("denied");
  });

  it("names the rule", () => {
    expect(evaluate(request(USER, "sts:GetCallerIdentity", "*"), shut)).toMatchObject({
      path: [{ through: "rule", rule: { code: "identity-is-free" } }],
    });
    const asked = request(ROOT, "sts:AssumeRole", ROLE);
    expect(evaluate(asked, environment({ resource: trust("*") }))).toMatchObject({
      by: [{ because: "rule", rule: { code: "root-assumes-no-role" } }],
    });
  });
});

describe("https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html", () => {
  const locked = bucket("*", { Effect: "Deny" });
  const bucketArn = "arn:aws:s3:::acme-logs";

  it.each(["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"])(
    "lets the owner's root user do %s against the bucket policy",
    (action) => {
      expect(word(request(ROOT, action, bucketArn), environment({ resource: locked }))).toBe("allowed");
      expect(word(request(ASSUMED_ROOT, action, bucketArn), environment({ resource: locked, session: [ADMIN] }))).toBe(
        "allowed",
      );
      expect(word(request(USER, action, bucketArn), environment({ resource: locked, identity: [ADMIN] }))).toBe(
        "denied",
      );
      expect(word(request(ROOT, action, bucketArn, { account: LOGGING }), environment({ resource: locked }))).toBe(
        "denied",
      );
    },
  );

  it("lets no other account's root user do so", () => {
    const half = policy("bucket", { Principal: { AWS: WORKLOAD } }, { Principal: "*", Effect: "Deny" });
    const asked = request(ROOT, "s3:PutBucketPolicy", bucketArn, { account: LOGGING });
    expect(word(asked, environment({ resource: half }))).toBe("denied");
  });

  it("lets SCPs and RCPs keep even root users from it", () => {
    const asked = request(ROOT, "s3:PutBucketPolicy", bucketArn);
    expect(word(asked, environment({ resource: locked, scps: guard(0, FULL, DENY_ALL) }))).toBe("denied");
    expect(word(asked, environment({ resource: locked, rcps: [level("root", RCP_DENY)] }))).toBe("denied");
  });

  it("keeps the root user from the objects", () => {
    expect(word(request(ROOT, "s3:GetObject", OBJECT), environment({ resource: locked }))).toBe("denied");
  });
});

describe("Resources that no account owns", () => {
  it("asks only the requester's own policies", () => {
    const asked = request(USER, "ec2:RunInstances", "arn:aws:ec2:eu-west-1::image/ami-1", { account: null });
    expect(word(asked, environment({ identity: [ADMIN] }))).toBe("allowed");
    expect(word(asked, environment())).toBe("denied");
  });
});

describe("Policies that bind nobody", () => {
  it.each([CLOUDTRAIL, ANONYMOUS])("hang on no identity, boundary or session of %o", (requester) => {
    const parts = { identity: [DENY_ALL], boundary: DENY_ALL, session: [DENY_ALL], resource: bucket("*") };
    expect(word(request(requester, "s3:GetObject", OBJECT), environment(parts))).toBe("allowed");
  });

  it("hang on no root user", () => {
    const parts = { identity: [DENY_ALL], boundary: DENY_ALL, session: [DENY_ALL] };
    expect(word(request(ROOT, "s3:GetObject", OBJECT), environment(parts))).toBe("allowed");
  });
});
