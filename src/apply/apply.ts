import pLimit from "p-limit";
import type { Writer } from "../aws/contract/call.ts";
import type { AccountDirectory } from "../aws/contract/transport.ts";
import type { Verbs } from "../aws/contract/verbs.ts";
import { kindOf } from "../model/change.ts";
import type { Clock } from "../model/clock.ts";
import type { Lookup } from "../model/deferred.ts";
import type { ApplyEvent } from "../model/event.ts";
import type { Finding } from "../model/finding.ts";
import type { Plan, Step } from "../model/plan.ts";
import type { KindName } from "../model/resource.ts";
import { holdsUp } from "../model/stage.ts";
import { executeStep, type StepResult } from "./execute-step.ts";
import { findingOf, isUnfinished } from "./failure.ts";

const STEPS_AT_ONCE = 16;

export interface ApplyRequest {
  readonly plan: Plan;
  /** A writer whose calls are on record as those of a step. */
  readonly writerFor: (step: string) => Writer;
  readonly verbs: ReadonlyMap<KindName, Verbs>;
  readonly clock: Clock;
  /** Learns the ids of accounts that are made. */
  readonly directory: AccountDirectory;
  /** Hears what happens, in the order in which it happens. */
  readonly emit: (event: ApplyEvent) => void;
  /** Asked right before a step writes; a finding stops it. */
  readonly gate?: (step: Step) => Finding | null;
  /** When it fires, steps under way are finished and no other is started. */
  readonly stop?: AbortSignal;
  /** Ends the waits of steps under way; the calls that follow end by themselves. */
  readonly signal?: AbortSignal;
}

/** How an apply ended. Everything that is done stays done; running again goes on from there. */
export interface ApplyResult {
  readonly done: number;
  readonly failed: readonly Finding[];
  /** Failures after which running again is all that is needed. */
  readonly unfinished: number;
  readonly skipped: number;
  readonly stopped: boolean;
}

type Ended = "done" | "failed" | "unfinished" | "skipped";

/**
 * Executes a plan: stage after stage, and within a stage each step as soon as those that it needs are done. After a
 * failure, what does not depend on it in the same stage is still done, and no later stage is begun. Only what shuts
 * somebody out holds no stage up; it is in the first, and so is held up by none.
 */
export async function apply(request: ApplyRequest): Promise<ApplyResult> {
  const { plan, stop } = request;
  const run: Run = { ...request, ended: new Map(), results: new Map(), limits: limitsOf(request.verbs), failures: [] };
  for (const stage of [...new Set(plan.steps.map((step) => step.stage))].sort((a, b) => a - b)) {
    const steps = plan.steps.filter((step) => step.stage === stage);
    const because =
      stop?.aborted === true ? "the run was stopped" : broken(run) ? "an earlier stage is not finished" : null;
    await (because === null ? runStage(steps, run) : skipAll(steps, because, run));
  }
  const count = (how: Ended) => [...run.ended.values()].filter((end) => end === how).length;
  return {
    done: count("done"),
    failed: run.failures,
    unfinished: count("unfinished"),
    skipped: count("skipped"),
    stopped: stop?.aborted === true,
  };
}

interface Run extends ApplyRequest {
  readonly ended: Map<string, Ended>;
  readonly results: Map<string, StepResult>;
  readonly limits: ReadonlyMap<KindName, ReturnType<typeof pLimit>>;
  readonly failures: Finding[];
}

function limitsOf(verbs: ReadonlyMap<KindName, Verbs>): Run["limits"] {
  return new Map([...verbs.values()].map(({ kind, atOnce = STEPS_AT_ONCE }) => [kind, pLimit(atOnce)]));
}

function broken({ ended, plan }: Run): boolean {
  return plan.steps.some(({ id, stage }) => holdsUp(stage) && (ended.get(id) ?? "done") !== "done");
}

async function runStage(steps: readonly Step[], run: Run): Promise<void> {
  const overall = pLimit(STEPS_AT_ONCE);
  const runs = new Map<string, Promise<void>>();
  // Steps come in the order of their needs, so that what a step waits for has been started before it.
  for (const step of steps) {
    const before = step.after.flatMap((id) => runs.get(id) ?? []);
    const ofKind = run.limits.get(kindOf(step.change));
    const start = () => overall(() => runStep(step, run));
    runs.set(
      step.id,
      Promise.all(before).then(() => (ofKind === undefined ? start() : ofKind(start))),
    );
  }
  // An error that is nobody's but ours ends the run, but not before everything that is under way has come to its end.
  const ended = await Promise.allSettled(runs.values());
  const broke = ended.find((one) => one.status === "rejected");
  if (broke !== undefined) {
    throw broke.reason;
  }
}

async function runStep(step: Step, run: Run): Promise<void> {
  const blocked = step.after.find((id) => run.ended.has(id) && run.ended.get(id) !== "done");
  if (blocked !== undefined) {
    skip(step, `it needs ${blocked}, which is not done`, run);
    return;
  }
  if (run.stop?.aborted === true) {
    skip(step, "the run was stopped", run);
    return;
  }
  const closed = run.gate?.(step) ?? null;
  if (closed !== null) {
    fail(step, closed, "failed", run);
    return;
  }
  run.emit({ step: step.id, state: "started" });
  try {
    const result = await executeStep(step.change, stepTools(step, run));
    run.results.set(step.id, result);
    learn(step, result, run);
    run.ended.set(step.id, "done");
    run.emit({ step: step.id, state: "done", ...(result === null ? {} : { id: result.id }) });
  } catch (error) {
    const at = "to" in step.change ? { at: step.change.to.declaredAt } : {};
    fail(step, { ...findingOf(step.id, error), ...at }, isUnfinished(error) ? "unfinished" : "failed", run);
  }
}

function stepTools(step: Step, run: Run) {
  const { writerFor, clock, plan, verbs, signal } = run;
  const kind = kindOf(step.change);
  const own = verbs.get(kind);
  if (own === undefined) {
    throw new Error(`The plan has a step of the kind ${kind}, which orgwright does not know.`);
  }
  const outputs: Lookup = ({ address, output }) => run.results.get(address)?.outputs[output];
  return {
    aws: writerFor(step.id),
    verbs: own,
    clock,
    outputs,
    organization: plan.organization.name,
    ...(signal === undefined ? {} : { signal }),
    waiting: (because: string) => run.emit({ step: step.id, state: "waiting", because }),
  };
}

/** An account that was made or adopted can be entered from now on. */
function learn({ change }: Step, result: StepResult, { directory }: Run): void {
  if (change.action !== "delete" && change.to.accountKey !== undefined && result !== null) {
    directory.learn(change.to.accountKey, result.id);
  }
}

function fail(step: Step, finding: Finding, how: "failed" | "unfinished", run: Run): void {
  run.ended.set(step.id, how);
  run.failures.push(finding);
  run.emit({ step: step.id, state: "failed", finding });
}

function skip(step: Step, because: string, run: Run): void {
  run.ended.set(step.id, "skipped");
  run.emit({ step: step.id, state: "skipped", because });
}

async function skipAll(steps: readonly Step[], because: string, run: Run): Promise<void> {
  for (const step of steps) {
    skip(step, because, run);
  }
}
