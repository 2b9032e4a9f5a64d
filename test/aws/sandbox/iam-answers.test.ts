import { describe, expect, it } from "vitest";
import type { World } from "../../../src/aws/sandbox/world.ts";
import { allowing, ask, MANAGEMENT, MEMBER, trusting, worldWithMember } from "./iam-world.ts";

const decoded = (text: string | undefined): unknown => JSON.parse(decodeURIComponent(text ?? ""));
const trustOf = (world: World, role: string, account = MANAGEMENT): unknown =>
  decoded(ask(world, "iam:GetRole", { RoleName: role }, { account }).Role?.AssumeRolePolicyDocument);
const principalOf = (world: World, role: string): unknown =>
  (trustOf(world, role) as { Statement: { Principal: unknown }[] }).Statement[0]?.Principal;

function worldWithRole(members: object = {}): World {
  const world = worldWithMember();
  ask(world, "iam:CreateRole", {
    RoleName: "Builder",
    Path: "/orgwright/",
    AssumeRolePolicyDocument: trusting({ AWS: MANAGEMENT }),
    Description: "builds",
    MaxSessionDuration: 7200,
    Tags: [{ Key: "team", Value: "platform" }],
    ...members,
  });
  return world;
}

describe("a role in IAM's answers", () => {
  it("comes whole from GetRole", () => {
    const world = worldWithRole();
    const { Role: role } = ask(world, "iam:GetRole", { RoleName: "Builder" });
    expect(role).toEqual({
      Path: "/orgwright/",
      RoleName: "Builder",
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${MANAGEMENT}:role/orgwright/Builder`,
      CreateDate: new Date("2026-01-01T00:00:00Z"),
      AssumeRolePolicyDocument: expect.stringMatching(/^%7B%22Version%22%3A%222012-10-17%22/),
      Description: "builds",
      MaxSessionDuration: 7200,
      Tags: [{ Key: "team", Value: "platform" }],
      RoleLastUsed: {},
    });
  });

  it("comes from ListRoles with description and session duration, without tags", () => {
    const role = ask(worldWithRole(), "iam:ListRoles", {}).Roles?.[0];
    expect([role?.Description, role?.MaxSessionDuration, role?.Tags]).toEqual(["builds", 7200, undefined]);
  });

  it("comes from GetAccountAuthorizationDetails with tags and policies, without description and session duration", () => {
    const world = worldWithRole({ PermissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess" });
    const document = allowing("s3:GetObject");
    ask(world, "iam:PutRolePolicy", { RoleName: "Builder", PolicyName: "read", PolicyDocument: document });
    ask(world, "iam:AttachRolePolicy", {
      RoleName: "Builder",
      PolicyArn: "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
    });
    const detail = ask(world, "iam:GetAccountAuthorizationDetails", { Filter: ["Role"] }).RoleDetailList?.[0];
    expect(Object.keys(detail ?? {})).not.toContain("Description");
    expect(Object.keys(detail ?? {})).not.toContain("MaxSessionDuration");
    expect(detail).toMatchObject({
      Path: "/orgwright/",
      Tags: [{ Key: "team", Value: "platform" }],
      RolePolicyList: [{ PolicyName: "read", PolicyDocument: encodeURIComponent(document).replaceAll("*", "%2A") }],
      AttachedManagedPolicies: [
        { PolicyName: "ViewOnlyAccess", PolicyArn: "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess" },
      ],
      PermissionsBoundary: { PermissionsBoundaryArn: "arn:aws:iam::aws:policy/PowerUserAccess" },
    });
  });

  it("has empty lists where there is nothing, and no tags in GetRole", () => {
    const world = worldWithRole({ Tags: [] });
    expect(ask(world, "iam:GetRole", { RoleName: "Builder" }).Role?.Tags).toBeUndefined();
    expect(ask(world, "iam:ListRoleTags", { RoleName: "Builder" }).Tags).toEqual([]);
    expect(ask(world, "iam:ListRolePolicies", { RoleName: "Builder" }).PolicyNames).toEqual([]);
    expect(ask(world, "iam:ListAttachedRolePolicies", { RoleName: "Builder" }).AttachedPolicies).toEqual([]);
    expect(ask(world, "iam:GetAccountAuthorizationDetails", { Filter: ["Group"] })).toMatchObject({
      UserDetailList: [],
      GroupDetailList: [],
      RoleDetailList: [],
      Policies: [],
    });
  });

  it("keeps an inline policy byte for byte", () => {
    const world = worldWithRole();
    const document = `{ "Statement" : {"Effect":"Allow", "Action":"s3:*", "Resource":"*", "Sid":"" } }\n`;
    ask(world, "iam:PutRolePolicy", { RoleName: "Builder", PolicyName: "odd", PolicyDocument: document });
    const answer = ask(world, "iam:GetRolePolicy", { RoleName: "Builder", PolicyName: "odd" });
    expect(decodeURIComponent(answer.PolicyDocument ?? "")).toBe(document);
    expect(answer.PolicyDocument).not.toMatch(/[ *'()!]/);
  });

  it("can be named like a member that every object has", () => {
    const world = worldWithRole({ RoleName: "constructor" });
    expect(ask(world, "iam:GetRole", { RoleName: "constructor" }).Role?.RoleName).toBe("constructor");
    ask(world, "iam:DeleteRole", { RoleName: "constructor" });
    expect(() => ask(world, "iam:GetRole", { RoleName: "constructor" })).toThrow("cannot be found");
  });
});

describe("a trust policy in IAM", () => {
  it.each([
    ["an account's id as its root user", MEMBER, { AWS: `arn:aws:iam::${MEMBER}:root` }],
    ["an account outside of the organization", "999999999999", { AWS: "arn:aws:iam::999999999999:root" }],
    ["a list of one as that one", [`arn:aws:iam::${MEMBER}:root`], { AWS: `arn:aws:iam::${MEMBER}:root` }],
    ["a user of this world", `arn:aws:iam::${MANAGEMENT}:user/admin`, { AWS: `arn:aws:iam::${MANAGEMENT}:user/admin` }],
    [
      "a role of an account outside of this world",
      "arn:aws:iam::999999999999:role/any",
      { AWS: "arn:aws:iam::999999999999:role/any" },
    ],
  ])("gives back %s", (_what, principal, stored) => {
    expect(principalOf(worldWithRole({ AssumeRolePolicyDocument: trusting({ AWS: principal }) }), "Builder")).toEqual(
      stored,
    );
  });

  it("gives back a unique id as the ARN of who has it", () => {
    const world = worldWithMember();
    const id = world.accounts[MANAGEMENT]?.iam.users["admin"]?.id;
    ask(world, "iam:CreateRole", { RoleName: "Builder", AssumeRolePolicyDocument: trusting({ AWS: id }) });
    expect(principalOf(world, "Builder")).toEqual({ AWS: `arn:aws:iam::${MANAGEMENT}:user/admin` });
  });

  it("names a deleted role by its unique id, also after a role of that name is made again", () => {
    const world = worldWithRole({ RoleName: "Friend" });
    const friend = ask(world, "iam:GetRole", { RoleName: "Friend" }).Role;
    ask(world, "iam:CreateRole", {
      RoleName: "Host",
      AssumeRolePolicyDocument: trusting({ AWS: [friend?.Arn, MEMBER], Service: "ec2.amazonaws.com" }),
    });
    ask(world, "iam:DeleteRole", { RoleName: "Friend" });
    ask(world, "iam:CreateRole", {
      RoleName: "Friend",
      Path: "/orgwright/",
      AssumeRolePolicyDocument: trusting({ AWS: MANAGEMENT }),
    });
    expect(principalOf(world, "Host")).toEqual({
      AWS: [friend?.RoleId, `arn:aws:iam::${MEMBER}:root`],
      Service: "ec2.amazonaws.com",
    });
  });

  it("speaks of the partition that the world is in", () => {
    const world = worldWithMember({ partition: "aws-us-gov" });
    ask(world, "iam:CreateRole", { RoleName: "Builder", AssumeRolePolicyDocument: trusting({ AWS: MEMBER }) });
    ask(world, "iam:AttachRolePolicy", {
      RoleName: "Builder",
      PolicyArn: "arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess",
    });
    expect(principalOf(world, "Builder")).toEqual({ AWS: `arn:aws-us-gov:iam::${MEMBER}:root` });
    expect(JSON.stringify(world)).not.toContain("arn:aws:");
  });
});

describe("a change to a role", () => {
  it("keeps a description that is left out, and puts a session duration that is left out back to one hour", () => {
    const world = worldWithRole();
    ask(world, "iam:UpdateRole", { RoleName: "Builder" });
    const role = ask(world, "iam:GetRole", { RoleName: "Builder" }).Role;
    expect([role?.Description, role?.MaxSessionDuration]).toEqual(["builds", 3600]);
  });

  it("may describe a service's role anew, and tag it", () => {
    const world = worldWithMember();
    const RoleName = "AWSServiceRoleForOrganizations";
    ask(world, "iam:UpdateRole", { RoleName, Description: "by us" }, { account: MEMBER });
    ask(world, "iam:TagRole", { RoleName, Tags: [{ Key: "team", Value: "x" }] }, { account: MEMBER });
    expect(ask(world, "iam:GetRole", { RoleName }, { account: MEMBER }).Role).toMatchObject({
      Description: "by us",
      MaxSessionDuration: 3600,
      Tags: [{ Key: "team", Value: "x" }],
    });
  });

  it("changes a tag's value under the key's first spelling, and removes it whatever the case", () => {
    const world = worldWithRole();
    ask(world, "iam:TagRole", { RoleName: "Builder", Tags: [{ Key: "TEAM", Value: "new" }] });
    expect(ask(world, "iam:ListRoleTags", { RoleName: "Builder" }).Tags).toEqual([{ Key: "team", Value: "new" }]);
    ask(world, "iam:UntagRole", { RoleName: "Builder", TagKeys: ["Team", "none"] });
    expect(ask(world, "iam:ListRoleTags", { RoleName: "Builder" }).Tags).toEqual([]);
  });

  it("attaches a policy once, however often it is asked to", () => {
    const world = worldWithRole();
    const attach = { RoleName: "Builder", PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" };
    ask(world, "iam:AttachRolePolicy", attach);
    ask(world, "iam:AttachRolePolicy", attach);
    expect(ask(world, "iam:ListAttachedRolePolicies", { RoleName: "Builder" }).AttachedPolicies).toHaveLength(1);
    ask(world, "iam:DetachRolePolicy", attach);
    expect(ask(world, "iam:ListAttachedRolePolicies", { RoleName: "Builder" }).AttachedPolicies).toEqual([]);
  });

  it("sets and lifts a permissions boundary", () => {
    const world = worldWithRole();
    const PermissionsBoundary = "arn:aws:iam::aws:policy/PowerUserAccess";
    ask(world, "iam:PutRolePermissionsBoundary", { RoleName: "Builder", PermissionsBoundary });
    expect(ask(world, "iam:GetPolicy", { PolicyArn: PermissionsBoundary }).Policy).toMatchObject({
      PermissionsBoundaryUsageCount: 1,
      AttachmentCount: 0,
    });
    ask(world, "iam:DeleteRolePermissionsBoundary", { RoleName: "Builder" });
    expect(ask(world, "iam:GetRole", { RoleName: "Builder" }).Role?.PermissionsBoundary).toBeUndefined();
  });
});

describe("a new account's IAM", () => {
  it("lets the management account in as administrator, and has Organizations' own role", () => {
    const world = worldWithMember();
    const roles = ask(world, "iam:GetAccountAuthorizationDetails", { Filter: ["Role"] }, { account: MEMBER });
    expect(roles.RoleDetailList?.map((role) => [role.Arn, role.AttachedManagedPolicies?.[0]?.PolicyName])).toEqual([
      [
        `arn:aws:iam::${MEMBER}:role/aws-service-role/organizations.amazonaws.com/AWSServiceRoleForOrganizations`,
        "AWSOrganizationsServiceTrustPolicy",
      ],
      [`arn:aws:iam::${MEMBER}:role/OrganizationAccountAccessRole`, "AdministratorAccess"],
    ]);
    expect(trustOf(world, "OrganizationAccountAccessRole", MEMBER)).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` }, Action: "sts:AssumeRole" }],
    });
  });

  it("has, in the management account, the user admin and nothing else", () => {
    const details = ask(worldWithMember(), "iam:GetAccountAuthorizationDetails", {
      Filter: ["User", "Group", "Role", "LocalManagedPolicy"],
    });
    expect(details.UserDetailList?.map((user) => user.UserName)).toEqual(["admin"]);
    expect([details.GroupDetailList, details.RoleDetailList, details.Policies]).toEqual([[], [], []]);
  });
});

describe("users, groups and managed policies", () => {
  it("puts a user into a group and shows both with what they may", () => {
    const world = worldWithMember();
    ask(world, "iam:CreateGroup", { GroupName: "ops", Path: "/people/" });
    ask(world, "iam:CreateUser", { UserName: "ann", Tags: [{ Key: "team", Value: "ops" }] });
    ask(world, "iam:AddUserToGroup", { UserName: "ann", GroupName: "ops" });
    ask(world, "iam:PutUserPolicy", { UserName: "ann", PolicyName: "p", PolicyDocument: allowing("s3:GetObject") });
    const details = ask(world, "iam:GetAccountAuthorizationDetails", { Filter: ["User", "Group"] });
    expect(details.UserDetailList?.[1]).toMatchObject({
      UserName: "ann",
      GroupList: ["ops"],
      UserPolicyList: [{ PolicyName: "p" }],
      Tags: [{ Key: "team", Value: "ops" }],
    });
    expect(details.GroupDetailList?.[0]?.Arn).toBe(`arn:aws:iam::${MANAGEMENT}:group/people/ops`);
  });

  it("answers GetUser without a name with the user who asks", () => {
    expect(ask(worldWithMember(), "iam:GetUser", {}).User?.UserName).toBe("admin");
  });

  it("keeps a policy's versions and never gives a version's number twice", () => {
    const world = worldWithMember();
    const made = ask(world, "iam:CreatePolicy", { PolicyName: "own", PolicyDocument: allowing("s3:GetObject") });
    const PolicyArn = made.Policy?.Arn;
    ask(world, "iam:CreatePolicyVersion", { PolicyArn, PolicyDocument: allowing("s3:Put*"), SetAsDefault: true });
    ask(world, "iam:DeletePolicyVersion", { PolicyArn, VersionId: "v1" });
    const third = ask(world, "iam:CreatePolicyVersion", { PolicyArn, PolicyDocument: allowing("s3:List*") });
    expect(third.PolicyVersion).toMatchObject({ VersionId: "v3", IsDefaultVersion: false });
    ask(world, "iam:SetDefaultPolicyVersion", { PolicyArn, VersionId: "v3" });
    expect(ask(world, "iam:GetPolicy", { PolicyArn }).Policy?.DefaultVersionId).toBe("v3");
    const second = ask(world, "iam:GetPolicyVersion", { PolicyArn, VersionId: "v2" });
    expect(decoded(second.PolicyVersion?.Document)).toEqual(JSON.parse(allowing("s3:Put*")));
  });

  it("lists an account's own policies apart from AWS's", () => {
    const world = worldWithMember();
    ask(world, "iam:CreatePolicy", { PolicyName: "own", PolicyDocument: allowing("s3:GetObject") });
    const names = (Scope: "Local" | "AWS", OnlyAttached = false): (string | undefined)[] =>
      ask(world, "iam:ListPolicies", { Scope, OnlyAttached }).Policies?.map((policy) => policy.PolicyName) ?? [];
    expect(names("Local")).toEqual(["own"]);
    expect(names("AWS")).toContain("AdministratorAccess");
    expect(names("AWS", true)).toEqual(["AdministratorAccess"]);
  });
});

describe("central root access", () => {
  it("is switched on and off, and says for which organization", () => {
    const world = worldWithMember();
    expect(ask(world, "iam:ListOrganizationsFeatures", {})).toEqual({
      OrganizationId: "o-sandbox000",
      EnabledFeatures: [],
    });
    ask(world, "iam:EnableOrganizationsRootSessions", {});
    ask(world, "iam:EnableOrganizationsRootCredentialsManagement", {});
    ask(world, "iam:EnableOrganizationsRootCredentialsManagement", {});
    expect(ask(world, "iam:ListOrganizationsFeatures", {}).EnabledFeatures).toEqual([
      "RootCredentialsManagement",
      "RootSessions",
    ]);
    ask(world, "iam:DisableOrganizationsRootSessions", {});
    expect(ask(world, "iam:ListOrganizationsFeatures", {}).EnabledFeatures).toEqual(["RootCredentialsManagement"]);
  });

  it("is shown to the account that administers IAM for the organization", () => {
    const world = worldWithMember();
    if (world.organization !== null) {
      world.organization.delegatedAdministrators[MEMBER] = { "iam.amazonaws.com": world.time };
    }
    expect(ask(world, "iam:ListOrganizationsFeatures", {}, { account: MEMBER }).EnabledFeatures).toEqual([]);
  });
});
