import { beforeEach, describe, expect, it } from "vitest";
import type { Fault } from "../../src/aws/sandbox/faults.ts";
import type { AccountState } from "../../src/aws/sandbox/world.ts";
import type { Allowance } from "../../src/model/plan.ts";
import { openStage, plannedOf, type Stage } from "../support/plan-in-sandbox.ts";

/** Wishes for one account beside the management account. */
const FILE = "test/simulation/organizations/plain.yaml";
const QUOTA = 10;
const DAY = 86_400_000;

describe("the quota of accounts", () => {
  let stage: Stage;
  let account: AccountState;

  beforeEach(() => begin());

  /** An organization of the management account alone, where these questions meet these faults. */
  async function begin(faults: readonly Fault[] = []): Promise<void> {
    stage = await openStage({ file: FILE, faults });
    await stage.sandbox.raw({
      service: "organizations",
      operation: "CreateOrganization",
      input: { FeatureSet: "ALL" },
    });
    account = stage.sandbox.world.accounts[stage.sandbox.world.managementAccount] ?? expect.fail("no account");
  }

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

  async function invite(Id: string): Promise<void> {
    const input = { Target: { Type: "EMAIL", Id } };
    await stage.sandbox.raw({ service: "organizations", operation: "InviteAccountToOrganization", input });
  }

  async function finding(allowed: readonly Allowance[] = []) {
    const { plan } = plannedOf(await stage.plan("apply", allowed));
    return plan.findings.find(({ code }) => code === "account-quota");
  }

  async function told(): Promise<string | undefined> {
    return (await finding())?.detail;
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

  it("counts an invitation that nobody has answered yet, and says so", async () => {
    add(QUOTA - 2, {});
    await invite("partner@else.example");
    expect(await told()).toBe(
      "The organization would have 11 accounts: 9 that there are (suspended and closed ones count), 1 invited, with no answer yet, 1 to be made. AWS grants it 10.",
    );
  });

  it("does not count an invitation that can't be answered any more", async () => {
    add(QUOTA - 2, {});
    await invite("partner@else.example");
    await stage.sandbox.clock.sleep(16 * DAY);
    expect(await told()).toBeUndefined();
  });

  it("is an error where AWS grants fewer, and no consent lifts it", async () => {
    add(QUOTA - 1, {});
    expect(await finding()).toMatchObject({ severity: "error", fix: expect.stringContaining("Service Quotas") });
    expect(await finding([{ code: "creates-accounts", count: 1 }])).toMatchObject({ severity: "error" });
  });

  it("goes by what AWS grants, not by its default", async () => {
    stage.sandbox.world.quotas.accounts = 30;
    add(QUOTA + 5, {});
    expect(await told()).toBeUndefined();
  });

  it.each([
    ["an older role may not ask for", "refused", "AccessDeniedException"],
    ["the service is out of order for", "server-error", undefined],
  ] as const)("only warns where %s the grant, and says that it guesses", async (_, kind, code) => {
    const fault: Fault = {
      kind,
      operation: "servicequotas:ListServiceQuotas",
      ...(code === undefined ? {} : { code }),
    };
    await begin([fault]);
    add(QUOTA - 1, {});
    const started = stage.sandbox.world.time;
    expect(await finding()).toMatchObject({
      severity: "warning",
      detail: expect.stringContaining(
        "AWS's default quota is 10; what AWS grants this organization could not be seen.",
      ),
    });
    expect(stage.sandbox.world.time - started, "milliseconds waited for it").toBeLessThan(60_000);
  });

  it("says where it could not see invitations", async () => {
    const operation = "organizations:ListHandshakesForOrganization";
    await begin([{ kind: "refused", operation, code: "AccessDeniedException" }]);
    add(QUOTA - 1, {});
    expect(await told()).toContain("AWS grants it 10. Open invitations count too; they could not be seen.");
  });

  it("does not ask who has ordered what when nothing is to be ordered", async () => {
    await stage.apply(plannedOf(await stage.plan("apply")));
    const before = stage.sandbox.calls.length;
    await stage.plan("apply");
    const asked = stage.sandbox.calls.slice(before).map(({ operation }) => operation);
    expect(asked).toContain("ListAccounts");
    for (const operation of ["ListCreateAccountStatus", "ListHandshakesForOrganization", "ListServiceQuotas"]) {
      expect(asked).not.toContain(operation);
    }
  });
});
