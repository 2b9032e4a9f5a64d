import { describe, expect, it } from "vitest";
import type { Transport } from "../../src/aws/contract/transport.ts";
import type { World } from "../../src/aws/door/enter.ts";
import { startTally } from "../../src/aws/door/statistics.ts";
import { openSandbox, type Sandbox } from "../../src/aws/sandbox/sandbox.ts";
import { shippedTables } from "../../src/cli/shipped.ts";
import { openSource } from "../../src/cli/source.ts";
import { applyPlan, makePlan, type Planned } from "../../src/pipeline.ts";
import { openStage, plannedOf, TEST_VERSION } from "../support/plan-in-sandbox.ts";
import { inWords } from "../support/world-in-words.ts";
import { LOG } from "./log-tampered.ts";
import { tamperedWorld } from "./tampered.ts";

const SMALL = "test/apply/small.yaml";
const SEEDS = process.env["ORGWRIGHT_FULL"] === "1" ? 40 : 2;

/** What two of us at once may stop with: never an error that leaves something behind, and running again is enough. */
const HARMLESS = ["changed-since-plan", "still-under-way", "aws-asks-to-wait"];

/** Numbers from 0 up to, not including, 1, that follow from a seed. */
function numbersFrom(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** One of several who work on a sandbox: each of its calls comes a little later than it would. */
function hesitant({ transport }: Sandbox, random: () => number): Transport {
  return {
    ...transport,
    async send(...call) {
      for (let turns = Math.floor(random() * 4); turns > 0; turns -= 1) {
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
      return await transport.send(...call);
    },
  };
}

function worldOf(sandbox: Sandbox, random: () => number): World {
  return { transport: hesitant(sandbox, random), clock: sandbox.clock, random, tally: startTally(sandbox.clock) };
}

async function planned(file: string, world: World): Promise<Planned> {
  const request = { identity: { role: "apply", founder: false } as const, allowed: [], version: TEST_VERSION };
  return plannedOf(await makePlan(openSource(file), shippedTables(), world, request));
}

/** Both plan, then both apply, call by call in turns; then one of them once more. */
async function both(file: string, seed: number, before?: Sandbox["world"]) {
  const sandbox = await openSandbox(before === undefined ? {} : { world: before });
  const worlds = [1, 2].map((who) => worldOf(sandbox, numbersFrom(seed * 2 + who)));
  const plans = await Promise.all(worlds.map((world) => planned(file, world)));
  const results = await Promise.all(
    plans.map((plan, n) => applyPlan(plan, worlds[n] as World, { emit: () => undefined })),
  );
  const [world] = worlds as [World];
  const again = await applyPlan(await planned(file, world), world, { emit: () => undefined });
  const third = await planned(file, world);
  return {
    codes: results.flatMap(({ failed }) => failed.map(({ code, detail }) => `${code}: ${detail}`)),
    again: again.failed.map(({ code, detail }) => `${code}: ${detail}`),
    left: third.plan.steps.map(({ id }) => id),
    world: inWords(sandbox.world),
    sandbox,
  };
}

async function alone(file: string, before?: Sandbox["world"]): Promise<string> {
  const stage = await openStage({ file, ...(before === undefined ? {} : { world: before }) });
  await stage.apply(plannedOf(await stage.plan("apply")));
  return inWords(stage.sandbox.world);
}

const seeds = Array.from({ length: SEEDS }, (_, n) => n + 1);

describe.each([
  { what: "a founding", file: SMALL },
  { what: "an audit log", file: LOG },
  { what: "a correction", file: SMALL, before: tamperedWorld },
])("$what by two at once", ({ file, before }) => {
  it.each(seeds)("makes nothing twice, and is what one would have made (seed %s)", async (seed) => {
    const world = await before?.();
    const { codes, again, left, world: made } = await both(file, seed, world);
    expect(codes.filter((code) => !HARMLESS.some((one) => code.startsWith(one)))).toEqual([]);
    expect(again).toEqual([]);
    expect(left).toEqual([]);
    expect(made).toBe(await alone(file, world));
  });
});
