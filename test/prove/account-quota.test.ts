import { beforeEach, describe, expect, it } from "vitest";
import type { AccountState } from "../../src/aws/sandbox/world.ts";
import { openStage, plannedOf, type Stage } from "../support/plan-in-sandbox.ts";

/** Wishes for one account beside the management account. */
const FILE = "test/simulation/organizations/plain.yaml";
const QUOTA = 10;

describe("the quota of accounts", () => {
  let stage: Stage;
  let account: AccountState;

  beforeEach(async () => {
    stage = await openStage({ file: FILE });
    await stage.sandbox.raw({
      service: "organizations",
      operation: "CreateOrganization",
      input: { FeatureSet: "ALL" },
    });
    account = stage.sandbox.world.accounts[stage.sandbox.world.managementAccount] ?? expect.fail("no account");
  });

  /** Fills the organization up with so many accounts of others. */
  function add(count: number, how: Partial<AccountState>): void {
    const { accounts } = stage.sandbox.world;
    for (let n = 1; n <= count; n += 1) {
      const id = String(400_000_000_000 + Object.keys(accounts).length);
      accounts[id] = { ...structuredClone(account), id, name: `theirs-${id}`, email: `${id}@else.example`, ...how };
    }
  }

  async function order(AccountName: string): Promise<void> {
    const input = { AccountName, Email: `${AccountName}@else.example` };
    await stage.sandbox.raw({ service: "organizations", operation: "CreateAccount", input });
  }

  async function told(): Promise<string | undefined> {
    const { plan } = plannedOf(await stage.plan("apply"));
    return plan.findings.find(({ code }) => code === "account-quota")?.detail;
  }

  it("is not spoken of while what is wished for fits", async () => {
    add(QUOTA - 2, {});
    expect(await told()).toBeUndefined();
  });

  it.each([
    ["active", { state: "ACTIVE" }],
    ["suspended", { state: "SUSPENDED" }],
    ["about to be closed", { state: "PENDING_CLOSURE" }],
    ["closed", { state: "CLOSED" }],
    ["invited", { joinedMethod: "INVITED" }],
  ] as const)("counts an account that is %s", async (_, how) => {
    add(QUOTA - 2, {});
    add(1, how);
    expect(await told()).toContain("would have 11 accounts");
  });

  it("counts an account that somebody has ordered and that is not there yet", async () => {
    add(QUOTA - 2, {});
    await order("theirs");
    expect(await told()).toContain("would have 11 accounts");
  });

  it("counts an account that an earlier run has ordered once", async () => {
    add(QUOTA - 2, {});
    await order("shop");
    expect(await told()).toBeUndefined();
  });

  it("does not ask who has ordered what when nothing is to be ordered", async () => {
    await stage.apply(plannedOf(await stage.plan("apply")));
    const before = stage.sandbox.calls.length;
    await stage.plan("apply");
    const asked = stage.sandbox.calls.slice(before).map(({ operation }) => operation);
    expect(asked).toContain("ListAccounts");
    expect(asked).not.toContain("ListCreateAccountStatus");
  });
});
