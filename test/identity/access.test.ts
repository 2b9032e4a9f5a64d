import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { simulate } from "../policy/oracle/simulate.ts";
import { foundedIdentity, type Place } from "./founded-identity.ts";
import type { JudgedCall } from "./judged.ts";

let again: () => Promise<Place>;
let place: Place;

beforeAll(async () => {
  again = await foundedIdentity();
}, 60_000);

beforeEach(async () => {
  place = await again();
});

/** Every request of this file that was judged. */
const judged: JudgedCall[] = [];

afterEach(() => {
  judged.push(...place.judged);
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
      "publishing/SecurityAudit",
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

/** What somebody would change about what the account `publishing` publishes. */
function changesToPublished(): readonly (readonly [string, object])[] {
  const repositoryName = "orgwright/app";
  const publishing = place.account("publishing");
  const bucket = `orgwright-artifacts-${publishing}`;
  const key = Object.values(place.world.keys).find(({ aliases }) => "alias/orgwright/artifacts" in aliases)?.id;
  const provider = place.arn("publishing", "oidc-provider/token.actions.githubusercontent.com");
  return [
    ["ecr:SetRepositoryPolicy", { repositoryName, policyText: EVERYTHING }],
    ["ecr:PutImageTagMutability", { repositoryName, imageTagMutability: "MUTABLE" }],
    ["ecr:PutImageScanningConfiguration", { repositoryName, imageScanningConfiguration: { scanOnPush: false } }],
    ["ecr:DeleteLifecyclePolicy", { repositoryName }],
    ["s3:PutBucketPolicy", { Bucket: bucket, Policy: EVERYTHING }],
    ["s3:PutBucketVersioning", { Bucket: bucket, VersioningConfiguration: { Status: "Suspended" } }],
    ["kms:PutKeyPolicy", { KeyId: key, PolicyName: "default", Policy: EVERYTHING }],
    ["iam:AddClientIDToOpenIDConnectProvider", { OpenIDConnectProviderArn: provider, ClientID: "mine" }],
    ["iam:UpdateAssumeRolePolicy", { RoleName: "GitHubPublisher", PolicyDocument: EVERYTHING }],
    ["ssm:PutParameter", { Name: "/orgwright/images/base", Value: "ami-0bad0bad0bad0bad0", Overwrite: true }],
  ];
}

describe.each([
  ["an administrator of the publishing account", "publishing", "role/Developer"],
  ["a session of the publishing account's own role", "publishing", "role/Admin"],
  ["an administrator of a workload account", "shop-dev", "role/Developer"],
])("%s", (_who, account, role) => {
  beforeEach(async () => {
    const trust = place.world.accounts[place.account(account)]?.iam.roles["Admin"]?.trust;
    await place.hands(account, "iam:CreateRole", { RoleName: "Developer", AssumeRolePolicyDocument: trust });
    await place.hands(account, "iam:AttachRolePolicy", { RoleName: "Developer", PolicyArn: ADMINISTRATOR });
  });

  it("may have a repository of the account's own", async () => {
    const own = { repositoryName: "mine" };
    expect(await place.attempt(place.arn(account, role), "ecr:CreateRepository", own)).toBe("done");
  });

  it("changes nothing of what is published", async () => {
    const before = publishedIn(place);
    for (const [operation, input] of changesToPublished()) {
      const outcome = await place.attempt(place.arn(account, role), operation, input);
      // From another account, a name is that of something of one's own there, or of nothing.
      if (account === "publishing") {
        expect([operation, outcome]).toEqual([operation, expect.stringMatching(/^AccessDenied/)]);
      }
    }
    expect(publishedIn(place)).toEqual(before);
  });
});

function publishedIn(place: Place): unknown {
  const { repositories, parameters, buckets, keys, accounts } = place.world;
  const id = place.account("publishing");
  const there = [repositories, parameters, buckets, keys].flatMap((things) =>
    Object.values<{ readonly account: string }>(things).filter(({ account }) => account === id),
  );
  const { roles, oidcProviders } = accounts[id]?.iam ?? {};
  expect(there.map(({ account }) => account)).toEqual([id, id, id, id, id]);
  return structuredClone([there, roles, oidcProviders]);
}

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

describe("an evaluator that is not ours", () => {
  it("comes to the same verdict about every request that was judged above", { timeout: 60_000 }, async () => {
    // Nobody needs a permission for this one, which the oracle does not know.
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
    const decided = judged.filter(({ asked }) => asked.action !== "sts:GetSessionToken");
    const verdicts = await Promise.all(
      decided.map(async ({ asked, verdict }) => ({ asked, verdict, theirs: await simulate(asked) })),
    );
    const differing = verdicts.filter(
      ({ verdict, theirs }) => theirs.is !== (verdict === "allow" ? "allowed" : "denied"),
    );
    expect(differing).toEqual([]);
    const allowed = decided.filter(({ verdict }) => verdict === "allow").length;
    const denied = decided.length - allowed;
    console.log(`${decided.length} requests judged by both: ${allowed} allowed, ${denied} denied.`);
    expect(allowed).toBeGreaterThan(20);
    expect(denied).toBeGreaterThan(200);
  });
});
