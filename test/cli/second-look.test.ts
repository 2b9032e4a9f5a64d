import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Fault } from "../../src/aws/sandbox/faults.ts";
import { openSandbox, type Sandbox } from "../../src/aws/sandbox/sandbox.ts";
import type { World } from "../../src/aws/sandbox/world.ts";
import type { Plan } from "../../src/model/plan.ts";
import { type Ended, problemsOf, runTool, type Tool, toolFor } from "../simulation/tool.ts";

/** Asks the past where each policy is attached. */
const PAST: Fault = { kind: "stale-read", operation: "organizations:ListTargetsForPolicy" };

describe("a saved plan that is held against the world", () => {
  let tool: Tool;
  let founded: World;
  let faults: Fault[];
  let sandbox: Sandbox;
  let looks: string[];

  beforeAll(async () => {
    tool = toolFor("test/simulation/organizations/plain.yaml", { proofs: false });
    const first = await openSandbox();
    expect(problemsOf(await runTool(tool, first))).toEqual([]);
    founded = first.world;
  });

  beforeEach(async () => {
    // A fault for no call keeps the sandbox ready to answer out of the past.
    faults = [{ kind: "stale-read", call: -1 }];
    sandbox = await openSandbox({ world: founded, faults });
    looks = [];
  });

  async function detach(): Promise<void> {
    const { policies } = sandbox.world;
    const policy = Object.values(policies).find(({ name }) => name === "foundation-no-users");
    const input = { PolicyId: policy?.id, TargetId: policy?.targets[0] };
    await sandbox.raw({ service: "organizations", operation: "DetachPolicy", input });
  }

  /** Makes a plan and keeps it. */
  async function save(): Promise<Plan> {
    const ended = await runTool(tool, sandbox, { review: () => false });
    return "plan" in ended ? ended.plan : expect.fail("no plan was made");
  }

  async function apply(saved: Plan, atSecondLook = () => {}): Promise<Ended> {
    const onSecondLook = () => {
      looks.push(new Date(sandbox.world.time).toISOString());
      atSecondLook();
    };
    return await runTool(tool, sandbox, { saved, onSecondLook });
  }

  const writes = () => sandbox.calls.filter(({ write }) => write).map(({ operation }) => operation);

  it("holds when only the first look was answered out of the past", async () => {
    await detach();
    await runTool(tool, sandbox);
    const [saved, done] = [await save(), writes()];
    expect(saved.steps).toEqual([]);
    faults.unshift(PAST);
    const ended = await apply(saved, () => void faults.shift());
    expect(ended).toMatchObject({ is: "applied", result: { failed: [] } });
    expect(looks).toHaveLength(1);
    expect(writes()).toEqual(done);
  });

  it("is refused when a difference is there at the second look too, a while later", async () => {
    const saved = await save();
    await detach();
    const ended = await apply(saved);
    expect(ended).toMatchObject({ is: "stale", findings: [{ code: "plan-is-stale" }] });
    expect(looks).toHaveLength(1);
    expect(sandbox.world.time - Date.parse(looks[0] ?? "")).toBeGreaterThan(15_000);
    expect(writes()).toEqual(["DetachPolicy"]);
  });

  it("is not looked at again when it fits", async () => {
    await detach();
    expect(await apply(await save())).toMatchObject({ is: "applied", result: { failed: [] } });
    expect(looks).toEqual([]);
    expect(writes()).toEqual(["DetachPolicy", "AttachPolicy"]);
  });

  it("is refused at once when it was made from other files", async () => {
    const saved = await save();
    await detach();
    const ended = await apply({ ...saved, madeFrom: { "orgwright.yaml": "0".repeat(64) } });
    expect(ended).toMatchObject({ is: "stale" });
    expect(looks).toEqual([]);
  });
});
