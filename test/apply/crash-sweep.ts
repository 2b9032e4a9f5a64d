import { parse } from "yaml";
import { type Fault, ProcessDeath } from "../../src/aws/sandbox/faults.ts";
import type { World } from "../../src/aws/sandbox/world.ts";
import { worldToYaml } from "../../src/aws/sandbox/world-file/write.ts";
import { canonicalJson, type Json } from "../../src/model/json.ts";
import { openStage, plannedOf, type Stage } from "../support/plan-in-sandbox.ts";

/** The organization that is founded over and over. */
export const SMALL = "test/apply/small.yaml";

/** How a process dies at a call: before it is sent, after it was done, or one call later, with this one's answer lost. */
type Death = "crash-before" | "crash-after" | "lost-answer-and-crash";

const DEATHS: readonly Death[] = ["crash-before", "crash-after", "lost-answer-and-crash"];

/** What became of a run that died once and was started again. */
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

/** A run without any mishap, and all that died at some call. */
export interface Sweep {
  readonly calls: number;
  readonly writes: number;
  readonly world: string;
  readonly survivals: readonly Survival[];
}

/**
 * Lets a run die at every so manieth of its reads and at twice as many of its writes, in every way, starts it again each
 * time, and looks what became of it.
 *
 * @param before the world in which every run begins; an account that founds its organization when left out
 */
export async function sweep(every: number, before?: World): Promise<Sweep> {
  const begin = before === undefined ? {} : { world: before };
  const calm = await openStage({ file: SMALL, ...begin });
  const failures = await planAndApply(calm);
  if (failures.length > 0) {
    throw new Error(`A run without a mishap failed.\n${failures.join("\n")}`);
  }
  const { calls } = calm.sandbox;
  const [writes, reads] = [calls.filter(({ write }) => write), calls.filter(({ write }) => !write)];
  const chosen = [
    ...writes.filter((_, n) => n % Math.ceil(every / 2) === 0),
    ...reads.filter((_, n) => n % every === 0),
  ];
  const survivals: Survival[] = [];
  for (const { n } of chosen) {
    for (const death of DEATHS) {
      const survival = await dieAt(n, death, begin);
      survivals.push(...(survival === null ? [] : [survival]));
    }
  }
  return { calls: calls.length, writes: writes.length, world: inWords(calm.sandbox.world), survivals };
}

/** One death and what became of it; null when the run ended before that call. */
async function dieAt(call: number, death: Death, begin: { readonly world?: World }): Promise<Survival | null> {
  const dying = await openStage({ file: SMALL, ...begin, faults: faultsOf(call, death) });
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
 * Runs until the process dies, and answers whether it did: a run may end before its call comes. One that goes on after
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
