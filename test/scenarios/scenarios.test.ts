import { beforeAll, describe, expect, it } from "vitest";
import { decodePlan, encodePlan } from "../../src/plan/codec.ts";
import { comparableReport } from "../support/comparable-report.ts";
import { expectGolden, hasGolden, readScenario, scenarioNames, titleOf } from "./files.ts";
import { type Applied, rehearse, type Story } from "./rehearse.ts";

/** The digest of a plan covers the texts of the shipped blueprints; the steps are compared in full anyway. */
const DIGEST = /"digest": "[0-9a-f]{64}"/;

describe.each(scenarioNames().map((name) => [name, titleOf(name)]))("%s: %s", (name) => {
  let story: Story;
  beforeAll(async () => {
    story = await rehearse(name);
  });

  const applied = (): Applied => {
    if (story.applied === null) {
      throw new Error("Nothing could be applied.");
    }
    return story.applied;
  };

  it("gives the expected plan as text", () => {
    expectGolden(story.text, name, "plan.txt");
  });

  it("gives the expected plan as JSON", () => {
    expectGolden(story.json.replace(DIGEST, '"digest": "(of the plan)"'), name, "plan.json");
  });

  if (hasGolden(name, "plan.md")) {
    it("gives the expected plan as Markdown", () => {
      expectGolden(comparableReport(story.markdown), name, "plan.md");
    });

    it("gives the expected plan as HTML", () => {
      expectGolden(comparableReport(story.html), name, "plan.html");
    });
  }

  it("plans without a write, and leaves the world as it was to the byte", () => {
    expect(story.writesWhilePlanning).toEqual([]);
    expect(story.worldAfterPlanning).toBe(story.worldBefore);
  });

  it("gives the same plan to whoever applies as to whoever only looks", () => {
    expect(story.seenByApply.is).toBe(story.outcome.is);
    if (story.outcome.is === "planned" && story.seenByApply.is === "planned") {
      expect(story.seenByApply.plan.digest).toBe(story.outcome.plan.digest);
    }
  });

  it("leaves the expected world", () => {
    expectGolden(story.after, name, "after.yaml");
  });

  if (isBlocked(name)) {
    it("lets nothing be applied", () => {
      expect(story.applied).toBeNull();
    });
    return;
  }

  it("does every step", () => {
    const { plan, result } = applied();
    expect(result).toEqual({ done: plan.steps.length, failed: [], unfinished: 0, skipped: 0, stopped: false });
  });

  it("has nothing to do when planned again", () => {
    expect(applied().second.steps.map(({ id }) => id)).toEqual([]);
  });

  it("leads to the world that the proofs look at", () => {
    const { folded, observed } = applied().worlds;
    expect(folded).toEqual(observed);
  });

  it("touches nothing foreign", () => {
    const { before, after } = applied().foreign;
    expect(after).toEqual(before);
  });

  it("writes nothing when the same plan is applied again", () => {
    expect(applied().again).toEqual({ staleness: [], done: 0, writes: [] });
  });

  it("has a plan that is the same after it was saved and read", () => {
    const text = encodePlan(applied().plan);
    const decoded = decodePlan(text);
    expect("plan" in decoded ? encodePlan(decoded.plan) : decoded.problem).toBe(text);
  });
});

/** Whether a scenario ends before the apply: its expected plan has errors, or is none. */
function isBlocked(name: string): boolean {
  if (!hasGolden(name, "plan.json")) {
    return false;
  }
  const expected = JSON.parse(readScenario(name, "plan.json")) as { findings: { severity: string }[] };
  return expected.findings.some(({ severity }) => severity === "error");
}
