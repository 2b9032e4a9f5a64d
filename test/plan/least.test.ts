import { describe, expect, it } from "vitest";
import { OPERATIONS } from "../../src/aws/contract/operations.ts";
import { SHAPES } from "../../src/kinds/shapes.ts";
import { ACTIONS, type Change } from "../../src/model/change.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Step } from "../../src/model/plan.ts";
import { type BucketOf, leastEffort } from "../../src/plan/least.ts";
import { ANY_WRITE, leastWrites } from "../../src/plan/least-writes.ts";
import { create, live, ours, planOf, wish } from "../report/plans.ts";

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
});
