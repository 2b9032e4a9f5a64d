import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWrite, sandboxOperations } from "../../../src/aws/sandbox/dispatch.ts";
import { openSandbox, type Sandbox } from "../../../src/aws/sandbox/sandbox.ts";
import { accountId, callsOf, callsWith, furnished, rootOf } from "./furnished.ts";

const MEMBER_ROLE = "OrganizationAccountAccessRole";

describe("a sandbox", () => {
  it("begins with a management account whose user admin calls, and with no organization", async () => {
    const sandbox = await openSandbox({ managementAccount: "222222222222" });
    expect(await callsOf(sandbox)("sts:GetCallerIdentity", {})).toMatchObject({
      Account: "222222222222",
      Arn: "arn:aws:iam::222222222222:user/admin",
    });
    expect(sandbox.world.organization).toBeNull();
  });

  it("refuses a management account that is none", async () => {
    await expect(openSandbox({ managementAccount: "1234" })).rejects.toThrow('twelve digits, not "1234"');
  });

  it("gives ids in the forms of AWS", async () => {
    const { world } = await furnished();
    expect(world.organization?.id).toMatch(/^o-[a-z0-9]{10,32}$/);
    expect(world.organization?.rootId).toMatch(/^r-[0-9a-z]{4,32}$/);
    expect(Object.keys(world.units)).toEqual([expect.stringMatching(/^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/)]);
    expect(Object.keys(world.creations)).toEqual([expect.stringMatching(/^car-[a-z0-9]{8,32}$/)]);
    expect(Object.keys(world.accounts).every((id) => /^\d{12}$/.test(id))).toBe(true);
    expect(Object.keys(world.policies).every((id) => /^p-[0-9a-zA-Z_]{8,128}$/.test(id))).toBe(true);
  });

  it("becomes the same world from the same seed and the same calls", async () => {
    const [one, two, other] = [
      await furnished({ seed: 3 }),
      await furnished({ seed: 3 }),
      await furnished({ seed: 4 }),
    ];
    expect(one.world).toEqual(two.world);
    expect(one.world.organization?.id).not.toBe(other.world.organization?.id);
  });

  it("becomes the same world however often somebody looks", async () => {
    const looks = fc.array(fc.constantFrom(...sandboxOperations().filter((operation) => !isWrite(operation))), {
      maxLength: 12,
    });
    const still = await furnished({ tempo: { callMilliseconds: 0 } });
    await fc.assert(
      fc.asyncProperty(looks, async (operations) => {
        const watched = await furnished({ tempo: { callMilliseconds: 0 } });
        await lookAt(watched, operations);
        await makeUnit(watched);
        const untouched = await openSandbox({ world: still.world });
        await makeUnit(untouched);
        expect({ ...watched.world, sessions: {}, sessionCounter: 0 }).toEqual(untouched.world);
      }),
      { numRuns: 25 },
    );
  });

  it("shares nothing with its callers", async () => {
    const sandbox = await furnished();
    const call = callsOf(sandbox);
    const before = JSON.stringify(sandbox.world.accounts);
    const answer = await call("organizations:ListAccounts", {});
    for (const account of answer.Accounts ?? []) {
      Object.assign(account, { Name: "changed", Paths: [] });
    }
    const Tags = [{ Key: "k", Value: "v" }];
    const { OrganizationalUnit } = await call("organizations:CreateOrganizationalUnit", {
      ParentId: rootOf(sandbox),
      Name: "New",
      Tags,
    });
    Object.assign(Tags[0] as object, { Value: "changed" });
    expect(JSON.stringify(sandbox.world.accounts)).toBe(before);
    expect(sandbox.world.units[OrganizationalUnit?.Id as string]?.tags).toEqual({ k: "v" });
  });

  it("lets an authorizer refuse by action", async () => {
    const asked: string[] = [];
    const sandbox = await openSandbox({
      world: (await furnished()).world,
      authorize: ({ action }) => {
        asked.push(action);
        return action === "organizations:TagResource" ? "deny" : "allow";
      },
    });
    await expect(makeUnit(sandbox)).rejects.toMatchObject({
      code: "AccessDeniedException",
      status: 403,
      message: "User: arn:aws:iam::111111111111:user/admin is not authorized to perform: organizations:TagResource",
    });
    expect(asked).toEqual(["organizations:CreateOrganizationalUnit", "organizations:TagResource"]);
  });

  it("does not send what was called off", async () => {
    const sandbox = await openSandbox();
    const signal = AbortSignal.abort();
    await expect(
      sandbox.transport.send({ is: "base" }, "us-east-1", "organizations:CreateOrganization", {}, { signal }),
    ).rejects.toMatchObject({ name: "AwsError", outcome: "not-sent" });
    expect(sandbox.callCount).toBe(0);
  });
});

describe("a session", () => {
  async function enter(sandbox: Sandbox) {
    const account = accountId(sandbox, "shop");
    const roleArn = `arn:aws:iam::${account}:role/${MEMBER_ROLE}`;
    const { Credentials } = await callsOf(sandbox)("sts:AssumeRole", { RoleArn: roleArn, RoleSessionName: "test" });
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "", Expiration } = Credentials ?? {};
    return {
      is: "role",
      account,
      roleArn,
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration: Expiration as Date,
    } as const;
  }

  it("calls as the role it was given for, in its account", async () => {
    const sandbox = await furnished();
    const session = await enter(sandbox);
    const identity = await sandbox.transport.send(session, "eu-west-1", "sts:GetCallerIdentity", {});
    expect(identity).toMatchObject({
      Account: session.account,
      Arn: `arn:aws:sts::${session.account}:assumed-role/${MEMBER_ROLE}/test`,
    });
    await expect(sandbox.transport.send(session, "us-east-1", "organizations:ListRoots", {})).rejects.toMatchObject({
      code: "AccessDeniedException",
    });
    const described = await sandbox.transport.send(session, "us-east-1", "organizations:DescribeOrganization", {});
    expect(described.Organization?.MasterAccountId).toBe("111111111111");
  });

  it("ends, and is then refused as each service does", async () => {
    const sandbox = await furnished();
    const session = await enter(sandbox);
    await sandbox.clock.sleep(3_600_000);
    await expect(sandbox.transport.send(session, "us-east-1", "sts:GetCallerIdentity", {})).rejects.toMatchObject({
      code: "ExpiredToken",
      status: 403,
    });
    await expect(
      sandbox.transport.send(session, "us-east-1", "organizations:DescribeOrganization", {}),
    ).rejects.toMatchObject({ code: "ExpiredTokenException" });
  });

  it("that nobody was given is refused", async () => {
    const sandbox = await furnished();
    const session = { ...(await enter(sandbox)), accessKeyId: "ASIANONE" };
    await expect(sandbox.transport.send(session, "us-east-1", "iam:ListRoles", {})).rejects.toMatchObject({
      code: "InvalidClientTokenId",
    });
  });
});

describe("another principal", () => {
  it("calls from the account of its ARN", async () => {
    const sandbox = await furnished();
    const shop = accountId(sandbox, "shop");
    const call = callsWith(sandbox.as(`arn:aws:iam::${shop}:role/path/${MEMBER_ROLE}`));
    expect(await call("sts:GetCallerIdentity", {})).toMatchObject({
      Arn: `arn:aws:sts::${shop}:assumed-role/${MEMBER_ROLE}/sandbox`,
    });
  });

  it("must be one, in an account that there is", async () => {
    const sandbox = await furnished();
    expect(() => sandbox.as("admin")).toThrow('"admin" is no ARN of a principal');
    const call = callsWith(sandbox.as("arn:aws:iam::999999999999:user/admin"));
    await expect(call("organizations:ListRoots", {})).rejects.toMatchObject({ code: "UnrecognizedClientException" });
  });
});

describe("a raw call", () => {
  it("is made as the administrator of an account", async () => {
    const sandbox = await furnished();
    const account = accountId(sandbox, "shop");
    expect(await sandbox.raw({ service: "sts", operation: "GetCallerIdentity", account })).toMatchObject({
      Arn: `arn:aws:sts::${account}:assumed-role/${MEMBER_ROLE}/administrator`,
    });
  });

  it("of an operation that there is not names those that there are", async () => {
    const sandbox = await openSandbox();
    await expect(sandbox.raw({ service: "account", operation: "CloseAccount" })).rejects.toThrow(
      "The sandbox has no operation account:CloseAccount. It has: account:ListRegions, account:PutAccountName.",
    );
  });

  it("whose input has the wrong form is refused", async () => {
    const sandbox = await furnished();
    const input = { ResourceId: rootOf(sandbox), TagKeys: 5 };
    await expect(sandbox.raw({ service: "organizations", operation: "UntagResource", input })).rejects.toMatchObject({
      name: "AwsError",
      code: "SerializationException",
      outcome: "refused",
    });
  });

  it("can do what orgwright itself never does", async () => {
    const sandbox = await furnished();
    const input = { ServicePrincipal: "cloudtrail.amazonaws.com" };
    await sandbox.raw({ service: "organizations", operation: "DisableAWSServiceAccess", input });
    expect(sandbox.world.organization?.trustedServices).toEqual({});
  });
});

describe("the sandbox's clock", () => {
  it("stands still but for calls and sleep, and wakes who sleeps at once", async () => {
    const { clock, transport } = await openSandbox({ now: new Date("2030-01-01T00:00:00Z") });
    await clock.sleep(86_400_000);
    await transport.send({ is: "base" }, "us-east-1", "sts:GetCallerIdentity", {});
    expect(clock.now()).toEqual(new Date("2030-01-02T00:00:00.050Z"));
  });

  it("lets two who sleep side by side sleep through the same time, the shorter waking first", async () => {
    const { clock } = await openSandbox({ now: new Date(0) });
    const woken: [string, number][] = [];
    const sleeper = async (name: string, naps: number[]) => {
      for (const nap of naps) {
        await clock.sleep(nap);
        woken.push([name, clock.now().getTime()]);
      }
    };
    await Promise.all([sleeper("long", [100]), sleeper("short", [30, 30, 30, 30])]);
    expect(woken).toEqual([
      ["short", 30],
      ["short", 60],
      ["short", 90],
      ["long", 100],
      ["short", 120],
    ]);
  });

  it("wakes who was called off with an AbortError", async () => {
    const { clock } = await openSandbox();
    const controller = new AbortController();
    const sleeping = clock.sleep(1000, controller.signal);
    controller.abort();
    await expect(sleeping).rejects.toMatchObject({ name: "AbortError" });
  });
});

async function makeUnit(sandbox: Sandbox): Promise<void> {
  const input = { ParentId: rootOf(sandbox), Name: "New" };
  await callsOf(sandbox)("organizations:CreateOrganizationalUnit", input);
}

async function lookAt(sandbox: Sandbox, operations: readonly string[]): Promise<void> {
  const role = `arn:aws:iam::${accountId(sandbox, "shop")}:role/${MEMBER_ROLE}`;
  const inputs: Record<string, object> = {
    "sts:AssumeRole": { RoleArn: role, RoleSessionName: "look" },
    "organizations:ListPolicies": { Filter: "SERVICE_CONTROL_POLICY" },
  };
  for (const name of operations) {
    const [service = "", operation = ""] = name.split(":");
    // Looks that are refused must leave no trace either.
    await sandbox.raw({ service, operation, input: inputs[name] ?? {} }).catch(() => null);
  }
}
