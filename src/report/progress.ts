import { addressOfChange } from "../model/change.ts";
import type { ApplyEvent } from "../model/event.ts";
import type { Step } from "../model/plan.ts";
import { subjectOf, workOf } from "./change-words.ts";

/** A step that waits, and since when. */
export interface Waiting {
  readonly step: string;
  readonly because: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** How far one stage of an apply is. */
export interface StageProgress {
  /** What the stage is about, as in "account, 8 steps". */
  readonly name: string;
  readonly stage: number;
  /** Steps that ended, well or not. */
  readonly done: number;
  readonly total: number;
  readonly waiting: readonly Waiting[];
}

/** How far an apply is. */
export interface Progress {
  readonly stages: readonly StageProgress[];
  /** Milliseconds since the beginning. */
  readonly elapsed: number;
  readonly failed: number;
}

/** What a reduction keeps between events; show it through `progressOf`. */
export interface ProgressState {
  readonly steps: ReadonlyMap<string, Step>;
  readonly startedAt: number;
  readonly now: number;
  readonly ended: ReadonlyMap<string, "done" | "failed" | "skipped">;
  readonly waiting: ReadonlyMap<string, Waiting>;
}

/** The state before anything happened, at `now` (milliseconds since the epoch). */
export function startProgress(steps: readonly Step[], now: number): ProgressState {
  return {
    steps: new Map(steps.map((step) => [step.id, step])),
    startedAt: now,
    now,
    ended: new Map(),
    waiting: new Map(),
  };
}

/** The state after an event that happened at `now`. Events of steps that the plan does not have change nothing but the time. */
export function reduceProgress(state: ProgressState, event: ApplyEvent, now: number): ProgressState {
  if (!state.steps.has(event.step)) {
    return { ...state, now };
  }
  const waiting = new Map(state.waiting);
  const ended = new Map(state.ended);
  switch (event.state) {
    case "started":
      break;
    case "waiting": {
      const before = waiting.get(event.step);
      const since = before?.because === event.because ? before.since : now;
      waiting.set(event.step, { step: event.step, because: event.because, since });
      break;
    }
    default:
      waiting.delete(event.step);
      ended.set(event.step, event.state);
  }
  return { ...state, now, waiting, ended };
}

/** A state as what a display shows: stages in their order, at `now` if no event came since. */
export function progressOf(state: ProgressState, now: number = state.now): Progress {
  const byStage = new Map<number, Step[]>();
  for (const step of state.steps.values()) {
    byStage.set(step.stage, [...(byStage.get(step.stage) ?? []), step]);
  }
  const stages = [...byStage].sort(([a], [b]) => a - b);
  return {
    stages: stages.map(([stage, steps]) => stageProgress(stage, steps, state)),
    elapsed: now - state.startedAt,
    failed: [...state.ended.values()].filter((end) => end === "failed").length,
  };
}

function stageProgress(stage: number, steps: readonly Step[], { ended, waiting }: ProgressState): StageProgress {
  return {
    name: stageName(steps),
    stage,
    done: steps.filter((step) => ended.has(step.id)).length,
    total: steps.length,
    waiting: steps.flatMap((step) => waiting.get(step.id) ?? []),
  };
}

/** The kinds that a stage's steps are about, or its one step's address. */
function stageName(steps: readonly Step[]): string {
  const [first] = steps;
  if (first !== undefined && steps.length === 1) {
    return addressOfChange(first.change);
  }
  const kinds = steps.map(({ change }) => workOf({ action: change.action, subject: subjectOf(change) }));
  return [...new Set(kinds)].join(", ");
}
