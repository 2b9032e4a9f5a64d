import { describe, expect, it } from "vitest";
import { judgeTrust, type TrustCaller } from "../../../src/aws/sandbox/sts/trust.ts";

const ACCOUNT = "111111111111";
const USER = `arn:aws:iam::${ACCOUNT}:user/admin`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/orgwright/OrgwrightApply`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/OrgwrightApply/run`;
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

const USER_CALLER: TrustCaller = { account: ACCOUNT, partition: "aws", arn: USER, ids: ["AIDAADMIN"] };
const ROLE_CALLER: TrustCaller = {
  account: ACCOUNT,
  partition: "aws",
  arn: SESSION,
  roleArn: ROLE,
  ids: ["AROAAPPLY"],
};

type Says = "caller" | "account" | "no";
type Context = Readonly<Record<string, string | readonly string[]>>;

function verdict(statements: unknown, caller: TrustCaller, context: Context, action = "sts:AssumeRole"): Says {
  const document = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const known = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  const judged = judgeTrust(document, action, caller, known);
  return judged.trusts ? judged.names : "no";
}

const letting = (principal: unknown, condition?: object, other: object = {}): object => ({
  Effect: "Allow",
  Principal: principal,
  Action: "sts:AssumeRole",
  ...(condition === undefined ? {} : { Condition: condition }),
  ...other,
});

describe("who a trust policy names", () => {
  it.each<[string, unknown, TrustCaller, Says]>([
    ["everyone", "*", USER_CALLER, "caller"],
    ["everyone of AWS", { AWS: "*" }, ROLE_CALLER, "caller"],
    ["the caller's account by its id", { AWS: ACCOUNT }, USER_CALLER, "account"],
    ["the caller's account by its root user", { AWS: ROOT }, ROLE_CALLER, "account"],
    ["another account", { AWS: "222222222222" }, USER_CALLER, "no"],
    ["the account in another partition", { AWS: `arn:aws-cn:iam::${ACCOUNT}:root` }, USER_CALLER, "no"],
    ["the user", { AWS: USER }, USER_CALLER, "caller"],
    ["the user in a list", { AWS: ["222222222222", USER] }, USER_CALLER, "caller"],
    ["another user", { AWS: `${USER}2` }, USER_CALLER, "no"],
    ["the role of a session", { AWS: ROLE }, ROLE_CALLER, "caller"],
    ["the role without its path", { AWS: `arn:aws:iam::${ACCOUNT}:role/OrgwrightApply` }, ROLE_CALLER, "no"],
    ["the session", { AWS: SESSION }, ROLE_CALLER, "caller"],
    ["another session of the role", { AWS: `${SESSION}2` }, ROLE_CALLER, "no"],
    ["the role by its unique id", { AWS: "AROAAPPLY" }, ROLE_CALLER, "caller"],
    ["a deleted role of the same name", { AWS: "AROAGONE" }, ROLE_CALLER, "no"],
    ["a service", { Service: "ec2.amazonaws.com" }, USER_CALLER, "no"],
    ["an identity provider", { Federated: "accounts.google.com" }, USER_CALLER, "no"],
    ["a service and the user", { Service: "ec2.amazonaws.com", AWS: USER }, USER_CALLER, "caller"],
    ["a pattern, which a principal cannot be", { AWS: `arn:aws:iam::${ACCOUNT}:user/*` }, USER_CALLER, "no"],
    ["nobody", undefined, USER_CALLER, "no"],
  ])("%s", (_what, principal, caller, says) => {
    expect(verdict([letting(principal)], caller, {})).toBe(says);
  });
});

describe("which actions a trust policy covers", () => {
  it.each<[string, object, string, Says]>([
    ["the action itself", { Action: "sts:AssumeRole" }, "sts:AssumeRole", "caller"],
    ["the action in another case", { Action: "STS:assumerole" }, "sts:AssumeRole", "caller"],
    ["a list", { Action: ["sts:TagSession", "sts:AssumeRole"] }, "sts:AssumeRole", "caller"],
    ["a wildcard", { Action: "sts:*" }, "sts:TagSession", "caller"],
    ["a wildcard in the middle", { Action: "sts:Assume*ole" }, "sts:AssumeRole", "caller"],
    ["a question mark", { Action: "sts:AssumeRol?" }, "sts:AssumeRole", "caller"],
    ["a longer action", { Action: "sts:AssumeRoleWithSAML" }, "sts:AssumeRole", "no"],
    ["the action where tags are asked for", { Action: "sts:AssumeRole" }, "sts:TagSession", "no"],
    ["all others", { Action: undefined, NotAction: "sts:TagSession" }, "sts:AssumeRole", "caller"],
    ["all but this", { Action: undefined, NotAction: "sts:Assume*" }, "sts:AssumeRole", "no"],
    ["none", { Action: undefined }, "sts:AssumeRole", "no"],
  ])("%s", (_what, members, action, says) => {
    expect(verdict([letting({ AWS: USER }, undefined, members)], USER_CALLER, {}, action)).toBe(says);
  });
});

const MFA = "aws:MultiFactorAuthPresent";
const AGE = "aws:MultiFactorAuthAge";
const ARN = "aws:PrincipalArn";
const PATHS = "aws:PrincipalOrgPaths";
// biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable of IAM
const OWN_NAME = "${aws:username}";

describe("a condition in a trust policy", () => {
  it.each<[string, object, Context, boolean]>([
    ["Bool on a key that says so", { Bool: { [MFA]: "true" } }, { [MFA]: "true" }, true],
    ["Bool on a key that says no", { Bool: { [MFA]: "true" } }, { [MFA]: "false" }, false],
    ["Bool on an absent key", { Bool: { [MFA]: "true" } }, {}, false],
    ["Bool given as a JSON boolean", { Bool: { [MFA]: true } }, { [MFA]: "true" }, true],
    ["BoolIfExists on an absent key", { BoolIfExists: { [MFA]: "true" } }, {}, true],
    ["BoolIfExists on a key that says no", { BoolIfExists: { [MFA]: "true" } }, { [MFA]: "false" }, false],
    ["a key in another case", { Bool: { "AWS:multifactorauthpresent": "true" } }, { [MFA]: "true" }, true],
    ["a young enough token", { NumericLessThan: { [AGE]: "3600" } }, { [AGE]: "60" }, true],
    ["a token of just that age", { NumericLessThan: { [AGE]: "3600" } }, { [AGE]: "3600" }, false],
    ["a number given as a number", { NumericLessThan: { [AGE]: 3600 } }, { [AGE]: "60" }, true],
    ["an absent age", { NumericLessThan: { [AGE]: "3600" } }, {}, false],
    ["NumericLessThanIfExists on an absent age", { NumericLessThanIfExists: { [AGE]: "3600" } }, {}, true],
    ["text that is no number", { NumericLessThan: { [AGE]: "soon" } }, { [AGE]: "60" }, false],
    ["an external id", { StringEquals: { "sts:ExternalId": "x1" } }, { "sts:ExternalId": "x1" }, true],
    ["an external id in another case", { StringEquals: { "sts:ExternalId": "x1" } }, { "sts:ExternalId": "X1" }, false],
    ["a missing external id", { StringEquals: { "sts:ExternalId": "x1" } }, {}, false],
    ["one of several values", { StringEquals: { "sts:ExternalId": ["a", "b"] } }, { "sts:ExternalId": "b" }, true],
    ["no wildcards in StringEquals", { StringEquals: { "sts:ExternalId": "x*" } }, { "sts:ExternalId": "x1" }, false],
    ["wildcards in StringLike", { StringLike: { "sts:ExternalId": "x?" } }, { "sts:ExternalId": "x1" }, true],
    ["a dot that is no wildcard", { StringLike: { "sts:ExternalId": "a.b" } }, { "sts:ExternalId": "axb" }, false],
    [
      "StringNotEquals on another value",
      { StringNotEquals: { "aws:PrincipalOrgID": "o-a" } },
      { "aws:PrincipalOrgID": "o-b" },
      true,
    ],
    ["StringNotEquals on an absent key", { StringNotEquals: { "aws:PrincipalOrgID": "o-a" } }, {}, true],
    [
      "StringNotEquals on one of its values",
      { StringNotEquals: { "aws:PrincipalOrgID": ["o-a", "o-b"] } },
      { "aws:PrincipalOrgID": "o-b" },
      false,
    ],
    [
      "StringEqualsIgnoreCase",
      { StringEqualsIgnoreCase: { "aws:username": "ADMIN" } },
      { "aws:username": "admin" },
      true,
    ],
    ["ArnEquals on the role", { ArnEquals: { [ARN]: ROLE } }, { [ARN]: ROLE }, true],
    [
      "ArnEquals with the path left out",
      { ArnEquals: { [ARN]: `arn:aws:iam::${ACCOUNT}:role/OrgwrightApply` } },
      { [ARN]: ROLE },
      false,
    ],
    [
      "ArnLike with a wildcard account",
      { ArnLike: { [ARN]: "arn:aws:iam::*:role/orgwright/*" } },
      { [ARN]: ROLE },
      true,
    ],
    [
      "ArnEquals with a wildcard, which it takes too",
      { ArnEquals: { [ARN]: "arn:aws:iam::*:role/orgwright/*" } },
      { [ARN]: ROLE },
      true,
    ],
    [
      "an ARN's wildcard does not cross a colon",
      { ArnLike: { [ARN]: "arn:aws:iam*:role/orgwright/OrgwrightApply" } },
      { [ARN]: ROLE },
      false,
    ],
    ["ArnNotEquals on another role", { ArnNotEquals: { [ARN]: `${ROLE}2` } }, { [ARN]: ROLE }, true],
    ["ArnNotEquals on the role", { ArnNotEquals: { [ARN]: ROLE } }, { [ARN]: ROLE }, false],
    ["Null true on an absent key", { Null: { [MFA]: "true" } }, {}, true],
    ["Null true on a present key", { Null: { [MFA]: "true" } }, { [MFA]: "false" }, false],
    ["Null false on a present key", { Null: { [MFA]: "false" } }, { [MFA]: "false" }, true],
    [
      "ForAnyValue on one of the caller's paths",
      { "ForAnyValue:StringLike": { [PATHS]: "o-a/r-a/ou-x/*" } },
      { [PATHS]: ["o-a/r-a/ou-x/"] },
      true,
    ],
    [
      "ForAnyValue on none of the caller's paths",
      { "ForAnyValue:StringLike": { [PATHS]: "o-a/r-a/ou-y/*" } },
      { [PATHS]: ["o-a/r-a/ou-x/"] },
      false,
    ],
    ["ForAnyValue on an absent key", { "ForAnyValue:StringLike": { [PATHS]: "*" } }, {}, false],
    [
      "ForAnyValue of a negated operator",
      { "ForAnyValue:StringNotEquals": { "aws:TagKeys": "a" } },
      { "aws:TagKeys": ["a", "b"] },
      true,
    ],
    [
      "ForAllValues on allowed keys",
      { "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } },
      { "aws:TagKeys": ["a"] },
      true,
    ],
    [
      "ForAllValues with one too many",
      { "ForAllValues:StringEquals": { "aws:TagKeys": ["a"] } },
      { "aws:TagKeys": ["a", "c"] },
      false,
    ],
    ["ForAllValues on an absent key", { "ForAllValues:StringEquals": { "aws:TagKeys": ["a"] } }, {}, true],
    [
      "a time that has come",
      { DateGreaterThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } },
      { "aws:CurrentTime": "2026-01-02T00:00:00Z" },
      true,
    ],
    [
      "a time that is past",
      { DateLessThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } },
      { "aws:CurrentTime": "2026-01-02T00:00:00Z" },
      false,
    ],
    [
      "a policy variable",
      { StringEquals: { "sts:RoleSessionName": OWN_NAME } },
      { "sts:RoleSessionName": "ann", "aws:username": "ann" },
      true,
    ],
    [
      "a policy variable that is absent",
      { StringEquals: { "sts:RoleSessionName": OWN_NAME } },
      { "sts:RoleSessionName": "ann" },
      false,
    ],
    ["a key that the sandbox does not know", { StringEquals: { "aws:SourceVpc": "vpc-1" } }, {}, false],
    [
      "two keys that both hold",
      { Bool: { [MFA]: "true" }, NumericLessThan: { [AGE]: "3600" } },
      { [MFA]: "true", [AGE]: "1" },
      true,
    ],
    [
      "two keys of which one holds",
      { Bool: { [MFA]: "true" }, NumericLessThan: { [AGE]: "3600" } },
      { [MFA]: "true", [AGE]: "3601" },
      false,
    ],
    ["two keys under one operator", { StringEquals: { a: "1", b: "2" } }, { a: "1", b: "3" }, false],
  ])("%s", (_what, condition, context, holds) => {
    expect(verdict([letting({ AWS: ROOT }, condition)], USER_CALLER, context)).toBe(holds ? "account" : "no");
  });

  it("refuses when it does not know the operator, and says which", () => {
    const document = JSON.stringify({ Statement: letting("*", { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }) });
    expect(judgeTrust(document, "sts:AssumeRole", USER_CALLER, new Map())).toEqual({
      trusts: false,
      because: "The sandbox does not know the condition operator IpAddress, so it cannot let anyone pass it.",
    });
  });
});

describe("several statements of a trust policy", () => {
  const deny = (condition?: object): object => ({ ...letting({ AWS: ROOT }, condition), Effect: "Deny" });

  it.each<[string, readonly object[], Context, Says]>([
    ["let in whom one of them lets in", [letting({ AWS: "222222222222" }), letting({ AWS: USER })], {}, "caller"],
    ["name the caller if one of them does", [letting({ AWS: ROOT }), letting({ AWS: USER })], {}, "caller"],
    ["let a denial win, wherever it stands", [letting({ AWS: USER }), deny()], {}, "no"],
    ["let a denial win that stands first", [deny(), letting({ AWS: USER })], {}, "no"],
    [
      "ignore a denial whose condition does not hold",
      [letting({ AWS: USER }), deny({ Bool: { [MFA]: "false" } })],
      {},
      "caller",
    ],
    [
      "heed a denial of those without MFA",
      [letting({ AWS: USER }), deny({ BoolIfExists: { [MFA]: "false" } })],
      {},
      "no",
    ],
    ["let in nobody when there are none", [], {}, "no"],
  ])("%s", (_what, statements, context, says) => {
    expect(verdict(statements, USER_CALLER, context)).toBe(says);
  });

  it.each([
    ["no statement of the trust policy allows it to the caller", [letting({ AWS: "222222222222" })]],
    [
      "the trust policy names the caller, but its conditions do not hold",
      [letting({ AWS: USER }, { Bool: { [MFA]: "true" } })],
    ],
    ["a statement of the trust policy denies it", [letting({ AWS: USER }), deny()]],
  ])("say that %s", (because, statements) => {
    const document = JSON.stringify({ Statement: statements });
    expect(judgeTrust(document, "sts:AssumeRole", USER_CALLER, new Map())).toEqual({ trusts: false, because });
  });
});
