import { beforeAll, describe, expect, it } from "vitest";
import { openSandbox, type Sandbox } from "../../src/aws/sandbox/sandbox.ts";
import type { Plan } from "../../src/model/plan.ts";
import { type SeenCall, unseen, type Watch, type Watched, watch } from "./watch.ts";

const NO_PLAN: Watched = unseen();

function call(operation: string, input: unknown = {}): SeenCall {
  return { operation, input, account: "111111111111", stale: false };
}

/** A process that applies a plan without a step. */
function applying(): Watched {
  return { ...NO_PLAN, plan: { steps: [] as Plan["steps"] } as Plan, looked: Number.POSITIVE_INFINITY };
}

describe("the simulator's own look at every call", () => {
  let sandbox: Sandbox;
  let seen: Watch;

  beforeAll(async () => {
    sandbox = await openSandbox();
    for (const [operation, input] of [
      ["CreateOrganization", { FeatureSet: "ALL" }],
      ["CreateAccount", { AccountName: "shop", Email: "shop@example.com" }],
    ] as const) {
      await sandbox.raw({ service: "organizations", operation, input });
    }
  });

  function broken(look: (to: Watch) => void): string[] {
    seen = watch(sandbox.world);
    look(seen);
    return seen.violations.map((violation) => violation.slice(0, violation.indexOf(":")));
  }

  it("says nothing of a read", () => {
    expect(broken((to) => to.before({ ...NO_PLAN }, call("organizations:ListRoots")))).toEqual([]);
  });

  it("finds an account that is ordered while one of its name is under way", () => {
    const order = call("organizations:CreateAccount", { AccountName: "shop", Email: "other@example.com" });
    expect(broken((to) => to.before(applying(), order))).toContain("I1");
  });

  it("finds an account that is ordered without a look at those under way", () => {
    const order = call("organizations:CreateAccount", { AccountName: "new", Email: "new@example.com" });
    expect(broken((to) => to.before({ ...applying(), looked: null }, order))).toContain("I1");
  });

  it("finds an account that is there twice", () => {
    const [management] = Object.values(sandbox.world.accounts);
    const { accounts } = sandbox.world;
    if (management !== undefined) {
      accounts["222222222222"] = { ...management, id: "222222222222" };
    }
    expect(broken((to) => to.after(applying(), call("organizations:TagResource")))).toContain("I1");
    delete accounts["222222222222"];
  });

  it("finds a write that no step of the plan makes", () => {
    const write = call("organizations:CreateOrganizationalUnit", { ParentId: "r-1", Name: "x" });
    expect(broken((to) => to.before(applying(), write))).toEqual(["I3"]);
  });

  it("finds a write of a stage that is over", () => {
    const step = (name: string, stage: number) => ({
      ...{ id: name, stage, after: [], risk: "safe" },
      change: { action: "create", to: { kind: "organizational-unit", place: {}, properties: { name } } },
    });
    const process = { ...applying(), plan: { steps: [step("late", 90), step("early", 10)] } as unknown as Plan };
    const make = (Name: string) => call("organizations:CreateOrganizationalUnit", { Name });
    expect(broken((to) => to.before(process, make("late")))).toEqual([]);
    expect(broken((to) => to.before(process, make("early")))).toEqual(["I3"]);
  });

  it("finds a write while it only plans", () => {
    expect(broken((to) => to.before({ ...NO_PLAN }, call("organizations:TagResource")))).toEqual(["I4"]);
  });

  it("finds a root without any service control policy", () => {
    expect(broken((to) => to.after(applying(), call("organizations:DetachPolicy")))).toEqual([]);
    const full = Object.values(sandbox.world.policies).find(({ name }) => name === "FullAWSAccess");
    const targets = full?.targets.splice(0) ?? [];
    expect(broken((to) => to.after(applying(), call("organizations:DetachPolicy")))).toContain("I5");
    full?.targets.push(...targets);
  });

  it("finds a bucket that has lost some of its protection", async () => {
    await sandbox.raw({
      ...{ service: "s3", operation: "CreateBucket", region: "us-east-1" },
      input: { Bucket: "logs-of-tests", ObjectLockEnabledForBucket: true },
    });
    expect(
      broken((to) => {
        const bucket = sandbox.world.buckets["logs-of-tests"];
        if (bucket !== undefined) {
          bucket.publicAccessBlock = null;
        }
        to.after(applying(), call("s3:PutBucketPolicy"));
      }),
    ).toEqual(["I6"]);
  });

  it("finds a call that must never be made", () => {
    expect(broken((to) => to.before(applying(), call("organizations:CloseAccount")))).toContain("I7");
  });

  it("finds a change of what is not orgwright's", async () => {
    const root = sandbox.world.organization?.rootId;
    await sandbox.raw({
      ...{ service: "organizations", operation: "CreateOrganizationalUnit" },
      input: { ParentId: root, Name: "theirs-1" },
    });
    expect(
      broken((to) => {
        const unit = Object.values(sandbox.world.units).find(({ name }) => name === "theirs-1");
        if (unit !== undefined) {
          unit.tags["Owner"] = "orgwright";
        }
        to.after(applying(), call("organizations:TagResource"));
      }),
    ).toEqual(["I8"]);
  });

  it("finds a run that goes on for ever", () => {
    const process = { ...NO_PLAN, calls: 3000 };
    expect(broken((to) => to.before(process, call("organizations:ListRoots")))).toEqual(["I11"]);
  });
});
