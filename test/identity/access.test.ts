import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { foundedIdentity, type Place } from "./founded-identity.ts";

let again: () => Promise<Place>;
let place: Place;

beforeAll(async () => {
  again = await foundedIdentity();
}, 60_000);

beforeEach(async () => {
  place = await again();
});

const PASSWORD = "One-time-passw0rd!";
const ana = () => place.arn("identity", "user/ana");

describe("a new user who has not used MFA", () => {
  beforeEach(async () => {
    await place.hands("identity", "iam:CreateLoginProfile", {
      UserName: "ana",
      Password: PASSWORD,
      PasswordResetRequired: true,
    });
  });

  it("changes the password that was given, enrols a device, and has a session with it", async () => {
    const serial = place.arn("identity", "mfa/ana");
    const codes = { AuthenticationCode1: "123456", AuthenticationCode2: "654321" };
    const steps: readonly (readonly [string, object])[] = [
      ["iam:GetAccountPasswordPolicy", {}],
      ["iam:ChangePassword", { OldPassword: PASSWORD, NewPassword: "My-0wn-l0ng-passw0rd!" }],
      ["iam:GetUser", {}],
      ["iam:ListMFADevices", {}],
      ["iam:CreateVirtualMFADevice", { VirtualMFADeviceName: "ana" }],
      ["iam:EnableMFADevice", { UserName: "ana", SerialNumber: serial, ...codes }],
      ["iam:ListVirtualMFADevices", {}],
      ["sts:GetSessionToken", { SerialNumber: serial, TokenCode: "111222" }],
    ];
    for (const [operation, input] of steps) {
      expect([operation, await place.attempt(ana(), operation, input)]).toEqual([operation, "done"]);
    }
  });

  it.each([
    ["iam:ListUsers", {}],
    ["iam:ListAccessKeys", {}],
    ["iam:CreateAccessKey", { UserName: "ana" }],
    ["iam:AddUserToGroup", { UserName: "ana", GroupName: "shop" }],
    ["iam:AttachUserPolicy", { UserName: "ana", PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }],
    ["iam:UpdateAccountPasswordPolicy", { MinimumPasswordLength: 6 }],
    ["iam:CreateLoginProfile", { UserName: "ben", Password: PASSWORD }],
    ["s3:ListBuckets", {}],
    ["organizations:DescribeOrganization", {}],
  ])("may not do %s", async (operation, input) => {
    expect(await place.attempt(ana(), operation, input)).toMatch(/^AccessDenied/);
  });

  it("takes on no role at all", async () => {
    expect(await reachedBy("ana", false)).toEqual([]);
  });
});

/** Every role of the organization that a user may take on, as `account/role`. */
async function reachedBy(user: string, mfa: boolean): Promise<string[]> {
  const reached: string[] = [];
  for (const { name, iam } of Object.values(place.world.accounts)) {
    for (const role of Object.values(iam.roles)) {
      const input = { RoleArn: role.arn, RoleSessionName: "test" };
      if ((await place.attempt(place.arn("identity", `user/${user}`), "sts:AssumeRole", input, mfa)) === "done") {
        reached.push(`${name}/${role.name}`);
      }
    }
  }
  return reached.sort();
}

describe("somebody with MFA", () => {
  it("reaches exactly the roles of their groups", async () => {
    expect(await reachedBy("ana", true)).toEqual([
      "identity/Admin",
      "identity/SecurityAudit",
      "management/ReadOnly",
      "shop-dev/Admin",
      "shop-dev/SecurityAudit",
      "shop-prod/Admin",
      "shop-prod/SecurityAudit",
    ]);
    expect(await reachedBy("ben", true)).toEqual(["shop-dev/PowerUser"]);
  });

  it("reaches nothing through a user that is in no group", async () => {
    await place.hands("identity", "iam:CreateUser", { UserName: "eve" });
    expect(await reachedBy("eve", true)).toEqual([]);
  });

  it("gets into every account in an emergency, as a keeper of the management account", async () => {
    const keeper = place.arn("management", "user/breakglass/keeper-one");
    const accounts = ["management", "identity", "shop-dev", "shop-prod"];
    for (const account of accounts) {
      const input = { RoleArn: place.arn(account, "role/breakglass/BreakGlass"), RoleSessionName: "emergency" };
      expect(await place.attempt(keeper, "sts:AssumeRole", input, true)).toBe("done");
      expect(await place.attempt(keeper, "sts:AssumeRole", input, false)).toBe("AccessDenied");
    }
  });
});

const EVERYTHING = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

describe.each([
  ["an administrator of the workload account", "shop-dev", "role/Developer"],
  ["a session of the role itself", "shop-dev", "role/Admin"],
  ["an administrator of the identity account", "identity", "role/Developer"],
  ["a session of the identity account's own role", "identity", "role/Admin"],
])("%s", (_who, account, role) => {
  beforeEach(async () => {
    for (const name of ["shop-dev", "identity"]) {
      const trust = place.world.accounts[place.account(name)]?.iam.roles["Admin"]?.trust;
      await place.hands(name, "iam:CreateRole", { RoleName: "Developer", AssumeRolePolicyDocument: trust });
      await place.hands(name, "iam:AttachRolePolicy", { RoleName: "Developer", PolicyArn: ADMINISTRATOR });
    }
  });

  it("is an administrator: other things of the account can be changed", async () => {
    const made = await place.attempt(place.arn(account, role), "iam:CreatePolicy", {
      PolicyName: "mine",
      PolicyDocument: EVERYTHING,
    });
    expect(made).toBe("done");
  });

  it.each([
    ["iam:UpdateAssumeRolePolicy", { RoleName: "Admin", PolicyDocument: EVERYTHING }],
    ["iam:AttachRolePolicy", { RoleName: "ReadOnly", PolicyArn: ADMINISTRATOR }],
    ["iam:PutRolePolicy", { RoleName: "SecurityAudit", PolicyName: "more", PolicyDocument: EVERYTHING }],
    ["iam:UpdateRole", { RoleName: "Admin", MaxSessionDuration: 43_200 }],
    ["iam:DeleteRole", { RoleName: "BreakGlass" }],
    ["iam:TagRole", { RoleName: "Developer", Tags: [{ Key: "orgwright:address", Value: "identity/role:Admin/x" }] }],
    ["iam:CreatePolicy", { PolicyName: "ForceMFA", Path: "/orgwright/", PolicyDocument: EVERYTHING }],
    ["iam:UpdateAccountPasswordPolicy", { MinimumPasswordLength: 6 }],
    ["iam:CreateAccountAlias", { AccountAlias: "mine" }],
  ])("may not do %s to what orgwright made", async (operation, input) => {
    expect(await place.attempt(place.arn(account, role), operation, input)).toMatch(/^AccessDenied/);
  });

  it.each([
    ["iam:AddUserToGroup", { GroupName: "platform", UserName: "ben" }],
    ["iam:RemoveUserFromGroup", { GroupName: "force-mfa", UserName: "ana" }],
    ["iam:AttachGroupPolicy", { GroupName: "shop", PolicyArn: ADMINISTRATOR }],
    ["iam:PutGroupPolicy", { GroupName: "shop", PolicyName: "more", PolicyDocument: EVERYTHING }],
    ["iam:CreateUser", { UserName: "eve" }],
    ["iam:PutUserPolicy", { UserName: "ben", PolicyName: "more", PolicyDocument: EVERYTHING }],
    ["iam:CreatePolicyVersion", { PolicyArn: "FORCE_MFA", PolicyDocument: EVERYTHING, SetAsDefault: true }],
    ["iam:DetachGroupPolicy", { GroupName: "force-mfa", PolicyArn: "FORCE_MFA" }],
  ])("may not do %s to people and groups", async (operation, input) => {
    const PolicyArn = place.arn("identity", "policy/orgwright/ForceMFA");
    const real = "PolicyArn" in input && input.PolicyArn === "FORCE_MFA" ? { ...input, PolicyArn } : input;
    const outcome = await place.attempt(place.arn(account, role), operation, real);
    // From another account there is nothing of that name: IAM has no calls across accounts.
    expect(outcome).toMatch(account === "identity" ? /^AccessDenied/ : /^(AccessDenied|NoSuchEntity)/);
  });
});

describe("an outsider", () => {
  it("takes on no role, with MFA or without", async () => {
    await place.hands("identity", "iam:CreateUser", { UserName: "outsider" });
    const outside = structuredClone(place.world.accounts[place.account("identity")]);
    if (outside === undefined) {
      throw new Error("there is no identity account");
    }
    // Somebody else's account of AWS, with a user who may do everything there.
    const iam = outside.iam;
    for (const user of Object.values(iam.users)) {
      user.arn = user.arn.replace(outside.id, "999999999999");
      user.attached = [ADMINISTRATOR];
      user.groups = [];
    }
    const theirs = { ...outside, id: "999999999999", name: "theirs", email: "x@y.example", parent: null };
    place.world.accounts["999999999999"] = theirs;
    for (const { iam: there } of Object.values(place.world.accounts)) {
      for (const role of Object.values(there.roles)) {
        const input = { RoleArn: role.arn, RoleSessionName: "test" };
        for (const mfa of [true, false]) {
          const outcome = await place.attempt("arn:aws:iam::999999999999:user/outsider", "sts:AssumeRole", input, mfa);
          expect([role.arn, outcome]).toEqual([role.arn, "AccessDenied"]);
        }
      }
    }
  });
});
