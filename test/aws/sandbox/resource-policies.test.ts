import { describe, expect, it } from "vitest";
import { type Asked, weigh } from "../../../src/aws/sandbox/resource-policy/weigh.ts";
import { appliesTo } from "../../../src/aws/sandbox/s3/actions.ts";
import { isPublic } from "../../../src/aws/sandbox/s3/public-policy.ts";

const SERVICE: Asked = {
  by: { service: "cloudtrail.amazonaws.com" },
  action: "s3:PutObject",
  resource: "arn:aws:s3:::logs/AWSLogs/1/file",
  context: new Map([["aws:sourcearn", "arn:t"]]),
};
const ROLE: Asked = {
  ...SERVICE,
  by: {
    caller: {
      account: "222222222222",
      partition: "aws",
      arn: "arn:aws:sts::222222222222:assumed-role/R/s",
      roleArn: "arn:aws:iam::222222222222:role/R",
      ids: [],
    },
  },
};
const ALLOW = { Effect: "Allow", Principal: "*", Action: "s3:PutObject", Resource: "arn:aws:s3:::logs/*" };
const DENY = { ...ALLOW, Effect: "Deny" };
const to = (principal: object) => ({ ...ALLOW, Principal: principal });

function verdict(asked: Asked, ...Statement: object[]): string {
  return weigh(JSON.stringify({ Version: "2012-10-17", Statement }), asked);
}

describe("a policy on a resource", () => {
  it.each([
    ["the service", to({ Service: ["a.amazonaws.com", "cloudtrail.amazonaws.com"] }), "allow"],
    ["everyone", ALLOW, "allow"],
    ["everyone of AWS", to({ AWS: "*" }), "allow"],
    ["another service", to({ Service: "s3.amazonaws.com" }), "nothing"],
    ["an account", to({ AWS: "222222222222" }), "nothing"],
    [
      "everyone but the service",
      { ...ALLOW, Principal: undefined, NotPrincipal: { Service: "cloudtrail.amazonaws.com" } },
      "nothing",
    ],
    [
      "everyone but another",
      { ...ALLOW, Principal: undefined, NotPrincipal: { Service: "s3.amazonaws.com" } },
      "allow",
    ],
  ])("that allows %s says to a service: %s", (_, statement, expected) => {
    expect(verdict(SERVICE, statement)).toBe(expected);
  });

  it.each([
    ["the role", to({ AWS: "arn:aws:iam::222222222222:role/R" }), "allow"],
    ["the session", to({ AWS: ["arn:aws:sts::222222222222:assumed-role/R/s"] }), "allow"],
    ["the account", to({ AWS: "arn:aws:iam::222222222222:root" }), "account"],
    ["another account", to({ AWS: "333333333333" }), "nothing"],
    ["a service", to({ Service: "cloudtrail.amazonaws.com" }), "nothing"],
  ])("that allows %s says to a role: %s", (_, statement, expected) => {
    expect(verdict(ROLE, statement)).toBe(expected);
  });

  it("is silent where there is none", () => {
    expect(weigh(null, SERVICE)).toBe("nothing");
  });

  it.each([
    ["an action of another name", { ...ALLOW, Action: "s3:GetObject" }],
    ["all actions but this", { ...ALLOW, Action: undefined, NotAction: "s3:Put*" }],
    ["another resource", { ...ALLOW, Resource: "arn:aws:s3:::logs" }],
    ["all resources but this", { ...ALLOW, Resource: undefined, NotResource: "arn:aws:s3:::logs/AWSLogs/*" }],
    ["no resource", { ...ALLOW, Resource: undefined }],
    ["another source", { ...ALLOW, Condition: { StringEquals: { "aws:SourceArn": "arn:other" } } }],
    ["a key that the request lacks", { ...ALLOW, Condition: { StringEquals: { "aws:SourceVpc": "v" } } }],
    [
      "a condition that the sandbox cannot judge",
      { ...ALLOW, Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } },
    ],
  ])("does not allow what is said of %s", (_, statement) => {
    expect(verdict(SERVICE, statement)).toBe("nothing");
  });

  it.each([
    ["whatever else allows", DENY],
    ["all but the named", { ...DENY, Principal: undefined, NotPrincipal: { AWS: "333333333333" } }],
    [
      "whose condition the sandbox cannot judge",
      { ...DENY, Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } },
    ],
    [
      "those who do not say where they are from",
      { ...DENY, Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } } },
    ],
  ])("denies %s", (_, statement) => {
    expect(verdict(SERVICE, ALLOW, statement)).toBe("deny");
  });

  it.each([
    ["1", "allow"],
    ["2", "nothing"],
  ])("fills in what it knows of the request: account %s", (account, expected) => {
    const context = new Map([["aws:sourceaccount", account]]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: IAM's policy variable, not ours
    const Resource = "arn:aws:s3:::logs/AWSLogs/${aws:SourceAccount}/*";
    expect(verdict({ ...SERVICE, context }, { ...ALLOW, Resource })).toBe(expected);
  });

  it("lets through what a denial's condition leaves out", () => {
    const Condition = { StringNotEqualsIfExists: { "aws:SourceArn": "arn:t" } };
    expect(verdict(SERVICE, ALLOW, { ...DENY, Condition })).toBe("allow");
  });
});

describe("an action", () => {
  const bucket = "arn:aws:s3:::logs";
  it.each([
    ["s3:PutObject", `${bucket}/*`, true],
    ["s3:PutObject", bucket, false],
    ["s3:PutObject", `${bucket}*`, true],
    ["s3:ListBucket", bucket, true],
    ["s3:ListBucket", `${bucket}/*`, false],
    ["s3:GetBucketObjectLockConfiguration", bucket, true],
    ["s3:GetBucketObjectLockConfiguration", `${bucket}/*`, false],
    ["s3:BypassGovernanceRetention", `${bucket}/*`, true],
    ["s3:AbortMultipartUpload", bucket, false],
    ["s3:ListBucketMultipartUploads", bucket, true],
    ["s3:*", bucket, true],
    ["s3:Get*", `${bucket}/*`, true],
  ])("%s on %s: %s", (action, resource, expected) => {
    expect(appliesTo(action, resource)).toBe(expected);
  });
});

describe("a statement is public", () => {
  const when = (Condition: object) => ({ ...ALLOW, Condition });
  it.each([
    ["when it allows everyone", ALLOW, true],
    ["when it allows everyone of AWS", to({ AWS: ["*"] }), true],
    ["when it allows everyone but some", { ...ALLOW, Principal: undefined, NotPrincipal: { AWS: "1" } }, true],
    ["when its condition fixes nothing", when({ StringLike: { "aws:SourceArn": "*" } }), true],
    ["when its condition is on something else", when({ StringEquals: { "s3:x-amz-acl": "private" } }), true],
    ["when its condition excludes", when({ StringNotEquals: { "aws:SourceAccount": "1" } }), true],
    ["when its condition holds without the key", when({ StringEqualsIfExists: { "aws:SourceAccount": "1" } }), true],
    ["not when it denies", DENY, false],
    ["not when it names a service", to({ Service: "cloudtrail.amazonaws.com" }), false],
    ["not when it is for one organization", when({ StringEquals: { "aws:PrincipalOrgID": "o-1" } }), false],
    ["not when it is for one source", when({ ArnLike: { "AWS:SourceArn": "arn:aws:cloudtrail:*:1:trail/*" } }), false],
  ])("%s", (_, statement, expected) => {
    expect(isPublic(statement)).toBe(expected);
  });
});
