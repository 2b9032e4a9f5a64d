import { describe, expect, it } from "vitest";
import { OPERATIONS, type Operation, specOf } from "../../src/aws/contract/operations.ts";
import { openRunLog } from "../../src/aws/door/run-log.ts";
import type { World } from "../../src/aws/sandbox/world.ts";
import { shippedTables } from "../../src/cli/shipped.ts";
import { SHAPES } from "../../src/kinds/shapes.ts";
import { ACTIONS, type Change, kindOf } from "../../src/model/change.ts";
import { applyPlan, makePlan } from "../../src/pipeline.ts";
import { tamperedWorld } from "../apply/tampered.ts";
import { openStage, plannedOf, TEST_VERSION } from "../support/plan-in-sandbox.ts";

/** What a step's change says that it asks of IAM, and what it asked for in truth. */
interface Asked {
  readonly change: Change;
  readonly writes: readonly Operation[];
}

async function applied(world?: World): Promise<Asked[]> {
  const lines: string[] = [];
  const stage = await openStage({ file: "test/apply/small.yaml", ...(world === undefined ? {} : { world }) });
  const log = openRunLog("run", { append: (line) => void lines.push(line), sync() {} }, stage.sandbox.clock);
  const recorded = { ...stage.world, runLog: log };
  const identity = { role: "apply", founder: false } as const;
  const options = { identity, allowed: [], version: TEST_VERSION };
  const planned = plannedOf(await makePlan(stage.source, shippedTables(), recorded, options));
  const { failed } = await applyPlan(planned, recorded, { emit: () => {} });
  expect(failed).toEqual([]);
  const calls = lines.map((line) => JSON.parse(line) as { step: string | null; operation: Operation });
  return planned.plan.steps.map(({ id, change }) => ({
    change,
    writes: calls.flatMap((call) => {
      return call.step === id && call.operation !== undefined && specOf(call.operation).access === "write"
        ? [call.operation]
        : [];
    }),
  }));
}

const iamActionsOf = (operation: Operation) => specOf(operation).iam ?? [operation];

describe("the IAM requests that a change says it makes", () => {
  it("are at least those that it makes", async () => {
    const steps = [...(await applied()), ...(await applied(await tamperedWorld()))];
    expect(new Set(steps.map(({ change }) => change.action))).toEqual(new Set(ACTIONS));
    for (const { change, writes } of steps) {
      const told = new Set(
        SHAPES.get(kindOf(change))
          ?.requests(change)
          .map(({ action }) => action),
      );
      // A role of AWS's own that a service brings along is no business of the change.
      const made = writes.flatMap(iamActionsOf).filter((action) => action !== "iam:CreateServiceLinkedRole");
      for (const action of made) {
        expect([...told], `${change.action} of the kind ${kindOf(change)}`).toContain(action);
      }
    }
  });

  it("are requests of services that orgwright calls", () => {
    const anything = { action: "create", to: { properties: {} } } as unknown as Change;
    const operations = Object.keys(OPERATIONS) as Operation[];
    const services = new Set(operations.flatMap(iamActionsOf).map((action) => action.split(":")[0]));
    for (const shape of SHAPES.values()) {
      for (const { action } of shape.requests(anything)) {
        expect(services, action).toContain(action.split(":")[0]);
      }
    }
  });
});
