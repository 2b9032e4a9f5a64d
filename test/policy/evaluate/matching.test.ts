// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM policy variables
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/model/json.ts";
import type { Requester } from "../../../src/policy/evaluate/requester.ts";
import {
  ADMIN,
  ANONYMOUS,
  ASSUMED_ROOT,
  BUCKET,
  CLOUDTRAIL,
  environment,
  FEDERATED_USER,
  GITHUB,
  GITHUB_ARN,
  LINKED,
  OBJECT,
  policy,
  ROLE,
  ROOT,
  request,
  SAML,
  SESSION,
  SESSION_ARN,
  USER,
  versioned,
  WORKLOAD,
  word,
} from "./world.ts";

function allowed(statement: JsonObject, action: string, arn: string, requester: Requester = USER): string {
  return word(request(requester, action, arn), environment({ identity: [policy("p", statement)] }));
}

type ActionRow = readonly [
  element: "Action" | "NotAction",
  pattern: string | string[],
  action: string,
  verdict: string,
];

describe("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html", () => {
  const rows: readonly ActionRow[] = [
    ["Action", "*", "s3:GetObject", "allowed"],
    ["Action", "s3:GetObject", "s3:GetObject", "allowed"],
    ["Action", "s3:GetObject", "s3:GetObjectAcl", "denied"],
    ["Action", "s3:getobject", "s3:GetObject", "allowed"],
    ["Action", "S3:GETOBJECT", "s3:GetObject", "allowed"],
    ["Action", "s3:*", "s3:GetObject", "allowed"],
    ["Action", "s3:*", "s3express:CreateSession", "denied"],
    ["Action", "s3:Get*", "s3:GetObject", "allowed"],
    ["Action", "s3:Get*", "s3:PutObject", "denied"],
    ["Action", "s3:*Object", "s3:GetObject", "allowed"],
    ["Action", "s3:*Object", "s3:GetObjectAcl", "denied"],
    ["Action", "iam:*AccessKey*", "iam:UpdateAccessKey", "allowed"],
    ["Action", "iam:*AccessKey*", "iam:ListAccessKeys", "allowed"],
    ["Action", "ec2:?elete*", "ec2:DeleteVpc", "allowed"],
    ["Action", "ec2:?elete*", "ec2:ReDeleteVpc", "denied"],
    ["Action", ["ec2:*", "s3:Get*"], "s3:GetObject", "allowed"],
    ["Action", ["ec2:*", "s3:Put*"], "s3:GetObject", "denied"],
    ["NotAction", "iam:*", "s3:GetObject", "allowed"],
    ["NotAction", "iam:*", "iam:CreateUser", "denied"],
    ["NotAction", ["iam:*", "s3:Get*"], "s3:GetObject", "denied"],
    ["NotAction", "IAM:create*", "iam:CreateUser", "denied"],
  ];
  it.each(rows)("%s %j and %s: %s", (element, pattern, action, verdict) => {
    expect(allowed({ [element]: pattern }, action, "*")).toBe(verdict);
  });
});

type ResourceRow = readonly [
  element: "Resource" | "NotResource",
  pattern: string | string[],
  arn: string,
  verdict: string,
];

const QUEUE = `arn:aws:sqs:us-east-2:${WORKLOAD}:ann-queue`;
const LOG_STREAM = `arn:aws:logs:eu-west-1:${WORKLOAD}:log-group:/aws/x:log-stream:y`;
const TABLE = `arn:aws:dynamodb:eu-west-1:${WORKLOAD}:table/prod-a`;

describe("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html", () => {
  const rows: readonly ResourceRow[] = [
    ["Resource", "*", OBJECT, "allowed"],
    ["Resource", "*", "*", "allowed"],
    ["Resource", BUCKET, BUCKET, "allowed"],
    ["Resource", BUCKET, OBJECT, "denied"],
    ["Resource", `${BUCKET}/*`, OBJECT, "allowed"],
    ["Resource", `${BUCKET}/*`, BUCKET, "denied"],
    ["Resource", "arn:aws:s3:::acme-*", OBJECT, "allowed"],
    ["Resource", "arn:aws:s3:::*", OBJECT, "allowed"],
    ["Resource", "arn:aws:s3:*", OBJECT, "allowed"],
    ["Resource", "arn:aws:*", OBJECT, "allowed"],
    ["Resource", "arn:*:s3:::acme-logs", BUCKET, "allowed"],
    ["Resource", "arn:aws:s3:::ACME-logs", BUCKET, "denied"],
    ["Resource", "arn:aws:s3:::acme-log?", BUCKET, "allowed"],
    ["Resource", "arn:aws:s3:::acme-logs/*/x", "arn:aws:s3:::acme-logs/a/b/c/x", "allowed"],
    ["Resource", "arn:aws:s3:::acme-logs/*/test/*", "arn:aws:s3:::acme-logs/1///test///o.jpg", "allowed"],
    ["Resource", "arn:aws:s3:::acme-logs/*/test/*", "arn:aws:s3:::acme-logs/1-test/o.jpg", "denied"],
    ["Resource", "arn:aws:s3:::acme-logs/*/test/*", "arn:aws:s3:::acme-logs/1/2/test.jpg", "denied"],
    ["Resource", "arn:aws:iam::*:role/x", `arn:aws:iam::${WORKLOAD}:role/x`, "allowed"],
    ["Resource", "arn:aws:iam::*:role/x", `arn:aws:iam::${WORKLOAD}:role/path/x`, "denied"],
    ["Resource", "arn:aws:iam::1111*:role/x", `arn:aws:iam::${WORKLOAD}:role/x`, "allowed"],
    ["Resource", "arn:aws:iam::??????:role/x", `arn:aws:iam::${WORKLOAD}:role/x`, "denied"],
    ["Resource", `arn:aws:sqs:us-*-2:${WORKLOAD}:ann-queue`, QUEUE, "allowed"],
    // A `*` that ends a segment runs on past the colon; one within a segment does not.
    ["Resource", "arn:aws:dynamodb:*:table/prod-*", TABLE, "allowed"],
    ["Resource", "arn:aws:dynamodb:e*1:table/prod-*", TABLE, "denied"],
    ["Resource", "arn:aws:dynamodb:eu-west?1:*", `arn:aws:dynamodb:eu-west:1:x`, "denied"],
    ["Resource", "arn:aws:logs:*:*:log-group:/aws/*:log-stream:y", LOG_STREAM, "allowed"],
    ["Resource", "arn:aws:logs:*:*:log-group:*", LOG_STREAM, "allowed"],
    ["Resource", "arn:aws:s3:::*", "*", "denied"],
    ["Resource", "arn:*", "*", "denied"],
    ["Resource", ["arn:aws:s3:::a", BUCKET], BUCKET, "allowed"],
    ["NotResource", BUCKET, BUCKET, "denied"],
    ["NotResource", BUCKET, OBJECT, "allowed"],
    ["NotResource", [BUCKET, `${BUCKET}/*`], OBJECT, "denied"],
    ["NotResource", "arn:aws:s3:::*", "*", "allowed"],
  ];
  it.each(rows)("%s %j and %s: %s", (element, pattern, arn, verdict) => {
    expect(allowed({ [element]: pattern }, "s3:GetObject", arn)).toBe(verdict);
  });

  it("matches a long pattern of wildcards in a blink", () => {
    const pattern = `arn:aws:s3:::${"*a".repeat(60)}b`;
    expect(allowed({ Resource: pattern }, "s3:GetObject", `arn:aws:s3:::${"a".repeat(500)}`)).toBe("denied");
  });
});

describe("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html", () => {
  const rows: readonly (readonly [
    element: "Resource" | "NotResource",
    string,
    arn: string,
    Requester,
    verdict: string,
  ])[] = [
    ["Resource", "arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::home/ann/x", USER, "allowed"],
    ["Resource", "arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::home/bob/x", USER, "denied"],
    ["Resource", "arn:aws:sqs:us-east-2:*:${aws:username}-queue", QUEUE, USER, "allowed"],
    ["Resource", "arn:aws:s3:::home/${aws:username}", "arn:aws:s3:::home/ann", SESSION, "denied"],
    ["Resource", "arn:aws:s3:::home/${aws:username}", "arn:aws:s3:::home/${aws:username}", SESSION, "denied"],
    ["Resource", "arn:aws:s3:::home/${aws:username, 'guest'}", "arn:aws:s3:::home/guest", SESSION, "allowed"],
    ["Resource", "arn:aws:s3:::home/${aws:PrincipalTag/team, 'all'}/*", "arn:aws:s3:::home/all/x", SESSION, "allowed"],
    ["Resource", "arn:aws:s3:::home/${aws:PrincipalAccount}", `arn:aws:s3:::home/${WORKLOAD}`, SESSION, "allowed"],
    ["Resource", "arn:aws:s3:::a${*}b", "arn:aws:s3:::a*b", USER, "allowed"],
    ["Resource", "arn:aws:s3:::a${*}b", "arn:aws:s3:::axb", USER, "denied"],
    ["Resource", "arn:aws:iam::${aws:PrincipalAccount}:role/x", `arn:aws:iam::${WORKLOAD}:role/x`, USER, "denied"],
    ["NotResource", "arn:aws:s3:::home/${aws:username}", "arn:aws:s3:::home/ann", USER, "denied"],
    ["NotResource", "arn:aws:s3:::home/${aws:username}", "arn:aws:s3:::home/bob", USER, "allowed"],
    ["NotResource", "arn:aws:s3:::home/${aws:username}", "arn:aws:s3:::home/bob", SESSION, "inconclusive"],
  ];
  it.each(rows)("%s %s and %s, asked by %o: %s", (element, pattern, arn, requester, verdict) => {
    expect(allowed({ [element]: pattern }, "s3:GetObject", arn, requester)).toBe(verdict);
  });

  it("takes variables of the language's older version for plain text", () => {
    const resource = "arn:aws:s3:::home/${aws:username}";
    const old = environment({ identity: [versioned("2008-10-17", "p", { Resource: resource })] });
    expect(word(request(USER, "s3:GetObject", "arn:aws:s3:::home/ann"), old)).toBe("denied");
    expect(word(request(USER, "s3:GetObject", resource), old)).toBe("allowed");
  });
});

/** Of an explicit denial in a bucket policy, for someone who may do everything else. */
function denied(principal: JsonObject, requester: Requester): boolean {
  const bucket = policy("bucket", { Effect: "Deny", ...principal }, { Effect: "Allow", Principal: "*" });
  return (
    word(
      request(requester, "s3:GetObject", OBJECT),
      environment({ identity: [ADMIN], session: [ADMIN], resource: bucket }),
    ) === "denied"
  );
}

const ACCOUNT_ROOT = `arn:aws:iam::${WORKLOAD}:root`;
const USER_ARN = `arn:aws:iam::${WORKLOAD}:user/team/ann`;

describe("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html", () => {
  const rows: readonly (readonly [principal: JsonObject | string, requester: Requester, matches: boolean])[] = [
    ["*", USER, true],
    ["*", SESSION, true],
    ["*", CLOUDTRAIL, true],
    ["*", ANONYMOUS, true],
    [{ AWS: "*" }, ANONYMOUS, true],
    [{ AWS: WORKLOAD }, USER, true],
    [{ AWS: WORKLOAD }, SESSION, true],
    [{ AWS: WORKLOAD }, LINKED, true],
    [{ AWS: WORKLOAD }, FEDERATED_USER, true],
    [{ AWS: WORKLOAD }, ROOT, true],
    [{ AWS: WORKLOAD }, ASSUMED_ROOT, true],
    [{ AWS: ACCOUNT_ROOT }, USER, true],
    [{ AWS: ACCOUNT_ROOT }, ROOT, true],
    [{ AWS: "333333333333" }, USER, false],
    [{ AWS: WORKLOAD }, CLOUDTRAIL, false],
    [{ AWS: WORKLOAD }, ANONYMOUS, false],
    [{ AWS: USER_ARN }, USER, true],
    [{ AWS: USER_ARN.toUpperCase().replace("ARN:AWS:IAM", "arn:aws:iam") }, USER, false],
    [{ AWS: `arn:aws:iam::${WORKLOAD}:user/ann` }, USER, false],
    [{ AWS: USER_ARN }, SESSION, false],
    [{ AWS: "AIDAANN" }, USER, true],
    [{ AWS: "AIDAOTHER" }, USER, false],
    [{ AWS: ROLE }, SESSION, true],
    [{ AWS: "AROAADMIN" }, SESSION, true],
    [{ AWS: SESSION_ARN }, SESSION, true],
    [{ AWS: `${SESSION_ARN}2` }, SESSION, false],
    [{ AWS: `arn:aws:sts::${WORKLOAD}:assumed-role/Admin/*` }, SESSION, false],
    [{ AWS: `arn:aws:iam::${WORKLOAD}:role/*` }, SESSION, false],
    [{ AWS: `arn:aws:sts::${WORKLOAD}:federated-user/kiosk` }, FEDERATED_USER, true],
    [{ AWS: `arn:aws:iam::${WORKLOAD}:user/ann` }, FEDERATED_USER, true],
    [{ Service: "cloudtrail.amazonaws.com" }, CLOUDTRAIL, true],
    [{ Service: "config.amazonaws.com" }, CLOUDTRAIL, false],
    [{ Service: ["config.amazonaws.com", "cloudtrail.amazonaws.com"] }, CLOUDTRAIL, true],
    [{ Service: "cloudtrail.amazonaws.com" }, USER, false],
    [{ AWS: "333333333333", Service: "cloudtrail.amazonaws.com" }, CLOUDTRAIL, true],
    [{ AWS: "cloudtrail.amazonaws.com" }, CLOUDTRAIL, false],
  ];
  it.each(rows)("Principal %j and %o: %s", (principal, requester, matches) => {
    expect(denied({ Principal: principal }, requester)).toBe(matches);
  });

  it.each([
    [{ Federated: GITHUB_ARN }, GITHUB, "allowed"],
    [{ Federated: `${GITHUB_ARN}x` }, GITHUB, "denied"],
    ["*", GITHUB, "allowed"],
    [{ AWS: WORKLOAD }, GITHUB, "denied"],
    [{ Federated: `arn:aws:iam::${WORKLOAD}:saml-provider/Okta` }, SAML, "allowed"],
    [{ Federated: GITHUB_ARN }, SAML, "denied"],
  ] as const)("trusting %j and %o: %s", (principal, requester, verdict) => {
    const action = requester === SAML ? "sts:AssumeRoleWithSAML" : "sts:AssumeRoleWithWebIdentity";
    const trust = policy("trust", { Principal: principal, Action: action });
    expect(word(request(requester, action, ROLE), environment({ resource: trust }))).toBe(verdict);
  });
});

describe("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html", () => {
  const rows: readonly (readonly [principal: JsonObject | string, requester: Requester, verdict: string])[] = [
    [{ AWS: "333333333333" }, USER, "denied"],
    [{ AWS: [USER_ARN, ACCOUNT_ROOT] }, USER, "allowed"],
    [{ AWS: USER_ARN }, USER, "inconclusive"],
    [{ AWS: ACCOUNT_ROOT }, USER, "inconclusive"],
    [{ AWS: [SESSION_ARN, ROLE, ACCOUNT_ROOT] }, SESSION, "allowed"],
    [{ AWS: [ROLE, ACCOUNT_ROOT] }, SESSION, "inconclusive"],
    [{ AWS: [ROLE] }, SESSION, "inconclusive"],
    [{ AWS: ACCOUNT_ROOT }, ROOT, "allowed"],
    [{ Service: "cloudtrail.amazonaws.com" }, CLOUDTRAIL, "allowed"],
    [{ Service: "config.amazonaws.com" }, CLOUDTRAIL, "denied"],
    [{ AWS: ACCOUNT_ROOT }, ANONYMOUS, "denied"],
  ];
  it.each(rows)("denying all but %j, asked by %o: %s", (principal, requester, verdict) => {
    const bucket = policy("bucket", { Effect: "Deny", NotPrincipal: principal }, { Principal: "*" });
    expect(word(request(requester, "s3:GetObject", OBJECT), environment({ identity: [ADMIN], resource: bucket }))).toBe(
      verdict,
    );
  });

  it("denies everyone with a permissions boundary, whomever it names", () => {
    const bucket = policy("bucket", { Effect: "Deny", NotPrincipal: { AWS: [USER_ARN, ACCOUNT_ROOT] } });
    const bounded = environment({ identity: [ADMIN], boundary: ADMIN, resource: bucket });
    expect(word(request(USER, "s3:GetObject", OBJECT), bounded)).toBe("denied");
  });

  it("allows all others, anonymous ones too", () => {
    const bucket = policy("bucket", { NotPrincipal: { AWS: "333333333333" } });
    expect(word(request(ANONYMOUS, "s3:GetObject", OBJECT), environment({ resource: bucket }))).toBe("allowed");
    expect(word(request(USER, "s3:GetObject", OBJECT), environment({ resource: bucket }))).toBe("allowed");
  });
});
