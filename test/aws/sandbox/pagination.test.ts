import { beforeAll, describe, expect, it } from "vitest";
import { all } from "../../../src/aws/contract/all.ts";
import type { Reader } from "../../../src/aws/contract/call.ts";
import { OPERATIONS, type PagedOperation, specOf } from "../../../src/aws/contract/operations.ts";
import type { Input } from "../../../src/aws/contract/services.ts";
import { SERVICE_PRINCIPALS } from "../../../src/aws/sandbox/organizations/service-principals.ts";
import { openSandbox, type Sandbox } from "../../../src/aws/sandbox/sandbox.ts";
import type { Tempo } from "../../../src/aws/sandbox/world.ts";
import { worldFromYaml } from "../../../src/aws/sandbox/world-file/read.ts";
import { ORGANIZATION_PLACE } from "../../../src/model/place.ts";
import { accountId, callsOf, policyId, rootOf, unitId } from "./furnished.ts";

const SIZES = [0, 1, 21, 101];

interface Case<O extends PagedOperation> {
  readonly input: (sandbox: Sandbox) => Input<O>;
  /** How many there are, where it is not the number that the world was made with. */
  readonly count?: (size: number) => number;
}

type OfThese<O extends string> = Extract<
  O,
  `organizations:${string}` | `servicequotas:${string}` | `tagging:${string}`
>;

const home = (sandbox: Sandbox) => unitId(sandbox, "Home");

const CASES: { readonly [O in OfThese<PagedOperation>]: Case<O> } = {
  "organizations:ListRoots": { input: () => ({}), count: () => 1 },
  "organizations:ListAccounts": { input: () => ({}), count: (size) => size + 1 },
  "organizations:ListParents": { input: ({ world }) => ({ ChildId: world.managementAccount }), count: () => 1 },
  "organizations:ListAccountsForParent": { input: (sandbox) => ({ ParentId: home(sandbox) }) },
  "organizations:ListOrganizationalUnitsForParent": { input: (sandbox) => ({ ParentId: home(sandbox) }) },
  "organizations:ListCreateAccountStatus": { input: () => ({ States: ["SUCCEEDED"] }) },
  "organizations:ListPolicies": { input: () => ({ Filter: "TAG_POLICY" }), count: (size) => size + 1 },
  "organizations:ListPoliciesForTarget": {
    input: (sandbox) => ({ Filter: "TAG_POLICY", TargetId: home(sandbox) }),
  },
  "organizations:ListTargetsForPolicy": { input: (sandbox) => ({ PolicyId: policyId(sandbox, "everywhere") }) },
  "organizations:ListTagsForResource": { input: (sandbox) => ({ ResourceId: home(sandbox) }) },
  "organizations:ListAWSServiceAccessForOrganization": {
    input: () => ({}),
    count: (size) => Math.max(1, Math.min(size, SERVICE_PRINCIPALS.size)),
  },
  "organizations:ListDelegatedAdministrators": { input: () => ({}) },
  "organizations:ListHandshakesForOrganization": { input: () => ({ Filter: { ActionType: "INVITE" } }) },
  "servicequotas:ListServiceQuotas": { input: () => ({ ServiceCode: "organizations" }), count: () => 2 },
  "tagging:GetResources": { input: () => ({ ResourceTypeFilters: ["organizations:account"] }) },
};

type OfServices<O extends string> = Extract<O, `s3:${string}` | `kms:${string}` | `cloudtrail:${string}`>;

const keyOf = (sandbox: Sandbox) => Object.keys(sandbox.world.keys)[0];
const AWS_ALIASES = 4;

const SERVICE_CASES: {
  readonly [O in OfServices<PagedOperation>]: Case<O> & { readonly count: (size: number) => number };
} = {
  "s3:ListBuckets": { input: () => ({ MaxBuckets: 20 }), count: (size) => size },
  "kms:ListKeys": { input: () => ({ Limit: 20 }), count: (size) => size + 1 },
  "kms:ListAliases": { input: () => ({}), count: (size) => size + AWS_ALIASES },
  "kms:ListResourceTags": {
    input: (sandbox) => ({ KeyId: keyOf(sandbox), Limit: 20 }),
    count: (size) => Math.min(size, 50),
  },
  "cloudtrail:ListTags": {
    input: ({ world }) => ({ ResourceIdList: [`arn:aws:cloudtrail:us-east-1:${world.managementAccount}:trail/one`] }),
    count: () => 1,
  },
};

/** A key with so many tags, and so many keys with an alias, and buckets; and a trail. */
async function withKeysAndBuckets(size: number, tempo: Partial<Tempo>): Promise<Sandbox> {
  const names = Array.from({ length: size }, (_, n) => `bucket-${n}`);
  const tags = Object.fromEntries(names.slice(0, 50).map((name) => [name, "v"]));
  const place = { account: "management", region: "us-east-1" };
  const world = worldFromYaml(
    JSON.stringify({
      version: 1,
      keys: [{ ...place, tags }, ...names.map((name) => ({ ...place, aliases: [`alias/${name}`] }))],
      buckets: names.map((name) => ({ ...place, name })),
      trails: [{ name: "one", region: "us-east-1", bucket: "none" }],
    }),
  );
  return await openSandbox({ world: { ...world, tempo: { ...world.tempo, ...tempo } } });
}

const TEMPOS: readonly (readonly [string, Partial<Tempo>])[] = [
  ["as AWS cuts them", {}],
  ["of two items, with an empty one before each", { pageSize: 2, emptyPages: true }],
];

/** So many of everything in and on the unit `Home`. */
async function populated(size: number, tempo: Partial<Tempo>): Promise<Sandbox> {
  const many = { other: 1000 };
  const quotas = { accounts: 1000, tags: 1000, attachments: many };
  const sandbox = await openSandbox({ quotas, tempo: { ...tempo, accountMilliseconds: 0, policyTypeMilliseconds: 0 } });
  const call = callsOf(sandbox);
  await call("organizations:CreateOrganization", {});
  const root = rootOf(sandbox);
  await call("organizations:EnablePolicyType", { RootId: root, PolicyType: "TAG_POLICY" });
  const services = [...SERVICE_PRINCIPALS].slice(0, Math.max(1, size));
  for (const ServicePrincipal of services) {
    await call("organizations:EnableAWSServiceAccess", { ServicePrincipal });
  }
  const Tags = Array.from({ length: size }, (_, n) => ({ Key: `k${n}`, Value: "v" }));
  await call("organizations:CreateOrganizationalUnit", { ParentId: root, Name: "Home", Tags });
  const policy = { Type: "TAG_POLICY", Description: "", Content: `{"tags":{}}` } as const;
  await call("organizations:CreatePolicy", { ...policy, Name: "everywhere" });
  for (let n = 0; n < size; n += 1) {
    await addOne(sandbox, n, services[0] as string);
  }
  return sandbox;
}

async function addOne(sandbox: Sandbox, n: number, service: string): Promise<void> {
  const call = callsOf(sandbox);
  const parent = home(sandbox);
  const Name = `n${n}`;
  await call("organizations:CreateOrganizationalUnit", { ParentId: parent, Name });
  await call("organizations:AttachPolicy", {
    PolicyId: policyId(sandbox, "everywhere"),
    TargetId: unitId(sandbox, Name),
  });
  const Tags = [{ Key: "n", Value: Name }];
  await call("organizations:CreateAccount", { AccountName: Name, Email: `${Name}@acme.example`, Tags });
  const policy = { Type: "TAG_POLICY", Name, Description: "", Content: `{"tags":{}}` } as const;
  const made = await call("organizations:CreatePolicy", policy);
  await call("organizations:AttachPolicy", { PolicyId: made.Policy?.PolicySummary?.Id as string, TargetId: parent });
  const account = accountId(sandbox, Name);
  await call("organizations:MoveAccount", {
    AccountId: account,
    SourceParentId: rootOf(sandbox),
    DestinationParentId: parent,
  });
  const input = { AccountId: account, ServicePrincipal: service };
  await sandbox.raw({ service: "organizations", operation: "RegisterDelegatedAdministrator", input });
  const invited = { Target: { Type: "EMAIL", Id: `${Name}@else.example` } };
  await sandbox.raw({ service: "organizations", operation: "InviteAccountToOrganization", input: invited });
}

function readerOf(sandbox: Sandbox): Reader {
  const call = callsOf(sandbox);
  return { call: (operation, _at, input) => call(operation, input) };
}

describe.each(TEMPOS)("pages %s", (_, tempo) => {
  describe.each(SIZES)("with %i of everything", (size) => {
    let sandbox: Sandbox;
    beforeAll(async () => {
      sandbox = await populated(size, tempo);
    });

    it.each(Object.entries(CASES))("come to everything once: %s", async (name, { input, count }) => {
      const operation = name as OfThese<PagedOperation>;
      const items = await all(readerOf(sandbox), operation, ORGANIZATION_PLACE, input(sandbox) as never);
      expect(items).toHaveLength(count?.(size) ?? size);
      expect(new Set(items.map((item) => JSON.stringify(item)))).toHaveProperty("size", items.length);
    });
  });
});

describe("a list", () => {
  it("is cut after twenty items, and only the last page has no token", async () => {
    const call = callsOf(await populated(21, {}));
    const first = await call("organizations:ListAccounts", {});
    expect(first.Accounts).toHaveLength(20);
    const second = await call("organizations:ListAccounts", { NextToken: first.NextToken as string });
    expect(second.Accounts).toHaveLength(2);
    expect(second).not.toHaveProperty("NextToken");
  });

  it("ends with an empty token in the tagging API", async () => {
    const page = await callsOf(await populated(1, {}))("tagging:GetResources", {});
    expect(page.PaginationToken).toBe("");
  });

  it("refuses the token of another list", async () => {
    const call = callsOf(await populated(21, {}));
    const { NextToken } = await call("organizations:ListAccounts", {});
    await expect(call("organizations:ListRoots", { NextToken: NextToken as string })).rejects.toMatchObject({
      code: "InvalidInputException",
      reason: "INVALID_NEXT_TOKEN",
    });
  });

  it("may begin with an empty page, even where there is nothing", async () => {
    const call = callsOf(await populated(0, { emptyPages: true }));
    const first = await call("organizations:ListDelegatedAdministrators", {});
    expect(first.DelegatedAdministrators).toEqual([]);
    expect(first.NextToken).toBeTypeOf("string");
    const second = await call("organizations:ListDelegatedAdministrators", { NextToken: first.NextToken as string });
    expect(second).toEqual({ DelegatedAdministrators: [] });
  });
});

describe.each(TEMPOS)("pages of keys and buckets %s", (_, tempo) => {
  describe.each(SIZES)("with %i of everything", (size) => {
    let sandbox: Sandbox;
    beforeAll(async () => {
      sandbox = await withKeysAndBuckets(size, tempo);
    });

    it.each(Object.entries(SERVICE_CASES))("come to everything once: %s", async (name, { input, count }) => {
      const operation = name as OfServices<PagedOperation>;
      const items = await all(readerOf(sandbox), operation, ORGANIZATION_PLACE, input(sandbox) as never);
      expect(items).toHaveLength(count(size));
      expect(new Set(items.map((item) => JSON.stringify(item)))).toHaveProperty("size", items.length);
    });
  });
});

it("has a case for every paginated operation of S3, KMS and CloudTrail", () => {
  const paged = (Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[]).filter(
    (operation) => /^(s3|kms|cloudtrail):/.test(operation) && specOf(operation).page !== undefined,
  );
  expect(Object.keys(SERVICE_CASES).toSorted()).toEqual(paged.toSorted());
});

it("has a case for every paginated operation of these services", () => {
  const paged = (Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[]).filter(
    (operation) => /^(organizations|servicequotas|tagging):/.test(operation) && specOf(operation).page !== undefined,
  );
  expect(Object.keys(CASES).toSorted()).toEqual(paged.toSorted());
});
