import { describe, expect, it } from "vitest";
import { openStage, plannedOf, type Stage } from "../support/plan-in-sandbox.ts";

const FILE = "test/scenarios/log-founded/organization.yaml";

async function roomTold(stage: Stage): Promise<string | undefined> {
  const { plan } = plannedOf(await stage.plan("apply"));
  return plan.findings.find(({ code }) => code === "policy-room")?.detail;
}

describe("the room that is left for policies", () => {
  it("is told of every target and policy of a founding, in columns and in the file's words", async () => {
    const told = (await roomTold(await openStage({ file: FILE })))?.split("\n") ?? [];
    expect(told.filter((line) => line.includes("places left"))).toEqual([
      "root  SERVICE_CONTROL_POLICY  8 of 10 places left",
    ]);
    expect(told.filter((line) => line.includes("characters left")).length).toBeGreaterThan(0);
  });

  it("is told of what a plan touches alone, and not at all when it touches none", async () => {
    const stage = await openStage({ file: FILE });
    await stage.apply(plannedOf(await stage.plan("apply")));
    expect(await roomTold(stage)).toBeUndefined();
    const { organization, policies } = stage.sandbox.world;
    const stay = Object.values(policies).find(({ awsManaged }) => !awsManaged);
    await stage.sandbox.raw({
      service: "organizations",
      operation: "DetachPolicy",
      input: { PolicyId: stay?.id, TargetId: organization?.rootId },
    });
    expect(await roomTold(stage)).toBe("root  SERVICE_CONTROL_POLICY  8 of 10 places left");
  });
});
