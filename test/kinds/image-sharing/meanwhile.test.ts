import { describe, expect, it } from "vitest";
import type { Fault } from "../../../src/aws/sandbox/faults.ts";
import { worldFromYaml } from "../../../src/aws/sandbox/world-file/read.ts";
import { organizationFile, readScenario } from "../../scenarios/files.ts";
import { openStage, plannedOf } from "../../support/plan-in-sandbox.ts";

const SCENARIO = "images-shared";
const [BASE, PUBLIC, ABROAD] = ["ami-0aaaaaaaaaaaaaaa1", "ami-0aaaaaaaaaaaaaaa2", "ami-0aaaaaaaaaaaaaaa4"];

type Images = Awaited<ReturnType<typeof openStage>>["sandbox"]["world"]["images"];

/** Plans the scenario, lets somebody do something by hand, then applies the plan. */
async function applied(meanwhile: (images: Images) => void, faults: readonly Fault[] = []) {
  const world = worldFromYaml(readScenario(SCENARIO, "world.yaml"));
  const stage = await openStage({ file: organizationFile(SCENARIO), world, faults });
  const outcome = plannedOf(await stage.plan("apply"));
  meanwhile(stage.sandbox.world.images);
  const { failed } = await stage.apply(outcome);
  const { plan } = plannedOf(await stage.plan("apply"));
  const writes = stage.sandbox.calls.filter(({ operation }) => operation === "ModifyImageAttribute");
  return {
    failed: failed.map(({ code, detail }) => `${code}: ${detail}`),
    left: plan.steps.map(({ id }) => id),
    written: writes.map(({ input }) => (input as { ImageId: string }).ImageId),
    images: stage.sandbox.world.images,
    outcomes: stage.sandbox.calls.map(({ outcome }) => outcome),
  };
}

describe("while launch permissions wait to be taken back", () => {
  it("an image that is shared with one more stranger stops the step, and keeps what it has until it is planned anew", async () => {
    const { failed, left, written, images } = await applied((all) => {
      all[BASE]?.launchPermissions.push({ UserId: "666666666666" });
    });
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatch(/^changed-since-plan: gallery\/images:eu-west-1: \/outsiders\/ami-0aaaaaaaaaaaaaaa1 was/);
    expect(left).toEqual(["gallery/images:eu-west-1"]);
    expect(written).toEqual([ABROAD]);
    expect(images[BASE]?.launchPermissions).toContainEqual({ UserId: "999999999999" });
  });

  it("another image that is shared is left to the next plan", async () => {
    const { failed, left, written } = await applied((all) => {
      all["ami-0aaaaaaaaaaaaaaa3"]?.launchPermissions.push({ Group: "all" });
    });
    expect(failed).toEqual([]);
    expect(written.toSorted()).toEqual([BASE, PUBLIC, ABROAD]);
    expect(left).toEqual(["gallery/images:eu-west-1"]);
  });

  it("what somebody else takes back already, or deregisters, is passed over", async () => {
    const { failed, left, written } = await applied((all) => {
      delete all[BASE];
      all[PUBLIC]?.launchPermissions.shift();
    });
    expect(failed).toEqual([]);
    expect(left).toEqual([]);
    expect(written.toSorted()).toEqual([PUBLIC, ABROAD]);
  });

  it.each(["InvalidAMIID.NotFound", "InvalidAMIID.Unavailable"])(
    "an image that AWS does not know when it is written (%s) is looked at again",
    async (code) => {
      const fault: Fault = { kind: "refused", code, operation: "ec2:ModifyImageAttribute", nth: 1 };
      const { failed, left, outcomes } = await applied(() => {}, [fault]);
      expect(outcomes).toContain(code);
      expect(failed).toEqual([]);
      expect(left).toEqual([]);
    },
  );

  it.each(["lost-answer", "server-error"] as const)("an answer that never comes (%s) changes nothing", async (kind) => {
    const fault: Fault = { kind, operation: "ec2:ModifyImageAttribute", nth: 1 };
    const { failed, left, outcomes } = await applied(() => {}, [fault]);
    expect(outcomes).toContain(kind);
    expect(failed).toEqual([]);
    expect(left).toEqual([]);
  });

  it("AWS's wish to slow down is heeded", async () => {
    const { failed, left, outcomes } = await applied(() => {}, [
      { kind: "throttle", operation: "ec2:ModifyImageAttribute", nth: 1 },
      { kind: "throttle", operation: "ec2:DescribeImageAttribute", nth: 1 },
    ]);
    expect(outcomes.filter((one) => one === "RequestLimitExceeded")).toHaveLength(2);
    expect(failed).toEqual([]);
    expect(left).toEqual([]);
  });
});
