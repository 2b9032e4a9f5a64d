import { describe, expect, it } from "vitest";
import type { Caller } from "../../../src/aws/sandbox/handlers.ts";
import type { World } from "../../../src/aws/sandbox/world.ts";
import { ask, MANAGEMENT, MEMBER, refusalOf, trusting, worldWithMember } from "./iam-world.ts";

const ENTRANCE = `arn:aws:iam::${MEMBER}:role/OrganizationAccountAccessRole`;
const SERIAL = `arn:aws:iam::${MANAGEMENT}:mfa/admin`;
const WITH_MFA = { Bool: { "aws:MultiFactorAuthPresent": "true" } };

/** A role in the management account that lets its account's principals in, under a condition. */
function worldWithRole(condition?: object, members: object = {}): World {
  const world = worldWithMember();
  ask(world, "iam:CreateRole", {
    RoleName: "OrgwrightApply",
    Path: "/orgwright/",
    AssumeRolePolicyDocument: trusting({ AWS: MANAGEMENT }, condition),
    ...members,
  });
  return world;
}

const APPLY = `arn:aws:iam::${MANAGEMENT}:role/orgwright/OrgwrightApply`;
const asApply: Partial<Caller> = {
  principalArn: `arn:aws:sts::${MANAGEMENT}:assumed-role/OrgwrightApply/run`,
  mfa: null,
};

function enter(world: World, members: object = {}, as: Partial<Caller> = {}) {
  return ask(world, "sts:AssumeRole", { RoleArn: APPLY, RoleSessionName: "run", ...members }, as);
}

function entered(world: World, members: object = {}, as: Partial<Caller> = {}): boolean {
  const before = Object.keys(world.sessions).length;
  try {
    enter(world, members, as);
  } catch {
    expect(Object.keys(world.sessions)).toHaveLength(before);
    return false;
  }
  return true;
}

describe("a session that AssumeRole opens", () => {
  it("is that of the role, for an hour, under credentials that the world knows", () => {
    const world = worldWithMember();
    const answer = ask(world, "sts:AssumeRole", { RoleArn: ENTRANCE, RoleSessionName: "run" });
    const principalArn = `arn:aws:sts::${MEMBER}:assumed-role/OrganizationAccountAccessRole/run`;
    expect(answer.AssumedRoleUser).toEqual({
      AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:run$/),
      Arn: principalArn,
    });
    expect(answer.Credentials?.Expiration).toEqual(new Date("2026-01-01T01:00:00Z"));
    const session = world.sessions[answer.Credentials?.AccessKeyId ?? ""];
    expect(session).toMatchObject({ account: MEMBER, roleArn: ENTRANCE, principalArn });
    expect(session?.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(ask(world, "sts:GetCallerIdentity", {}, { account: MEMBER, principalArn })).toEqual({
      UserId: answer.AssumedRoleUser?.AssumedRoleId,
      Account: MEMBER,
      Arn: principalArn,
    });
  });

  it("has the same credentials in each world of the same seed, and others in the next call", () => {
    const keys = (world: World): unknown =>
      ask(world, "sts:AssumeRole", { RoleArn: ENTRANCE, RoleSessionName: "run" }).Credentials;
    const world = worldWithMember();
    const first = keys(world);
    expect(keys(worldWithMember())).toEqual(first);
    expect(keys(world)).not.toEqual(first);
  });

  it("lasts as long as asked for, up to what the role allows", () => {
    const world = worldWithRole(undefined, { MaxSessionDuration: 7200 });
    expect(enter(world, { DurationSeconds: 7200 }).Credentials?.Expiration).toEqual(new Date("2026-01-01T02:00:00Z"));
    expect(entered(world, { DurationSeconds: 7201 })).toBe(false);
  });

  it("lasts an hour at most when a role's session opens it, whatever the role allows", () => {
    const world = worldWithRole(undefined, { MaxSessionDuration: 43_200 });
    expect(entered(world, { DurationSeconds: 3600 }, asApply)).toBe(true);
    const refusal = refusalOf(() => enter(world, { DurationSeconds: 3601 }, asApply));
    expect([refusal.code, refusal.message]).toEqual(["ValidationError", expect.stringContaining("role chaining")]);
  });
});

describe("a trust policy that asks for MFA", () => {
  it("is passed with a token of the caller's device", () => {
    const world = worldWithRole({ ...WITH_MFA, NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } });
    expect(entered(world, { SerialNumber: SERIAL, TokenCode: "123456" })).toBe(true);
  });

  it("is passed by a caller who showed a token before, for as long as the policy says", () => {
    const world = worldWithRole({ ...WITH_MFA, NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } });
    expect(entered(world, {}, { mfa: { present: true, ageSeconds: 3599 } })).toBe(true);
    expect(entered(world, {}, { mfa: { present: true, ageSeconds: 3600 } })).toBe(false);
  });

  it.each<[string, Partial<Caller>]>([
    ["long-term credentials, which do not carry the key", { mfa: null }],
    ["temporary credentials without MFA", { mfa: { present: false, ageSeconds: 0 } }],
    ["a role's session, whatever the user before it had shown", { ...asApply, mfa: { present: true, ageSeconds: 1 } }],
  ])("is not passed by %s", (_who, as) => {
    expect(entered(worldWithRole(WITH_MFA), {}, as)).toBe(false);
  });

  it("is not passed with a code that has not six digits", () => {
    const refusal = refusalOf(() => enter(worldWithRole(WITH_MFA), { SerialNumber: SERIAL, TokenCode: "12345" }));
    expect(refusal.code).toBe("ValidationError");
  });
});

describe("what AssumeRole tells a trust policy", () => {
  const OTHER = { SerialNumber: undefined };

  it.each<[string, object, object, Partial<Caller>, boolean]>([
    ["the user's ARN", { ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${MANAGEMENT}:user/admin` } }, OTHER, {}, true],
    ["the ARN of a session's role, with its path", { ArnEquals: { "aws:PrincipalArn": APPLY } }, OTHER, asApply, true],
    [
      "no session's own ARN as principal",
      { ArnEquals: { "aws:PrincipalArn": asApply.principalArn } },
      OTHER,
      asApply,
      false,
    ],
    ["the caller's organization", { StringEquals: { "aws:PrincipalOrgID": "o-sandbox000" } }, OTHER, {}, true],
    ["the caller's account", { StringEquals: { "aws:PrincipalAccount": MANAGEMENT } }, OTHER, {}, true],
    ["the role's account", { StringEquals: { "aws:ResourceAccount": MANAGEMENT } }, OTHER, {}, true],
    [
      "the caller's path",
      { "ForAnyValue:StringEquals": { "aws:PrincipalOrgPaths": "o-sandbox000/r-root/" } },
      OTHER,
      {},
      true,
    ],
    ["the external id", { StringEquals: { "sts:ExternalId": "x1" } }, { ExternalId: "x1" }, {}, true],
    ["no external id that was not sent", { StringEquals: { "sts:ExternalId": "x1" } }, OTHER, {}, false],
    ["the session's name", { StringEquals: { "sts:RoleSessionName": "run" } }, OTHER, {}, true],
    ["the user's name", { StringEquals: { "aws:username": "admin" } }, OTHER, {}, true],
    ["no user's name for a role", { Null: { "aws:username": "true" } }, OTHER, asApply, true],
    ["the region", { StringEquals: { "aws:RequestedRegion": "us-east-1" } }, OTHER, {}, true],
  ])("%s", (_what, condition, members, as, holds) => {
    expect(entered(worldWithRole(condition), members, as)).toBe(holds);
  });

  it("tags of the calling user", () => {
    const world = worldWithRole({ StringEquals: { "aws:PrincipalTag/team": "platform" } });
    expect(entered(world)).toBe(false);
    ask(world, "iam:TagUser", { UserName: "admin", Tags: [{ Key: "team", Value: "platform" }] });
    expect(entered(world)).toBe(true);
  });

  it("no organization for an account that is in none", () => {
    const world = worldWithRole({ StringEquals: { "aws:PrincipalOrgID": "o-sandbox000" } });
    Object.assign(world.accounts[MANAGEMENT] ?? {}, { parent: null });
    expect(entered(world)).toBe(false);
  });

  it("the units above the caller's account", () => {
    const world = worldWithRole();
    ask(world, "iam:UpdateAssumeRolePolicy", {
      RoleName: "OrgwrightApply",
      PolicyDocument: trusting(
        { AWS: MEMBER },
        { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-sandbox000/r-root/ou-root-workloads/*" } },
      ),
    });
    expect(entered(world, {}, { account: MEMBER })).toBe(true);
  });
});

describe("AssumeRole over time", () => {
  it("does not know a role until the world's delay has passed", () => {
    const world = worldWithRole();
    world.tempo.roleMilliseconds = 10_000;
    world.time += 9999;
    expect(entered(world)).toBe(false);
    world.time += 1;
    expect(entered(world)).toBe(true);
  });

  it("no longer lets in who came back under a deleted role's name", () => {
    const world = worldWithRole();
    const again = { RoleName: "Friend", AssumeRolePolicyDocument: trusting({ AWS: MANAGEMENT }) };
    ask(world, "iam:CreateRole", again);
    ask(world, "iam:UpdateAssumeRolePolicy", {
      RoleName: "OrgwrightApply",
      PolicyDocument: trusting({ AWS: `arn:aws:iam::${MANAGEMENT}:role/Friend` }),
    });
    const friend = { principalArn: `arn:aws:sts::${MANAGEMENT}:assumed-role/Friend/s` };
    expect(entered(world, {}, friend)).toBe(true);
    ask(world, "iam:DeleteRole", { RoleName: "Friend" });
    ask(world, "iam:CreateRole", again);
    expect(entered(world, {}, friend)).toBe(false);
  });
});

describe("a user's own temporary credentials", () => {
  it("carry MFA when a token was shown", () => {
    const world = worldWithMember();
    const answer = ask(world, "sts:GetSessionToken", { SerialNumber: SERIAL, TokenCode: "000000" });
    expect(world.sessions[answer.Credentials?.AccessKeyId ?? ""]).toMatchObject({
      principalArn: `arn:aws:iam::${MANAGEMENT}:user/admin`,
      mfaSince: world.time,
    });
    expect(answer.Credentials?.Expiration).toEqual(new Date("2026-01-01T12:00:00Z"));
  });

  it("say that none was shown otherwise", () => {
    const world = worldWithMember();
    const answer = ask(world, "sts:GetSessionToken", { DurationSeconds: 900 });
    expect(world.sessions[answer.Credentials?.AccessKeyId ?? ""]?.mfaSince).toBeNull();
  });
});

describe("GetCallerIdentity", () => {
  it.each<[string, Partial<Caller>, RegExp]>([
    ["a user", {}, /^AIDA[A-Z2-7]{17}$/],
    ["the root user", { principalArn: `arn:aws:iam::${MANAGEMENT}:root` }, /^111111111111$/],
    ["a session", { account: MEMBER }, /^AROA[A-Z2-7]{17}:test$/],
  ])("names %s", (_who, as, id) => {
    const answer = ask(worldWithMember(), "sts:GetCallerIdentity", {}, as);
    expect(answer.UserId).toMatch(id);
    expect(answer.Account).toBe(as.account ?? MANAGEMENT);
  });
});
