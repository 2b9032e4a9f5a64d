import { describe, expect, it } from "vitest";
import { openSandbox, type Sandbox } from "../../../src/aws/sandbox/sandbox.ts";
import { accountId, callsOf, furnished, rootOf, unitId } from "./furnished.ts";

async function founded(options: Parameters<typeof openSandbox>[0] = {}): Promise<Sandbox> {
  const sandbox = await openSandbox(options);
  await callsOf(sandbox)("organizations:CreateOrganization", {});
  return sandbox;
}

async function create(sandbox: Sandbox, name: string, email = `${name}@acme.example`) {
  const { CreateAccountStatus } = await callsOf(sandbox)("organizations:CreateAccount", {
    AccountName: name,
    Email: email,
  });
  return CreateAccountStatus?.Id as string;
}

async function statusOf(sandbox: Sandbox, id: string) {
  const answer = await callsOf(sandbox)("organizations:DescribeCreateAccountStatus", { CreateAccountRequestId: id });
  return answer.CreateAccountStatus;
}

describe("CreateAccount", () => {
  it("answers at once, and has an account after a minute", async () => {
    const sandbox = await founded();
    const id = await create(sandbox, "shop");
    expect(await statusOf(sandbox, id)).toMatchObject({ State: "IN_PROGRESS", AccountName: "shop" });
    await sandbox.clock.sleep(59_000);
    expect(await statusOf(sandbox, id)).not.toHaveProperty("AccountId");
    await sandbox.clock.sleep(1000);
    expect(await statusOf(sandbox, id)).toEqual({
      Id: id,
      AccountName: "shop",
      State: "SUCCEEDED",
      RequestedTimestamp: expect.any(Date),
      CompletedTimestamp: expect.any(Date),
      AccountId: expect.stringMatching(/^\d{12}$/),
    });
  });

  it("puts the account at the root, with its tags, its policy and the way in", async () => {
    const sandbox = await founded();
    const call = callsOf(sandbox);
    await call("organizations:CreateAccount", {
      AccountName: "shop",
      Email: "shop@acme.example",
      RoleName: "Entrance",
      Tags: [{ Key: "team", Value: "shop" }],
    });
    await sandbox.clock.sleep(60_000);
    const id = accountId(sandbox, "shop");
    const parents = await call("organizations:ListParents", { ChildId: id });
    expect(parents.Parents).toEqual([{ Id: rootOf(sandbox), Type: "ROOT" }]);
    const tags = await call("organizations:ListTagsForResource", { ResourceId: id });
    expect(tags.Tags).toEqual([{ Key: "team", Value: "shop" }]);
    const policies = await call("organizations:ListPoliciesForTarget", {
      TargetId: id,
      Filter: "SERVICE_CONTROL_POLICY",
    });
    expect(policies.Policies?.map((policy) => policy.Id)).toEqual(["p-FullAWSAccess"]);
    const session = await call("sts:AssumeRole", {
      RoleArn: `arn:aws:iam::${id}:role/Entrance`,
      RoleSessionName: "test",
    });
    expect(session.Credentials?.AccessKeyId).toMatch(/^ASIA/);
  });

  it.each([
    ["another account here has the address", "root", "aws+MANAGEMENT@sandbox.example", "EMAIL_ALREADY_EXISTS"],
    ["a stranger has the address", "taken", "Taken@strangers.example", "EMAIL_ALREADY_EXISTS"],
    ["the address begins with a dot", "dot", ".dot@acme.example", "INVALID_EMAIL"],
    ["the domain ends with a hyphen", "hyphen", "a@acme.example-", "INVALID_EMAIL"],
    ["the address has a forbidden letter", "comma", "a,b@acme.example", "INVALID_EMAIL"],
  ])("fails later when %s", async (_, name, email, reason) => {
    const sandbox = await founded({ takenEmails: ["taken@strangers.example"] });
    const id = await create(sandbox, name, email);
    await sandbox.clock.sleep(60_000);
    expect(await statusOf(sandbox, id)).toMatchObject({ State: "FAILED", FailureReason: reason });
    expect(Object.keys(sandbox.world.accounts)).toHaveLength(1);
  });

  it("fails the second of two requests for one address", async () => {
    const sandbox = await founded();
    await create(sandbox, "shop");
    const second = await create(sandbox, "shop");
    await sandbox.clock.sleep(61_000);
    expect(await statusOf(sandbox, second)).toMatchObject({ FailureReason: "CONCURRENT_ACCOUNT_MODIFICATION" });
    expect(Object.keys(sandbox.world.accounts)).toHaveLength(2);
  });

  it("lets five be in progress, and the sixth when one of them is done", async () => {
    const sandbox = await founded();
    for (const name of ["a1", "a2", "a3", "a4", "a5"]) {
      await create(sandbox, name);
    }
    await expect(create(sandbox, "a6")).rejects.toMatchObject({
      code: "ConstraintViolationException",
      reason: "ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED",
    });
    await sandbox.clock.sleep(60_000);
    await create(sandbox, "a6");
  });

  it("counts accounts in creation against the quota", async () => {
    const sandbox = await founded({ quotas: { accounts: 3 } });
    await create(sandbox, "a1");
    await create(sandbox, "a2");
    await expect(create(sandbox, "a3")).rejects.toMatchObject({ reason: "ACCOUNT_NUMBER_LIMIT_EXCEEDED" });
  });

  it("keeps the address of a closed account taken", async () => {
    const sandbox = await furnished();
    const shop = accountId(sandbox, "shop");
    await sandbox.raw({ service: "organizations", operation: "CloseAccount", input: { AccountId: shop } });
    const id = await create(sandbox, "again", "shop@acme.example");
    await sandbox.clock.sleep(60_000);
    expect(await statusOf(sandbox, id)).toMatchObject({ FailureReason: "EMAIL_ALREADY_EXISTS" });
  });
});

describe("an account", () => {
  it("is described by its state and path, without the retired status", async () => {
    const sandbox = await furnished();
    const id = accountId(sandbox, "shop");
    const { Account } = await callsOf(sandbox)("organizations:DescribeAccount", { AccountId: id });
    const organization = sandbox.world.organization?.id;
    expect(Account).toEqual({
      Id: id,
      Arn: `arn:aws:organizations::111111111111:account/${organization}/${id}`,
      Name: "shop",
      Email: "shop@acme.example",
      State: "ACTIVE",
      Paths: [`${organization}/${rootOf(sandbox)}/${unitId(sandbox, "Workloads")}/${id}/`],
      JoinedMethod: "CREATED",
      JoinedTimestamp: expect.any(Date),
    });
  });

  it("is renamed by the management account once the service is trusted", async () => {
    const sandbox = await furnished();
    const call = callsOf(sandbox);
    const shop = accountId(sandbox, "shop");
    await call("organizations:EnableAWSServiceAccess", { ServicePrincipal: "account.amazonaws.com" });
    await call("account:PutAccountName", { AccountId: shop, AccountName: "store" });
    await call("account:PutAccountName", { AccountName: "root" });
    expect(sandbox.world.accounts[shop]?.name).toBe("store");
    expect(sandbox.world.accounts["111111111111"]?.name).toBe("root");
  });

  it("can leave four days after it was created", async () => {
    const sandbox = await furnished();
    const shop = accountId(sandbox, "shop");
    const remove = () =>
      sandbox.raw({ service: "organizations", operation: "RemoveAccountFromOrganization", input: { AccountId: shop } });
    await expect(remove()).rejects.toMatchObject({ reason: "WAIT_PERIOD_ACTIVE" });
    await sandbox.clock.sleep(4 * 24 * 3600 * 1000);
    await remove();
    const { Accounts } = await callsOf(sandbox)("organizations:ListAccounts", {});
    expect(Accounts?.map((account) => account.Name)).toEqual(["management"]);
  });
});
