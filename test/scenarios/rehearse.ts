import type { ApplyResult } from "../../src/apply/apply.ts";
import type { World } from "../../src/aws/sandbox/world.ts";
import { worldFromYaml } from "../../src/aws/sandbox/world-file/read.ts";
import { worldToYaml } from "../../src/aws/sandbox/world-file/write.ts";
import { SHAPES } from "../../src/kinds/shapes.ts";
import type { Finding } from "../../src/model/finding.ts";
import { hasErrors } from "../../src/model/finding.ts";
import type { Allowance, Plan } from "../../src/model/plan.ts";
import type { Planned } from "../../src/pipeline.ts";
import { staleness } from "../../src/plan/compare.ts";
import { type Outcome, openStage, plannedOf, planText, type Stage } from "../support/plan-in-sandbox.ts";
import { consentsOf, organizationFile, readScenario } from "./files.ts";
import { type Comparable, foldedWorld, observedWorld } from "./folded.ts";
import { type Foreign, foreignParts } from "./untouched.ts";

/** What came of a scenario, from the first look to the second apply of the same plan. */
export interface Story {
  readonly text: string;
  readonly json: string;
  readonly markdown: string;
  readonly html: string;
  readonly outcome: Outcome;
  /** The same file seen as the role that applies. */
  readonly seenByApply: Outcome;
  readonly worldBefore: string;
  readonly worldAfterPlanning: string;
  readonly writesWhilePlanning: readonly string[];
  /** Null where nothing may be applied: there is no plan, or it has errors. */
  readonly applied: Applied | null;
  readonly after: string;
}

export interface Applied {
  readonly plan: Plan;
  readonly result: ApplyResult;
  readonly foreign: { readonly before: Foreign; readonly after: Foreign };
  readonly second: Plan;
  /** The world that proofs took the plan to lead to, and the one that it led to. */
  readonly worlds: { readonly folded: Comparable; readonly observed: Comparable };
  readonly again: Again;
}

/** The same saved plan a second time. */
export interface Again {
  readonly staleness: readonly Finding[];
  readonly done: number;
  readonly writes: readonly string[];
}

/** Plays a scenario through, once. */
export async function rehearse(scenario: string): Promise<Story> {
  const before = worldFromYaml(readScenario(scenario, "world.yaml"));
  const stage = await openStage({ file: organizationFile(scenario), world: before });
  const worldBefore = frozen(stage.sandbox.world);
  const given = consentsOf(scenario);
  const outcome = await stage.plan("plan", given);
  const seenByApply = await stage.plan("apply", given);
  const worldAfterPlanning = frozen(stage.sandbox.world);
  const writesWhilePlanning = writesSince(stage, 0);
  return {
    text: planText(outcome, stage.source),
    json: planText(outcome, stage.source, "json"),
    markdown: planText(outcome, stage.source, "markdown"),
    html: planText(outcome, stage.source, "html"),
    outcome,
    seenByApply,
    worldBefore,
    worldAfterPlanning,
    writesWhilePlanning,
    applied: isApplicable(outcome) ? await applyTwice(stage, before, given) : null,
    after: worldToYaml(stage.sandbox.world, { brief: true }),
  };
}

function isApplicable(outcome: Outcome): outcome is Planned {
  return outcome.is === "planned" && !hasErrors(outcome.plan.findings);
}

async function applyTwice(stage: Stage, before: World, given: readonly Allowance[]): Promise<Applied> {
  // A reviewed plan carries every consent that it wants.
  const allowed = plannedOf(await stage.plan("plan", given)).plan.consents.map(({ why: _, ...consent }) => consent);
  const saved = plannedOf(await stage.plan("plan", allowed)).plan;
  const first = plannedOf(await stage.plan("apply", saved.allowed));
  const result = await stage.apply(first);
  const after = structuredClone(stage.sandbox.world);
  const second = plannedOf(await stage.plan());
  return {
    plan: first.plan,
    result,
    foreign: foreignParts(before, after, first),
    second: second.plan,
    worlds: { folded: foldedWorld(first, second.standing.world), observed: observedWorld(second) },
    again: await applyAgain(stage, saved),
  };
}

/** As `apply PLAN` does: the plan is derived anew, held against the saved one, and what is left of it is done. */
async function applyAgain(stage: Stage, saved: Plan): Promise<Again> {
  const calls = stage.sandbox.calls.length;
  const now = plannedOf(await stage.plan("apply", saved.allowed));
  const stale = staleness(saved, { ...now, shapes: SHAPES });
  const { done } = await stage.apply(now);
  return { staleness: stale, done, writes: writesSince(stage, calls) };
}

function writesSince({ sandbox }: Stage, call: number): string[] {
  return sandbox.calls
    .slice(call)
    .flatMap(({ write, service, operation }) => (write ? [`${service}:${operation}`] : []));
}

/** A world to the byte, but for its clock, which reads move too, and sessions, which are never kept. */
function frozen({ time: _, sessions: __, sessionCounter: ___, ...world }: World): string {
  return JSON.stringify(world, null, 1);
}
