import type { FaultKind } from "../../src/aws/sandbox/faults.ts";
import type { Tempo } from "../../src/aws/sandbox/world.ts";
import { type Chance, chanceFrom } from "./chance.ts";
import { EDITS, type EditName } from "./edits.ts";

/** An organization file of `organizations/`. */
export type FileName = "plain" | "grown" | "shrunk" | "logged";

/** Something that goes wrong, at a call of one process, counted from 1; at 0 before its first. */
export type Mishap =
  | { readonly at: number; readonly is: "fault"; readonly fault: FaultKind; readonly code?: string }
  /** The process dies, before the call is sent or after it was done. */
  | { readonly at: number; readonly is: "death"; readonly sent: boolean }
  /** Somebody changes something by hand; `pick` says which of those that there are. */
  | { readonly at: number; readonly is: "edit"; readonly edit: EditName; readonly pick: number }
  /** Somebody else starts the tool. */
  | { readonly at: number; readonly is: "rival"; readonly file: FileName };

/** One run of the tool, and what happens meanwhile. */
export interface Run {
  readonly file: FileName;
  /** `save`: only plan, and keep it. `saved`: apply the kept plan, if it still holds. */
  readonly plan: "now" | "save" | "saved";
  /** Virtual minutes before it. */
  readonly pause: number;
  readonly mishaps: readonly Mishap[];
}

/** A whole story, as data: the same scenario gives the same story. */
export interface Scenario {
  readonly seed: number;
  readonly begin: "nothing" | "founded";
  readonly tempo: Partial<Tempo>;
  readonly runs: readonly Run[];
}

const FAULTS = [
  "throttle",
  "refused",
  "lost-answer",
  "not-sent",
  "server-error-applied",
  "server-error",
  "stale-read",
  "slow-account",
  "failed-account",
] as const satisfies readonly FaultKind[];

/** Refusals that pass by themselves. */
const PASSING = [
  "ConcurrentModificationException",
  "PolicyChangesInProgressException",
  "FinalizingOrganizationException",
] as const;

const NAMES = Object.keys(EDITS) as [EditName, ...EditName[]];

/** The scenario of a seed: three to ten runs, with a second operator in a third of all. */
export function scenarioOf(seed: number): Scenario {
  const chance = chanceFrom(seed);
  const family: readonly [FileName, ...FileName[]] = chance.happens(0.1) ? ["logged"] : ["plain", "grown", "shrunk"];
  const hasRival = chance.happens(1 / 3);
  const tempo = {
    callMilliseconds: chance.pick([0, 50, 50, 2000]),
    accountMilliseconds: chance.pick([1000, 60_000, 60_000, 900_000]),
    policyTypeMilliseconds: chance.pick([0, 1000, 60_000]),
    pageSize: chance.pick([null, null, 1, 2]),
    emptyPages: chance.happens(0.2),
    ...(chance.happens(0.2) ? { roleMilliseconds: 20_000 } : {}),
  };
  const count = chance.between(3, 10);
  const rivalIn = hasRival ? chance.between(0, count - 1) : -1;
  const runs = Array.from({ length: count }, (_, index): Run => {
    const mishaps = mishapsOf(chance);
    const rival: Mishap = { at: chance.between(0, 22), is: "rival", file: chance.pick(family) };
    return {
      file: chance.happens(0.7) ? family[0] : chance.pick(family),
      plan: chance.pick(["now", "now", "now", "save", "saved"]),
      pause: chance.pick([0, 0, 1, 20, 90]),
      mishaps: index === rivalIn ? [...mishaps, rival] : mishaps,
    };
  });
  return { seed, begin: chance.pick(["nothing", "founded"]), tempo, runs };
}

function mishapsOf(chance: Chance): Mishap[] {
  const mishaps: Mishap[] = [];
  for (let left = chance.pick([0, 0, 1, 1, 2, 3]); left > 0; left -= 1) {
    const at = chance.between(0, 45);
    const fault = chance.pick(FAULTS);
    mishaps.push(
      chance.pick<Mishap>([
        { at: at + 1, is: "fault", fault, ...(fault === "refused" ? { code: chance.pick(PASSING) } : {}) },
        { at: at + 1, is: "fault", fault: chance.pick(["lost-answer", "server-error-applied", "stale-read"]) },
        { at: at + 1, is: "death", sent: chance.happens(0.5) },
        { at, is: "edit", edit: chance.pick(NAMES), pick: chance.between(0, 9) },
      ]),
    );
  }
  return mishaps;
}
