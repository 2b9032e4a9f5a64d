import { describe, expect, it } from "vitest";
import { type ContextValue, keyValue } from "../../../src/policy/evaluate/context.ts";
import { contextOf, type Given } from "../../../src/policy/evaluate/context-of.ts";
import type { Requester } from "../../../src/policy/evaluate/requester.ts";
import {
  ANONYMOUS,
  ASSUMED_ROOT,
  BUCKET,
  CLOUDTRAIL,
  FEDERATED_USER,
  GITHUB,
  GITHUB_ARN,
  KEY,
  LINKED,
  LOGGING,
  MANAGEMENT,
  MANAGER,
  ORGANIZATION,
  OUTSIDE,
  ROLE,
  ROOT,
  SAML,
  SESSION,
  STRANGER,
  USER,
  WORKLOAD,
} from "./world.ts";

/** `-` absent, `?` may be anything, `!` there with an unknown value, `*` the caller's choice, `~` one of a few. */
function short(value: ContextValue): string {
  switch (value.is) {
    case "known":
      return value.values.join(",");
    case "absent":
      return "-";
    case "chosen":
      return value.present ? "!*" : "*";
    case "unknown":
      return value.among === null ? (value.present ? "!" : "?") : `~${value.among.join(",")}`;
  }
}

function said(
  requester: Requester,
  key: string,
  given?: Given,
  arn = BUCKET,
  account: string | null = LOGGING,
): string {
  return short(keyValue(contextOf(requester, { arn, account }, ORGANIZATION, given), key.toLowerCase()));
}

const WHO = {
  user: USER,
  session: SESSION,
  linked: LINKED,
  federated: FEDERATED_USER,
  root: ROOT,
  assumedRoot: ASSUMED_ROOT,
  service: CLOUDTRAIL,
  web: GITHUB,
  saml: SAML,
  anonymous: ANONYMOUS,
} as const;

const PATH = "o-acme/r-root/ou-root-work/ou-root-prod/";
const LINKED_ROLE = `arn:aws:iam::${WORKLOAD}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;
const MEMBER = {
  user: WORKLOAD,
  session: WORKLOAD,
  linked: WORKLOAD,
  federated: WORKLOAD,
  root: WORKLOAD,
  assumedRoot: WORKLOAD,
};
const NOBODY = { service: "-", web: "-", saml: "-", anonymous: "-" };
const OURS = {
  user: "o-acme",
  session: "o-acme",
  linked: "o-acme",
  federated: "o-acme",
  root: "o-acme",
  assumedRoot: "o-acme",
};
const THERE = { user: PATH, session: PATH, linked: PATH, federated: PATH, root: PATH, assumedRoot: PATH };
const FALSE = {
  user: "false",
  session: "false",
  linked: "false",
  federated: "false",
  root: "false",
  assumedRoot: "false",
};
const NONE = { user: "-", session: "-", linked: "-", federated: "-", root: "-", assumedRoot: "-", ...NOBODY };

const TABLE: Readonly<Record<string, Readonly<Record<keyof typeof WHO, string>>>> = {
  "aws:PrincipalArn": {
    user: `arn:aws:iam::${WORKLOAD}:user/team/ann`,
    session: ROLE,
    linked: LINKED_ROLE,
    federated: `arn:aws:sts::${WORKLOAD}:federated-user/kiosk`,
    root: `arn:aws:iam::${WORKLOAD}:root`,
    assumedRoot: `arn:aws:iam::${WORKLOAD}:root`,
    ...NOBODY,
  },
  "aws:PrincipalAccount": { ...MEMBER, service: "?", web: "?", saml: "?", anonymous: "anonymous" },
  "aws:PrincipalOrgID": { ...OURS, ...NOBODY },
  "aws:PrincipalOrgPaths": { ...THERE, ...NOBODY },
  "aws:PrincipalType": {
    user: "User",
    session: "AssumedRole",
    linked: "AssumedRole",
    federated: "FederatedUser",
    root: "Account",
    assumedRoot: "Account",
    service: "!",
    web: "!",
    saml: "!",
    anonymous: "Anonymous",
  },
  "aws:PrincipalIsAWSService": { ...FALSE, service: "true", web: "-", saml: "-", anonymous: "-" },
  "aws:PrincipalServiceName": { ...NONE, service: "cloudtrail.amazonaws.com" },
  "aws:PrincipalServiceNamesList": { ...NONE, service: "cloudtrail.amazonaws.com" },
  "aws:userid": {
    user: "AIDAANN",
    session: "AROAADMIN:bob",
    linked: "!",
    federated: `${WORKLOAD}:kiosk`,
    root: WORKLOAD,
    assumedRoot: WORKLOAD,
    service: "!",
    web: "!",
    saml: "!",
    anonymous: "anonymous",
  },
  "aws:username": { ...NONE, user: "ann" },
  "aws:PrincipalTag/team": { ...NONE, user: "?", linked: "?", federated: "?" },
  "aws:AssumedRoot": { ...NONE, assumedRoot: "true" },
  "aws:MultiFactorAuthPresent": { ...NONE, federated: "~true,false", root: "~true,false" },
  "aws:MultiFactorAuthAge": { ...NONE, federated: "?", root: "?" },
  "aws:TokenIssueTime": { ...NONE, session: "!", linked: "!", federated: "!", root: "?", assumedRoot: "!" },
  "aws:FederatedProvider": { ...NONE, session: "?", web: GITHUB_ARN },
  "aws:SourceIdentity": { ...NONE, session: "?" },
  "aws:SourceArn": { ...NONE, service: "?" },
  "aws:SourceAccount": { ...NONE, service: "?" },
  "aws:SourceOrgID": { ...NONE, service: "?" },
  "aws:SourceOrgPaths": { ...NONE, service: "?" },
};

describe("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html", () => {
  const rows = Object.entries(TABLE).flatMap(([key, answers]) =>
    Object.entries(answers).map(([who, answer]) => [key, who, answer] as const),
  );
  it.each(rows)("says %s of %s: %s", (key, who, answer) => {
    expect(said(WHO[who as keyof typeof WHO], key)).toBe(answer);
  });
});

describe("What is known of whom", () => {
  it.each([
    ["no-key", "-", "-", "-"],
    ["not-used", "false", "-", "!"],
    [{ ageSeconds: 60 }, "true", "60", "!"],
    [undefined, "~true,false", "?", "?"],
  ] as const)("tells of MFA %j: present %s, age %s, issued %s", (mfa, present, age, issued) => {
    const { mfa: _, ...plain } = USER as Extract<Requester, { is: "user" }>;
    const user: Requester = mfa === undefined ? plain : { ...plain, mfa };
    expect(said(user, "aws:MultiFactorAuthPresent")).toBe(present);
    expect(said(user, "aws:MultiFactorAuthAge")).toBe(age);
    expect(said(user, "aws:TokenIssueTime")).toBe(issued);
  });

  it("puts strangers into some other organization, or none", () => {
    expect(said(STRANGER, "aws:PrincipalOrgID")).toBe("~o-somebodyelse");
    expect(said(STRANGER, "aws:PrincipalOrgPaths")).toBe("~o-somebodyelse/r-else/");
    expect(said(MANAGER, "aws:PrincipalOrgID")).toBe("o-acme");
    expect(said(MANAGER, "aws:PrincipalOrgPaths")).toBe("o-acme/r-root/");
  });

  it("knows all tags, or none", () => {
    const tagged: Requester = { is: "role-session", role: ROLE, session: "bob", tags: { Team: "a" } };
    expect(said(tagged, "aws:PrincipalTag/Team")).toBe("a");
    expect(said(tagged, "aws:PrincipalTag/TEAM")).toBe("a");
    expect(said(tagged, "aws:PrincipalTag/Other")).toBe("-");
  });

  it("knows a session's provider, or that it has none", () => {
    const session = { is: "role-session", role: ROLE, session: "ci" } as const;
    expect(said({ ...session, provider: GITHUB_ARN }, "aws:FederatedProvider")).toBe(GITHUB_ARN);
    expect(said({ ...session, provider: null }, "aws:FederatedProvider")).toBe("-");
  });
});

describe("What is known of the resource", () => {
  it.each([
    [LOGGING, LOGGING, "o-acme", "o-acme/r-root/ou-root-sec/"],
    [MANAGEMENT, MANAGEMENT, "o-acme", "o-acme/r-root/"],
    [OUTSIDE, OUTSIDE, "~o-somebodyelse", "~o-somebodyelse/r-else/"],
    [null, "?", "?", "?"],
  ])("of the account %s: %s, %s, %s", (account, owner, id, path) => {
    expect(said(USER, "aws:ResourceAccount", {}, BUCKET, account)).toBe(owner);
    expect(said(USER, "aws:ResourceOrgID", {}, BUCKET, account)).toBe(id);
    expect(said(USER, "aws:ResourceOrgPaths", {}, BUCKET, account)).toBe(path);
  });

  it("knows all its tags, or none", () => {
    expect(said(USER, "aws:ResourceTag/a")).toBe("?");
    expect(said(USER, "aws:ResourceTag/A", { resourceTags: { a: "1" } })).toBe("1");
    expect(said(USER, "aws:ResourceTag/b", { resourceTags: { a: "1" } })).toBe("-");
  });

  it.each([
    [KEY, "eu-west-1"],
    [`arn:aws:iam::${WORKLOAD}:role/x`, "us-east-1"],
    [`arn:aws-cn:iam::${WORKLOAD}:role/x`, "cn-north-1"],
    [BUCKET, "!*"],
    ["*", "!*"],
  ])("takes the region of %s to be %s", (arn, region) => {
    expect(said(USER, "aws:RequestedRegion", {}, arn)).toBe(region);
  });
});

describe("What is known of the request", () => {
  it.each([
    ["aws:SecureTransport", "true"],
    ["aws:ViaAWSService", "false"],
    ["aws:CalledVia", "-"],
    ["aws:CurrentTime", "!"],
    ["aws:UserAgent", "!*"],
    ["aws:referer", "*"],
    ["aws:SourceIp", "?"],
    ["aws:SourceVpce", "?"],
    ["s3:x-amz-acl", "?"],
    ["aws:TagKeys", "?"],
  ])("of %s: %s", (key, answer) => {
    expect(said(USER, key)).toBe(answer);
  });

  it("takes what is given over what is derived, in any capitals", () => {
    const given = { keys: { "AWS:principalorgid": "o-else", "aws:TagKeys": ["a", "b"], "aws:UserAgent": null } };
    expect(said(USER, "aws:PrincipalOrgID", given)).toBe("o-else");
    expect(said(USER, "aws:TagKeys", given)).toBe("a,b");
    expect(said(USER, "aws:UserAgent", given)).toBe("-");
    expect(said(USER, "aws:SourceIp", { keys: { "aws:SourceIp": { is: "chosen", present: true, among: null } } })).toBe(
      "!*",
    );
  });

  it.each([
    ["absent", "-"],
    ["unknown", "?"],
    ["chosen", "*"],
  ] as const)("takes all other keys to be %s when told so", (rest, answer) => {
    expect(said(USER, "s3:x-amz-acl", { rest })).toBe(answer);
  });

  it("derives the tag keys from the tags that are set", () => {
    const given = { keys: { "aws:RequestTag/CostCenter": "1", "aws:RequestTag/Owner": "me" } };
    expect(said(USER, "aws:TagKeys", given)).toBe("CostCenter,Owner");
    expect(said(USER, "aws:RequestTag/costcenter", given)).toBe("1");
    expect(said(USER, "aws:RequestTag/Other", given)).toBe("-");
  });

  it.each([
    [{ "aws:SourceAccount": WORKLOAD }, WORKLOAD, "o-acme", PATH],
    [{ "aws:SourceArn": `arn:aws:sns:eu-west-1:${WORKLOAD}:topic` }, WORKLOAD, "o-acme", PATH],
    [{ "aws:SourceAccount": OUTSIDE }, OUTSIDE, "~o-somebodyelse", "~o-somebodyelse/r-else/"],
    [{ "aws:SourceArn": "arn:aws:s3:::bucket" }, "?", "?", "?"],
    [{ "aws:SourceAccount": WORKLOAD, "aws:SourceOrgID": "o-given" }, WORKLOAD, "o-given", PATH],
  ])("derives for whom a service acts from %j", (keys, account, id, path) => {
    expect(said(CLOUDTRAIL, "aws:SourceAccount", { keys })).toBe(account);
    expect(said(CLOUDTRAIL, "aws:SourceOrgID", { keys })).toBe(id);
    expect(said(CLOUDTRAIL, "aws:SourceOrgPaths", { keys })).toBe(path);
  });

  it("believes nobody else's word of a source, unless it is given", () => {
    expect(said(USER, "aws:SourceAccount")).toBe("-");
    expect(said(USER, "aws:SourceAccount", { keys: { "aws:SourceAccount": WORKLOAD } })).toBe(WORKLOAD);
  });
});
