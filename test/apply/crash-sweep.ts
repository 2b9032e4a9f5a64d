import { parse } from "yaml";
import { type Fault, ProcessDeath } from "../../src/aws/sandbox/faults.ts";
import type { World } from "../../src/aws/sandbox/world.ts";
import { worldToYaml } from "../../src/aws/sandbox/world-file/write.ts";
import { canonicalJson, type Json } from "../../src/model/json.ts";
import { openStage, plannedOf, type Stage } from "../support/plan-in-sandbox.ts";

/** The organization that is founded over and over. */
export const SMALL = "test/apply/small.yaml";

/** How a process dies at a call: before it is sent, after it was done, or one call later, with this one's answer lost. */
export type Death = "crash-before" | "crash-after" | "lost-answer-and-crash";

export const DEATHS: readonly Death[] = ["crash-before", "crash-after", "lost-answer-and-crash"];

/** What became of a founding that died once and was run again. */
export interface Survival {
  readonly call: number;
  readonly death: Death;
  /** The call at which it died, as in `organizations:CreateAccount`. */
  readonly at: string;
  /** Whether the call would have changed the world. */
  readonly write: boolean;
  /** What went wrong in the second run. */
  readonly failures: readonly string[];
  /** Steps that a third run would still do. */
  readonly left: readonly string[];
  /** The world in the end, without ids: equal worlds give equal texts. */
  readonly world: string;
}

/** Founds the organization without any mishap: how many calls that takes, and the world in the end. */
export async function foundCalmly(): Promise<{
  readonly calls: number;
  readonly writes: number;
  readonly world: string;
}> {
  const stage = await openStage({ file: SMALL });
  await planAndApply(stage);
  const { calls, world } = stage.sandbox;
  return { calls: calls.length, writes: calls.filter(({ write }) => write).length, world: inWords(world) };
}

/** Lets a founding die at a call, runs it again, and looks what became of it; null when it ended before that call. */
export async function dieAt(call: number, death: Death): Promise<Survival | null> {
  const dying = await openStage({ file: SMALL, faults: faultsOf(call, death) });
  if (!(await died(dying, death === "lost-answer-and-crash" ? call + 1 : call))) {
    return null;
  }
  const last = dying.sandbox.calls.find(({ n }) => n === call);
  const again = await openStage({ file: SMALL, world: dying.sandbox.world });
  const failures = await planAndApply(again);
  const third = plannedOf(await again.plan("apply"));
  return {
    call,
    death,
    at: `${last?.service}:${last?.operation}`,
    write: last?.write ?? false,
    failures,
    left: third.plan.steps.map(({ id }) => id),
    world: inWords(again.sandbox.world),
  };
}

function faultsOf(call: number, death: Death): Fault[] {
  return death === "lost-answer-and-crash"
    ? [
        { kind: "lost-answer", call },
        { kind: "crash-before", call: call + 1 },
      ]
    : [{ kind: death, call }];
}

/**
 * Founds until the process dies, and answers whether it did: a run may end before its call comes. One that goes on after
 * it has swallowed its own death.
 */
async function died(stage: Stage, call: number): Promise<boolean> {
  try {
    await planAndApply(stage);
  } catch (error) {
    if (error instanceof ProcessDeath) {
      return true;
    }
    throw error;
  }
  if (stage.sandbox.callCount >= call) {
    throw new Error(`The process was to die at call ${call} and went on until call ${stage.sandbox.callCount}.`);
  }
  return false;
}

async function planAndApply(stage: Stage): Promise<string[]> {
  const planned = plannedOf(await stage.plan("apply"));
  const { failed } = await stage.apply(planned);
  return failed.map(({ code, detail }) => `${code}: ${detail}`);
}

/** The world by names: what was done in which order, and under which ids, does not show. */
function inWords(world: World): string {
  return canonicalJson(parse(worldToYaml(world, { brief: true })) as Json).replaceAll(/,(?="|\{)/g, ",\n");
}
