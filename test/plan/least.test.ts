import { describe, expect, it } from "vitest";
import { OPERATIONS } from "../../src/aws/contract/operations.ts";
import { leastBuckets } from "../../src/cli/plan-report.ts";
import { shippedTables } from "../../src/cli/shipped.ts";
import { SHAPES } from "../../src/kinds/shapes.ts";
import { ACTIONS, type Change } from "../../src/model/change.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Step } from "../../src/model/plan.ts";
import { type BucketOf, leastEffort } from "../../src/plan/least.ts";
import { ANY_WRITE, leastWrites } from "../../src/plan/least-writes.ts";
import { create, FOUNDING, live, ours, planOf, wish } from "../report/plans.ts";
import { openStage, plannedOf } from "../support/plan-in-sandbox.ts";

const SLOW: BucketOf = (operation) => (operation.endsWith("CreateAccount") ? { name: "a", rate: 0.1, burst: 3 } : null);

function accounts(count: number, parent: JsonObject | string = "r-ab12"): Change[] {
  const name = (index: number) => `account-${index}`;
  return Array.from({ length: count }, (_, index) =>
    create(wish(`w/account:${name(index)}`, "account", { name: name(index), email: "", parent, tags: {} })),
  );
}

function stepsOf(changes: readonly Change[], stage = 60): Step[] {
  return planOf(changes.map((change) => [change])).steps.map((step) => ({ ...step, stage }));
}

describe("the least that a plan takes", () => {
  it("is nothing for nothing", () => {
    expect(leastEffort([], SLOW)).toEqual({ seconds: 0, calls: 0 });
  });

  it.each([
    [1, 0],
    [3, 0],
    [4, 10],
    [9, 60],
    [1000, 9970],
  ])("is as long as the bucket of account creations makes it: %i accounts, %i s", (count, seconds) => {
    const least = leastEffort(stepsOf(accounts(count)), SLOW);
    expect(least.seconds).toBeCloseTo(seconds, 6);
    expect(least.calls).toBe(count);
  });

  it("does not wait in one bucket while it waits in another", () => {
    const both: BucketOf = (operation) => ({ name: operation, rate: 1, burst: 1 });
    const steps = stepsOf(accounts(5, { $after: "f/ou:x#id" }));
    expect(leastEffort(steps, both)).toEqual({ seconds: 4, calls: 10 });
  });

  it("lets a bucket fill again while another stage is waited for", () => {
    const bucket: BucketOf = (operation) =>
      operation.endsWith("CreateAccount")
        ? { name: "accounts", rate: 1, burst: 1 }
        : { name: "policies", rate: 0.1, burst: 2 };
    const policies = [1, 2].map((n) => create(wish(`g/p:${n}`, "organization-policy", {})));
    const late = [3, 4].map((n) => create(wish(`g/p:${n}`, "organization-policy", {})));
    const steps = [...stepsOf(policies, 40), ...stepsOf(accounts(11), 60), ...stepsOf(late, 90)];
    // Ten seconds of accounts bring one token back; the other policy waits ten seconds more.
    expect(leastEffort(steps, bucket).seconds).toBeCloseTo(20, 6);
  });

  it("counts the buckets of each account by themselves", () => {
    const bucket: BucketOf = () => ({ name: "roles", rate: 1, burst: 1 });
    const roles = ["a", "b", "c"].map((account) =>
      create(wish(`i/role:${account}`, "iam-role", {}, { account, region: "global" })),
    );
    expect(leastEffort(stepsOf(roles), bucket)).toEqual({ seconds: 0, calls: 3 });
  });

  it("moves a new account only where it does not stay in the root", () => {
    const parents = ["r-ab12", { $after: "f/organization#rootId" }, { $after: "f/ou:x#id" }, "ou-ab12-11111111"];
    expect(parents.map((parent) => leastWrites(accounts(1, parent)[0] as Change).length)).toEqual([1, 1, 2, 2]);
  });

  it("counts each policy of a new role", () => {
    const role = wish("i/role:x", "iam-role", { inline: { a: {}, b: {} }, managed: ["arn:aws:iam::aws:policy/X"] });
    expect(leastWrites(create(role))).toHaveLength(4);
  });

  it("names only operations that there are", () => {
    const changes = [...SHAPES.keys()].flatMap((kind) => {
      const to = wish("a/b:c", kind, {});
      const from = live(kind, "id", {}, ours("a/b:c"));
      return ACTIONS.map((action): Change => {
        const fields: [] = [];
        return action === "create"
          ? { action, to }
          : action === "delete"
            ? { action, from }
            : { action, from, to, fields };
      });
    });
    const operations = new Set(changes.flatMap(leastWrites));
    operations.delete(ANY_WRITE);
    expect([...operations].filter((operation) => !(operation in OPERATIONS))).toEqual([]);
    expect(operations.size).toBeGreaterThan(10);
  });

  it("knows the rates that ship with the tool", () => {
    const bucketOf = leastBuckets(shippedTables().rates);
    expect(bucketOf("organizations:CreateAccount")).toEqual({
      name: "organizations:CreateAccount",
      rate: 0.1,
      burst: 3,
    });
    expect(bucketOf("organizations:AttachPolicy")?.name).toBe("organizations:CreatePolicy");
    expect(bucketOf(ANY_WRITE)).toBeNull();
    expect(leastEffort(FOUNDING.steps, bucketOf).calls).toBe(6);
  });

  it("is never more than what an apply does", async () => {
    const stage = await openStage({ file: "test/scenarios/found-from-nothing/organization.yaml", seed: 1 });
    const planned = plannedOf(await stage.plan("apply"));
    const least = leastEffort(planned.plan.steps, leastBuckets(shippedTables().rates));
    const [began, before] = [stage.sandbox.clock.now().getTime(), stage.sandbox.calls.length];
    await stage.apply(planned);
    const writes = stage.sandbox.calls.slice(before).filter(({ write }) => write).length;
    const took = (stage.sandbox.clock.now().getTime() - began) / 1000;
    expect(least.calls).toBeGreaterThan(planned.plan.steps.length);
    expect(least.calls).toBeLessThanOrEqual(writes);
    expect(least.seconds).toBeGreaterThanOrEqual(1);
    expect(least.seconds).toBeLessThanOrEqual(took);
  });
});
