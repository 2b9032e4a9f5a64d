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

  it("does the stages in their order, whatever the order of the steps", () => {
    const bucket: BucketOf = (operation) => ({ name: operation, rate: 1, burst: 1 });
    const late = stepsOf(accounts(3), 90);
    const early = stepsOf(accounts(2), 60);
    const slow: BucketOf = (operation) => ({ ...(bucket(operation) as object), burst: 2 }) as ReturnType<BucketOf>;
    expect(leastEffort([...late, ...early], slow)).toEqual(leastEffort([...early, ...late], slow));
  });

  it("takes no time where AWS publishes no rate", () => {
    const units = [1, 2].map((n) => create(wish(`f/ou:${n}`, "organizational-unit", {})));
    expect(leastEffort(stepsOf(units), SLOW)).toEqual({ seconds: 0, calls: 2 });
  });

  it("draws for a deletion from the bucket of the account that the thing is in", () => {
    const bucket: BucketOf = () => ({ name: "roles", rate: 1, burst: 1 });
    const gone = ["a", "b"].map((account): Change => {
      const from = { ...live("iam-role", account, {}, ours("i/role:x")), place: { account, region: "global" } };
      return { action: "delete", from };
    });
    const steps = gone.map((change, n) => ({ id: `${n}`, change, after: [], stage: 1, risk: "safe" as const }));
    expect(leastEffort(steps, bucket)).toEqual({ seconds: 0, calls: 2 });
    expect(leastEffort([...steps, ...steps], bucket)).toEqual({ seconds: 1, calls: 4 });
  });

  it("counts the calls that a change of each kind cannot do without", () => {
    const of = (kind: string, action: Change["action"]) => {
      const to = wish("a/b:c", kind, { parent: "r-1" });
      const from = live(kind, "id", {}, ours("a/b:c"));
      const change = action === "create" ? { action, to } : action === "delete" ? { action, from } : null;
      return leastWrites(change ?? ({ action, from, to, fields: [] } as Change)).join(" ");
    };
    const told = (kind: string, ...actions: Change["action"][]) =>
      actions.map((action) => of(kind, action).replaceAll("organizations:", ""));
    expect(told("organization", "create", "update", "adopt")).toEqual([
      "CreateOrganization TagResource",
      "TagResource",
      "TagResource",
    ]);
    expect(told("policy-type", "create")).toEqual(["EnablePolicyType"]);
    expect(told("trusted-service", "create")).toEqual(["EnableAWSServiceAccess"]);
    expect(told("organizational-unit", "create", "update", "adopt", "delete")).toEqual([
      "CreateOrganizationalUnit",
      "UpdateOrganizationalUnit",
      "TagResource",
      "DeleteOrganizationalUnit",
    ]);
    expect(told("account", "create", "move", "adopt")).toEqual(["CreateAccount", "MoveAccount", "TagResource"]);
    expect(told("organization-policy", "create", "update", "adopt", "delete")).toEqual([
      "CreatePolicy",
      "UpdatePolicy",
      "TagResource",
      "DeletePolicy",
    ]);
    expect(told("policy-attachment", "create", "delete")).toEqual(["AttachPolicy", "DetachPolicy"]);
    expect(told("trail", "create", "update")).toEqual([ANY_WRITE, ANY_WRITE]);
    expect(ANY_WRITE).toBe("any:Write");
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
    expect(leastWrites(create(role))).toEqual([ANY_WRITE, ANY_WRITE, ANY_WRITE, ANY_WRITE]);
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
