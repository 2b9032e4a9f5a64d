import { describe, expect, it } from "vitest";
import type { ApplyEvent } from "../../src/model/event.ts";
import { applySummary, applySummaryText, isComplete } from "../../src/report/apply-summary.ts";
import { FLEET, FOUNDING } from "./plans.ts";

const PLAIN = { width: 80, colour: false };

describe("what an ended apply says", () => {
  it("says that it is done, and how long it took", () => {
    const events: ApplyEvent[] = FOUNDING.steps.map((step) => ({ step: step.id, state: "done" }));
    const summary = applySummary(FOUNDING.steps, events, 95);
    expect(isComplete(summary)).toBe(true);
    expect(applySummaryText(summary, PLAIN)).toBe("Applied. 4 steps are done in 1 min 35 s.\n");
  });

  it("says that there was nothing to do", () => {
    expect(applySummaryText(applySummary([], [], 0), PLAIN)).toBe("Applied. There was nothing to do.\n");
  });

  it("says what is not done and why, and that running again goes on", async () => {
    const finding = {
      code: "quota-reached",
      severity: "error",
      summary: "A quota of AWS is reached",
      detail: "AWS made no account: 10 of 10 are there.",
      fix: "Ask for more at Service Quotas, then run again.",
    } as const;
    const summary = applySummary(
      FOUNDING.steps,
      [
        { step: "s1", state: "started" },
        { step: "s1", state: "done" },
        { step: "s2", state: "failed", finding },
        { step: "s3", state: "waiting", because: "AWS" },
        { step: "s4", state: "skipped", because: "it needs s2, which is not done" },
      ],
      7.4,
    );
    expect(isComplete(summary)).toBe(false);
    await expect(applySummaryText(summary, PLAIN)).toMatchFileSnapshot("golden/apply-unfinished.golden.txt");
  });

  it("names a dozen steps that wait for the same and counts the rest", () => {
    const text = applySummaryText(applySummary(FLEET.steps, [], 1), PLAIN);
    expect(text).toContain("skipped: never started\n  identity/role:Admin/shop-01\n");
    expect(text).toContain("  identity/role:Admin/shop-12\n  and 28 more\n");
    expect(text).toContain("0 done, 0 failed, 40 not done");
  });
});
