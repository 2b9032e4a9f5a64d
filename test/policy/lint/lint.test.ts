import { describe, expect, it } from "vitest";
import { shippedBlueprints, shippedTables, toolVersion } from "../../../src/cli/shipped.ts";
import { openSource } from "../../../src/cli/source.ts";
import type { Json, JsonObject } from "../../../src/model/json.ts";
import { validate } from "../../../src/pipeline.ts";
import { lintPolicy } from "../../../src/policy/lint/lint.ts";
import type { LintedGrammar } from "../../../src/policy/lint/parts.ts";
import { LINT_SUMMARIES, type LintCode } from "../../../src/policy/lint/problem.ts";

const TABLES = shippedTables();
const MANAGEMENT = "111111111111";
const ROLE = "arn:*:iam::*:role/orgwright/OrgwrightApply";
const OIDC = `arn:aws:iam::${MANAGEMENT}:oidc-provider/token.actions.githubusercontent.com`;

function lint(grammar: LintedGrammar, statement: JsonObject) {
  const document: Json = { Version: "2012-10-17", Statement: [{ Effect: "Deny", ...statement }] };
  return lintPolicy(grammar, document, { table: TABLES.iamActions, managementAccount: MANAGEMENT });
}

const all = { Action: "*", Resource: "*" };
const caller = (operator: string, value: string) => ({ Condition: { [operator]: { "aws:PrincipalArn": value } } });
const mfa = (operator: string, value: string) => ({
  Condition: { [operator]: { "aws:MultiFactorAuthPresent": value } },
});
const region = { Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1"] } } };
const spared = ["iam:*", "organizations:*", "sts:*", "cloudfront:*", "route53:*", "support:*"];
const allow = { Effect: "Allow" };
const read = { Action: "s3:GetObject", Resource: "*" };

/** For each rule a statement that it finds, where, and one like it that it lets be. */
const RULES: readonly (readonly [LintCode, LintedGrammar, found: JsonObject, path: string, fine: JsonObject])[] = [
  [
    "lint-unknown-service",
    "scp",
    { Action: "s4:GetObject", Resource: "*" },
    "/Action/0",
    { Action: "*:Get*", Resource: "*" },
  ],
  [
    "lint-unknown-action",
    "scp",
    { Action: "cloudtrail:StpoLogging", Resource: "*" },
    "/Action/0",
    { Action: "cloudtrail:Stop*", Resource: "*" },
  ],
  [
    "lint-action-without-resource",
    "scp",
    { Action: "s3:ListAllMyBuckets", Resource: "arn:aws:s3:::logs" },
    "/Action/0",
    { Action: "s3:ListAllMyBuckets", Resource: "*" },
  ],
  [
    "lint-resource-of-other-service",
    "scp",
    { Action: "s3:GetObject", Resource: "arn:aws:ec2:*:*:instance/*" },
    "/Resource",
    { Action: "sts:AssumeRole", Resource: ROLE },
  ],
  [
    "lint-unknown-key",
    "scp",
    { ...read, Condition: { Bool: { "aws:MultifactorPresent": "true" } } },
    "/Condition/Bool/aws:MultifactorPresent",
    { ...read, ...mfa("BoolIfExists", "false") },
  ],
  [
    "lint-key-of-other-service",
    "scp",
    { ...read, Condition: { StringEquals: { "kms:ViaService": "x" } } },
    "/Condition/StringEquals/kms:ViaService",
    { ...read, Condition: { StringEquals: { "s3:prefix": "x" } } },
  ],
  [
    "lint-short-arn",
    "scp",
    { ...read, ...caller("ArnNotLike", "arn:aws:iam") },
    "/Condition/ArnNotLike/aws:PrincipalArn",
    { ...read, ...caller("ArnNotLike", ROLE) },
  ],
  [
    "lint-session-arn",
    "scp",
    { ...read, ...caller("ArnLike", "arn:aws:sts::*:assumed-role/Admin/*") },
    "/Condition/ArnLike/aws:PrincipalArn",
    { ...read, ...caller("ArnLike", ROLE) },
  ],
  [
    "lint-wide-exemption",
    "scp",
    { ...read, ...caller("ArnNotLike", "arn:*:iam::*:role/*OrgTool*") },
    "/Condition/ArnNotLike/aws:PrincipalArn",
    { ...read, ...caller("ArnNotLike", "arn:*:iam::*:role/org/*") },
  ],
  [
    "lint-mfa-denial",
    "scp",
    { ...read, ...mfa("Bool", "false") },
    "/Condition/Bool/aws:MultiFactorAuthPresent",
    { ...read, ...mfa("BoolIfExists", "false") },
  ],
  [
    "lint-mfa-grant",
    "identity",
    { ...allow, ...read, ...mfa("BoolIfExists", "true") },
    "/Condition/BoolIfExists/aws:MultiFactorAuthPresent",
    { ...allow, ...read, ...mfa("Bool", "true") },
  ],
  [
    "lint-all-values-grant",
    "identity",
    { ...allow, ...read, Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["Owner"] } } },
    "/Condition/ForAllValues:StringEquals/aws:TagKeys",
    {
      ...allow,
      ...read,
      Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["Owner"] }, Null: { "aws:TagKeys": "false" } },
    },
  ],
  [
    "lint-not-principal",
    "resource",
    { ...read, NotPrincipal: { AWS: MANAGEMENT } },
    "/NotPrincipal",
    { ...read, Principal: { AWS: MANAGEMENT } },
  ],
  [
    "lint-not-action-grant",
    "identity",
    { ...allow, NotAction: "iam:*", Resource: "*" },
    "/NotAction",
    { NotAction: "iam:*", Resource: "*" },
  ],
  [
    "lint-not-resource-grant",
    "identity",
    { ...allow, Action: "s3:GetObject", NotResource: "arn:aws:s3:::a/*" },
    "/NotResource",
    { Action: "s3:GetObject", NotResource: "arn:aws:s3:::a/*" },
  ],
  [
    "lint-open-to-all",
    "resource",
    { ...allow, ...read, Principal: "*" },
    "/Principal",
    { ...allow, ...read, Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-acme" } } },
  ],
  [
    "lint-account-trusted",
    "trust",
    { ...allow, Action: "sts:AssumeRole", Principal: { AWS: "arn:aws:iam::888888888888:root" } },
    "/Principal",
    { ...allow, Action: "sts:AssumeRole", Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` } },
  ],
  [
    "lint-provider-unbound",
    "trust",
    {
      ...allow,
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: OIDC },
      Condition: { StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } },
    },
    "/Condition",
    {
      ...{ ...allow, Action: "sts:AssumeRoleWithWebIdentity", Principal: { Federated: OIDC } },
      Condition: {
        StringEquals: {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": "repo:acme/site:ref:refs/heads/main",
        },
      },
    },
  ],
  [
    "lint-service-unbound",
    "resource",
    { ...allow, Action: "s3:PutObject", Resource: "*", Principal: { Service: "cloudtrail.amazonaws.com" } },
    "/Principal",
    {
      ...allow,
      Action: "s3:PutObject",
      Resource: "*",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceOrgID": "o-acme" } },
    },
  ],
  [
    "lint-pass-any-role",
    "identity",
    { ...allow, Action: "iam:PassRole", Resource: "*" },
    "/Resource",
    {
      ...allow,
      Action: "iam:PassRole",
      Resource: "*",
      Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
    },
  ],
  ["lint-denies-everything", "scp", all, "", { ...all, ...caller("ArnNotLike", ROLE) }],
  [
    "lint-denies-services",
    "rcp",
    { ...read, Principal: "*", Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-acme" } } },
    "/Condition/StringNotEqualsIfExists/aws:PrincipalOrgID",
    {
      ...read,
      Principal: "*",
      Condition: {
        StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-acme" },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      },
    },
  ],
  ["lint-region-without-globals", "scp", { ...all, ...region }, "", { NotAction: spared, Resource: "*", ...region }],
  [
    "lint-organization-path",
    "scp",
    { ...read, Condition: { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-acme/r-root/ou-root-dev" } } },
    "/Condition/ForAnyValue:StringLike/aws:PrincipalOrgPaths",
    { ...read, Condition: { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-acme/r-root/ou-root-dev/*" } } },
  ],
  [
    "lint-private-address",
    "scp",
    { ...read, Condition: { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } } },
    "/Condition/NotIpAddress/aws:SourceIp",
    { ...read, Condition: { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } } },
  ],
];

describe("the linter", () => {
  it.each(RULES)("finds %s in a policy of the type %s, and where", (code, grammar, found, path) => {
    const problems = lint(grammar, found).filter((problem) => problem.code === code);
    expect(problems.map((problem) => problem.path)).toEqual([`/Statement/0${path}`]);
  });

  it.each(RULES)("has nothing of %s to say of what is written well", (code, grammar, _found, _path, fine) => {
    expect(lint(grammar, fine).map((problem) => problem.code)).not.toContain(code);
  });

  it("has a case for each of its rules", () => {
    expect(RULES.map(([code]) => code).toSorted()).toEqual(Object.keys(LINT_SUMMARIES).toSorted());
  });

  it("says nothing of a document that AWS would refuse", () => {
    const context = { table: TABLES.iamActions, managementAccount: MANAGEMENT };
    expect(lintPolicy("scp", { Statement: "none" }, context)).toEqual([]);
  });
});

describe("the shipped blueprints", () => {
  it.each(["examples/acme/orgwright.yaml", "test/prove/shipped.yaml"])("are clean, as %s uses them", (file) => {
    const { findings } = validate(openSource(file), TABLES, toolVersion());
    expect(findings.filter(({ code }) => code.startsWith("lint-"))).toEqual([]);
    expect(shippedBlueprints().length).toBeGreaterThan(3);
  });
});
