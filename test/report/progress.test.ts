import { describe, expect, it } from "vitest";
import type { ApplyEvent } from "../../src/model/event.ts";
import { progressOf, reduceProgress, startProgress } from "../../src/report/progress.ts";
import { FOUNDING } from "./plans.ts";

const STEPS = FOUNDING.steps.map((step, index) => ({ ...step, stage: index < 2 ? 10 : 60 }));

function stateAfter(events: readonly [ApplyEvent, number][]) {
  return events.reduce((state, [event, now]) => reduceProgress(state, event, now), startProgress(STEPS, 1000));
}

const FAILURE = { code: "x", severity: "error", summary: "s", detail: "d" } as const;

describe("the progress of an apply", () => {
  it("begins with every stage at nothing, in order", () => {
    const { stages, elapsed, failed } = progressOf(stateAfter([]));
    expect(stages.map(({ name, done, total }) => [name, done, total])).toEqual([
      ["organization, organizational-unit", 0, 2],
      ["organization-policy, account", 0, 2],
    ]);
    expect([elapsed, failed]).toEqual([0, 0]);
  });

  it("counts what ended, well or not, and tells failures", () => {
    const state = stateAfter([
      [{ step: "s1", state: "started" }, 1100],
      [{ step: "s1", state: "done" }, 1200],
      [{ step: "s2", state: "failed", finding: FAILURE }, 1300],
      [{ step: "s3", state: "skipped", because: "it needs s2" }, 1400],
    ]);
    const progress = progressOf(state);
    expect(progress.stages.map(({ done }) => done)).toEqual([2, 1]);
    expect(progress.failed).toBe(1);
    expect(progress.elapsed).toBe(400);
  });

  it("remembers since when a step waits for one thing, and forgets it when it ends", () => {
    const waiting = stateAfter([
      [{ step: "s4", state: "waiting", because: "AWS to create it" }, 2000],
      [{ step: "s4", state: "waiting", because: "AWS to create it" }, 5000],
    ]);
    expect(progressOf(waiting).stages[1]?.waiting).toEqual([{ step: "s4", because: "AWS to create it", since: 2000 }]);
    const other = reduceProgress(waiting, { step: "s4", state: "waiting", because: "the role" }, 6000);
    expect(progressOf(other).stages[1]?.waiting).toEqual([{ step: "s4", because: "the role", since: 6000 }]);
    expect(progressOf(reduceProgress(other, { step: "s4", state: "done" }, 7000)).stages[1]?.waiting).toEqual([]);
  });

  it("changes no state that somebody still holds", () => {
    const first = startProgress(STEPS, 0);
    reduceProgress(first, { step: "s1", state: "done" }, 10);
    expect(progressOf(first).stages[0]?.done).toBe(0);
  });

  it("ignores a step that the plan does not have", () => {
    expect(
      progressOf(stateAfter([[{ step: "stranger", state: "done" }, 1500]])).stages.map(({ done }) => done),
    ).toEqual([0, 0]);
  });
});
