import { beforeAll, describe, expect, it } from "vitest";
import { OPERATIONS, type Operation, specOf } from "../../../src/aws/contract/operations.ts";
import { openSandbox, type Sandbox } from "../../../src/aws/sandbox/sandbox.ts";
import { accountId, callsOf, callsWith, furnished, policyId, rootOf, unitId } from "./furnished.ts";
import { type Ids, type Row, refusals } from "./refusals.ts";

const worlds: Partial<Record<NonNullable<Row["world"]> | "furnished", Sandbox>> = {};

/** No room for anything, resource control policies on, tag policies off. */
async function full(): Promise<Sandbox> {
  const sandbox = await furnished();
  const call = callsOf(sandbox);
  const RootId = rootOf(sandbox);
  await sandbox.raw({
    service: "organizations",
    operation: "DisablePolicyType",
    input: { RootId, PolicyType: "TAG_POLICY" },
  });
  await call("organizations:EnablePolicyType", { RootId, PolicyType: "RESOURCE_CONTROL_POLICY" });
  await sandbox.clock.sleep(1000);
  const { world } = sandbox;
  const quotas = { ...world.quotas, accounts: 2, units: 1, policies: { other: 1 }, attachments: { other: 1 } };
  return openSandbox({ world: { ...world, quotas } });
}

async function deep(from: Sandbox): Promise<Sandbox> {
  return openSandbox({ world: { ...from.world, quotas: { ...from.world.quotas, unitDepth: 1 } } });
}

function idsOf(sandbox: Sandbox): Ids {
  return {
    root: rootOf(sandbox),
    unit: unitId(sandbox, "Workloads"),
    management: sandbox.world.managementAccount,
    shop: accountId(sandbox, "shop"),
    deny: policyId(sandbox, "deny"),
    tagPolicy: policyId(sandbox, "tag"),
  };
}

beforeAll(async () => {
  worlds.furnished = await furnished();
  worlds.none = await openSandbox();
  worlds.billing = await openSandbox();
  await callsOf(worlds.billing)("organizations:CreateOrganization", { FeatureSet: "CONSOLIDATED_BILLING" });
  worlds.full = await deep(await full());
});

// The table is the same for any ids; these only name its rows.
const UNKNOWN: Ids = { root: "", unit: "", management: "", shop: "", deny: "", tagPolicy: "" };
const names = refusals(UNKNOWN).map((row, index) => ({ ...row, index }));

describe("what the sandbox refuses", () => {
  it.each(names)("refuses $operation when $why ($code)", async (named: Row & { readonly index: number }) => {
    const { index } = named;
    const world = named.world ?? "furnished";
    const sandbox = worlds[world] as Sandbox;
    // Ids follow from the seed, so the consolidated billing world's root is asked for by its own.
    const ids =
      world === "billing"
        ? { ...UNKNOWN, root: rootOf(sandbox) }
        : idsOf(worlds[world === "none" ? "furnished" : world] as Sandbox);
    const row = refusals(ids)[index] as Row;
    const before = stateOf(sandbox);
    const member = `arn:aws:iam::${idsOf(worlds.furnished as Sandbox).shop}:user/someone`;
    const call = row.as === "member" ? callsWith(sandbox.as(member)) : callsOf(sandbox);
    const error = await call(row.operation, row.input as never).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ name: "AwsError", operation: row.operation, code: row.code, outcome: "refused" });
    expect((error as { reason?: string }).reason).toBe(row.reason);
    expect(stateOf(sandbox)).toBe(before);
  });

  it("tries every operation of these services that changes anything", () => {
    const tried = new Set<string>(names.map((row) => row.operation));
    const writes = (Object.keys(OPERATIONS) as Operation[]).filter(
      (operation) => /^(organizations|account|tagging):/.test(operation) && specOf(operation).access === "write",
    );
    expect(writes.filter((operation) => !tried.has(operation))).toEqual([]);
    expect(names.length).toBeGreaterThanOrEqual(60);
  });

  it("names an AWS page for each", () => {
    expect(names.filter(({ page }) => !page.startsWith("https://docs.aws.amazon.com/"))).toEqual([]);
  });
});

function stateOf({ world }: Sandbox): string {
  return JSON.stringify({ ...world, time: 0 });
}
