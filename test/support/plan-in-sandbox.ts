import type { ApplyResult } from "../../src/apply/apply.ts";
import type { World } from "../../src/aws/door/enter.ts";
import { startTally } from "../../src/aws/door/statistics.ts";
import { openSandbox, type Sandbox, type SandboxOptions } from "../../src/aws/sandbox/sandbox.ts";
import { printPlan } from "../../src/cli/commands/plan.ts";
import type { PlanFormat } from "../../src/cli/plan-report.ts";
import { reportRefusal } from "../../src/cli/session.ts";
import { shippedTables } from "../../src/cli/shipped.ts";
import { type DiskSource, openSource } from "../../src/cli/source.ts";
import type { ApplyEvent } from "../../src/model/event.ts";
import type { Allowance } from "../../src/model/plan.ts";
import { applyPlan, makePlan, type Planned, type Refused } from "../../src/pipeline.ts";

/** The version that plans of tests are made by: they do not change with the package's. */
export const TEST_VERSION = "0.0.0";

/** A plan with everything that belongs to it, or why there is none. */
export type Outcome = Planned | Refused;

/** An organization file before a sandbox, in one process. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly source: DiskSource;
  readonly world: World;
  /** What apply told in its last run. */
  readonly events: readonly ApplyEvent[];
  /** @param role as whom it looks; `plan` when left out */
  plan(role?: "plan" | "apply", allowed?: readonly Allowance[]): Promise<Outcome>;
  apply(planned: Planned): Promise<ApplyResult>;
}

export interface StageOptions extends SandboxOptions {
  /** Path of the organization file, from the repository's root. */
  readonly file: string;
  /** What the tool calls itself; `TEST_VERSION` when left out. */
  readonly version?: string;
}

/** Opens a sandbox, in memory unless a directory is given, and gets ready to plan a file against it. */
export async function openStage({ file, version = TEST_VERSION, ...options }: StageOptions): Promise<Stage> {
  const sandbox = await openSandbox(options);
  const source = openSource(file);
  const tables = shippedTables();
  const { transport, clock } = sandbox;
  const world: World = { transport, clock, random: () => 0.5, tally: startTally(clock) };
  const events: ApplyEvent[] = [];
  return {
    sandbox,
    source,
    world,
    events,
    plan: (role = "plan", allowed = []) =>
      makePlan(source, tables, world, { identity: { role, founder: false }, allowed, version }),
    apply(planned) {
      events.length = 0;
      return applyPlan(planned, world, { emit: (event) => void events.push(event) });
    },
  };
}

/** The plan, or an error that says why there is none. */
export function plannedOf(outcome: Outcome): Planned {
  if (outcome.is === "refused") {
    throw new Error(
      `No plan was made.\n${outcome.findings.map(({ code, detail }) => `${code}: ${detail}`).join("\n")}`,
    );
  }
  return outcome;
}

/** What `orgwright plan` prints at 80 columns without colour: the plan, or on standard error why there is none. */
export function planText(outcome: Outcome, source: DiskSource, format: PlanFormat = "text"): string {
  const said: string[] = [];
  const say = (text: string) => void said.push(text.endsWith("\n") ? text : `${text}\n`);
  const text = { width: 80, colour: false };
  const terminal = { out: say, err: say, outText: text, errText: text, interactive: false };
  if (outcome.is === "refused") {
    reportRefusal(outcome.findings, format, terminal, source);
  } else {
    printPlan(outcome, { format }, terminal, { source, tables: shippedTables() });
  }
  return said.join("");
}
