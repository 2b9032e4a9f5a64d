import { describe, expect, it } from "vitest";
import { isObject } from "../../src/model/json.ts";
import { applyPlan } from "../../src/pipeline.ts";
import { openStage, plannedOf, type Stage } from "../support/plan-in-sandbox.ts";
import { SMALL } from "./crash-sweep.ts";
import { tamperedWorld } from "./tampered.ts";

const isFull = process.env["ORGWRIGHT_FULL"] === "1";

async function founded(options: Partial<Parameters<typeof openStage>[0]> = {}): Promise<Stage> {
  const stage = await openStage({ file: SMALL, ...options });
  const { failed } = await stage.apply(plannedOf(await stage.plan("apply")));
  expect(failed).toEqual([]);
  return stage;
}

const stepsLeft = async (stage: Stage) => plannedOf(await stage.plan("apply")).plan.steps.map(({ id }) => id);
const codesOf = (failed: readonly { code: string }[]) => failed.map(({ code }) => code);
const raw = (stage: Stage, operation: string, input: object, account?: string) => {
  const [service = "", name = ""] = operation.split(":");
  return stage.sandbox.raw({ service, operation: name, input, ...(account === undefined ? {} : { account }) });
};
const accountNamed = ({ sandbox }: Stage, name: string) =>
  Object.values(sandbox.world.accounts).find((one) => one.name === name);
const unitNamed = ({ sandbox }: Stage, name: string) =>
  Object.values(sandbox.world.units).find((one) => one.name === name);
const policyNamed = ({ sandbox }: Stage, name: string) =>
  Object.values(sandbox.world.policies).find((one) => one.name === name);
const wishedAccounts = ({ sandbox }: Stage) =>
  Object.values(sandbox.world.accounts)
    .map(({ email }) => email)
    .sort();

describe("a founding in which an answer is lost", () => {
  it("at any write settles it in the same run, and makes nothing twice", async () => {
    const calm = await founded();
    const writes = calm.sandbox.calls.filter(({ write }) => write).map(({ n }) => n);
    const faulty = writes.filter((_, n) => isFull || n % 6 === 0);
    expect(faulty.length).toBeGreaterThan(5);
    for (const call of faulty) {
      const stage = await openStage({ file: SMALL, faults: [{ kind: "lost-answer", call }] });
      const { failed } = await stage.apply(plannedOf(await stage.plan("apply")));
      const what = `call ${call}, ${calm.sandbox.calls[call - 1]?.operation}`;
      expect(failed, what).toEqual([]);
      expect(await stepsLeft(stage), what).toEqual([]);
      expect(wishedAccounts(stage), what).toEqual(wishedAccounts(calm));
    }
  }, 600_000);

  it.each([
    "organizations:CreateOrganization",
    "organizations:CreateAccount",
    "organizations:MoveAccount",
    "organizations:CreatePolicy",
    "iam:CreateRole",
  ])("at %s, because AWS failed inside, settles it as well", async (operation) => {
    for (const kind of ["server-error", "server-error-applied"] as const) {
      const stage = await founded({ faults: [{ kind, operation, nth: 1 }] });
      expect(await stepsLeft(stage), kind).toEqual([]);
    }
  });
});

describe("a correction in which an answer is lost", () => {
  it("at any write settles it in the same run: changes, moves, adoptions and deletions", async () => {
    const world = await tamperedWorld();
    const calm = await openStage({ file: SMALL, world });
    const planned = plannedOf(await calm.plan("apply"));
    expect(new Set(planned.plan.steps.map(({ change }) => change.action))).toEqual(
      new Set(["create", "update", "move", "adopt", "delete"]),
    );
    await calm.apply(planned);
    const writes = calm.sandbox.calls.filter(({ write }) => write);
    expect(writes.length).toBeGreaterThan(12);
    for (const { n, operation } of writes.filter((_, index) => isFull || index % 3 === 0)) {
      const stage = await openStage({ file: SMALL, world, faults: [{ kind: "lost-answer", call: n }] });
      const { failed } = await stage.apply(plannedOf(await stage.plan("apply")));
      expect(failed, `call ${n}, ${operation}`).toEqual([]);
      expect(await stepsLeft(stage), `call ${n}, ${operation}`).toEqual([]);
    }
  }, 600_000);
});

describe("a founding that AWS slows down", () => {
  it("at every operation comes to the same end", async () => {
    const calm = await founded();
    const operations = new Set(calm.sandbox.calls.map(({ service, operation }) => `${service}:${operation}`));
    const faults = [...operations].map((operation) => ({ kind: "throttle", operation, nth: 1 }) as const);
    const stage = await founded({ faults });
    expect(stage.sandbox.calls.length).toBeGreaterThan(calm.sandbox.calls.length);
    expect(await stepsLeft(stage)).toEqual([]);
  });
});

describe("what somebody changes between plan and step", () => {
  it("stops the step that was about to change it, and leaves it as it is", async () => {
    const stage = await founded();
    const stay = policyNamed(stage, "foundation-stay");
    const input = { PolicyId: stay?.id, Description: "changed by hand" };
    await raw(stage, "organizations:UpdatePolicy", input);
    const planned = plannedOf(await stage.plan("apply"));
    expect(planned.plan.steps).toHaveLength(1);
    await raw(stage, "organizations:UpdatePolicy", { ...input, Description: "changed again" });
    const { failed } = await stage.apply(planned);
    expect(codesOf(failed)).toEqual(["changed-since-plan"]);
    expect(policyNamed(stage, "foundation-stay")?.description).toBe("changed again");
  });

  it("in a part of a role that was not planned stays, for the next plan to show", async () => {
    const stage = await founded();
    const shop = accountNamed(stage, "shop-dev")?.id ?? "";
    const role = { RoleName: "OrgwrightPlan" };
    await raw(stage, "iam:UpdateRole", { ...role, Description: "by hand" }, shop);
    const planned = plannedOf(await stage.plan("apply"));
    expect(planned.plan.steps.map(({ id }) => id)).toEqual(["foundation/plan-role:shop-dev"]);
    const PolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
    });
    await raw(stage, "iam:PutRolePolicy", { ...role, PolicyName: "Extra", PolicyDocument }, shop);
    expect((await stage.apply(planned)).failed).toEqual([]);
    const [left] = plannedOf(await stage.plan("apply")).plan.steps;
    expect(left?.change).toMatchObject({ action: "update", fields: [{ path: "/inline/Extra" }] });
  });

  it("is no matter when it is what the step would do", async () => {
    const stage = await founded();
    const playground = accountNamed(stage, "shop-dev");
    const [home, root] = [playground?.parent ?? "", stage.sandbox.world.organization?.rootId ?? ""];
    const move = (from: string, to: string) =>
      raw(stage, "organizations:MoveAccount", {
        AccountId: playground?.id,
        SourceParentId: from,
        DestinationParentId: to,
      });
    await move(home, root);
    const planned = plannedOf(await stage.plan("apply"));
    await move(root, home);
    expect((await stage.apply(planned)).failed).toEqual([]);
    expect(await stepsLeft(stage)).toEqual([]);
  });
});

describe("what was half made", () => {
  it("is completed: a role without its policies", async () => {
    const stage = await founded();
    const shop = accountNamed(stage, "shop-prod")?.id ?? "";
    await raw(stage, "iam:DeleteRolePolicy", { RoleName: "OrgwrightApply", PolicyName: "Work" }, shop);
    const planned = plannedOf(await stage.plan("apply"));
    expect(planned.plan.steps.map(({ change }) => change.action)).toEqual(["update"]);
    expect((await stage.apply(planned)).failed).toEqual([]);
    expect(await stepsLeft(stage)).toEqual([]);
  });

  it("is completed: an organization whose root has no tags", async () => {
    const stage = await openStage({ file: SMALL });
    await raw(stage, "organizations:CreateOrganization", { FeatureSet: "ALL" });
    const planned = plannedOf(await stage.plan("apply"));
    expect(planned.plan.steps[0]?.change.action).toBe("adopt");
    expect((await stage.apply(planned)).failed).toEqual([]);
    expect(await stepsLeft(stage)).toEqual([]);
  });

  it("is completed: an account that was made and not moved", async () => {
    const dying = await openStage({
      file: SMALL,
      faults: [{ kind: "crash-before", operation: "organizations:MoveAccount", nth: 1 }],
    });
    await expect(dying.apply(plannedOf(await dying.plan("apply")))).rejects.toThrow("process died");
    const stage = await openStage({ file: SMALL, world: dying.sandbox.world });
    const planned = plannedOf(await stage.plan("apply"));
    expect(planned.plan.steps.some(({ change }) => change.action === "move")).toBe(true);
    expect((await stage.apply(planned)).failed).toEqual([]);
    expect(wishedAccounts(stage)).toHaveLength(3);
    expect(await stepsLeft(stage)).toEqual([]);
  });

  it("is completed: an account that AWS was still making when the process died", async () => {
    const dying = await openStage({
      file: SMALL,
      faults: [{ kind: "crash-after", operation: "organizations:CreateAccount", nth: 1 }],
    });
    await expect(dying.apply(plannedOf(await dying.plan("apply")))).rejects.toThrow("process died");
    expect(dying.sandbox.world.inCreation).toHaveLength(1);
    const stage = await founded({ world: dying.sandbox.world });
    expect(Object.values(stage.sandbox.world.creations).map(({ state }) => state)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
    expect(wishedAccounts(stage)).toHaveLength(3);
  });
});

describe("a run that is stopped while AWS makes accounts", () => {
  it("waits for those, starts nothing else, and the next run goes on", async () => {
    const stage = await openStage({ file: SMALL });
    const planned = plannedOf(await stage.plan("apply"));
    const stop = new AbortController();
    const result = await applyPlan(planned, stage.world, {
      emit({ step, state }) {
        if (state === "waiting" && step.startsWith("workload/account:")) {
          stop.abort();
        }
      },
      stop: stop.signal,
    });
    expect(result).toMatchObject({ failed: [], stopped: true });
    expect(result.skipped).toBeGreaterThan(0);
    expect(stage.sandbox.world.inCreation).toEqual([]);
    expect(unitNamed(stage, "dev")?.id).toBe(accountNamed(stage, "shop-dev")?.parent);
    const next = plannedOf(await stage.plan("apply"));
    expect(next.plan.steps).toHaveLength(result.skipped);
    expect((await stage.apply(next)).failed).toEqual([]);
    expect(wishedAccounts(stage)).toHaveLength(3);
  });
});

describe("many accounts", () => {
  it("are asked for five at a time, so that AWS refuses none", async () => {
    const stage = await founded({
      file: "test/apply/many.yaml",
      quotas: { accounts: 30 },
      tempo: { accountMilliseconds: 300_000 },
    });
    const creations = stage.sandbox.calls.filter(({ operation }) => operation === "CreateAccount");
    expect(creations.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 12 }, () => "done"));
    const { world } = stage.sandbox;
    const spans = Object.values(world.creations).map(({ requested, due }) => [requested, due] as const);
    const most = Math.max(...spans.map(([at]) => spans.filter(([from, to]) => from <= at && at < to).length));
    expect(most).toBe(5);
  });

  it("are waited for when somebody else is making some as well", async () => {
    const stage = await openStage({
      file: "test/apply/many.yaml",
      quotas: { accounts: 40 },
      tempo: { accountMilliseconds: 300_000 },
    });
    await raw(stage, "organizations:CreateOrganization", { FeatureSet: "ALL" });
    for (const n of [1, 2, 3, 4]) {
      await raw(stage, "organizations:CreateAccount", { AccountName: `theirs-${n}`, Email: `theirs-${n}@x.example` });
    }
    expect((await stage.apply(plannedOf(await stage.plan("apply")))).failed).toEqual([]);
    expect(await stepsLeft(stage)).toEqual([]);
    const theirs = Object.values(stage.sandbox.world.accounts).filter(({ name }) => name.startsWith("theirs-"));
    expect(theirs.map(({ tags }) => Object.keys(tags))).toEqual([[], [], [], []]);
  });
});

describe("everything that a founding makes", () => {
  it("carries our tags from the call on that makes it, except the organization, where AWS takes none", async () => {
    const stage = await founded();
    const creations = stage.sandbox.calls.filter(
      ({ operation }) => operation.startsWith("Create") && operation !== "CreateOrganization",
    );
    expect(creations.length).toBeGreaterThan(15);
    for (const { input, operation } of creations) {
      const tags = isObject(input) ? JSON.stringify(input["Tags"]) : "";
      expect(tags, operation).toContain("orgwright:address");
      expect(tags, operation).toContain("orgwright:organization");
    }
  });
});
