import { describe, expect, it } from "vitest";
import { leastBuckets } from "../../src/cli/plan-report.ts";
import { shippedTables } from "../../src/cli/shipped.ts";
import { leastEffort } from "../../src/plan/least.ts";
import { ANY_WRITE } from "../../src/plan/least-writes.ts";
import { FOUNDING } from "../report/plans.ts";
import { openStage, plannedOf } from "../support/plan-in-sandbox.ts";

describe("the least that a plan takes", () => {
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
