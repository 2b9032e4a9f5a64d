import type { ApplyResult } from "../../src/apply/apply.ts";
import { AwsError } from "../../src/aws/contract/aws-error.ts";
import type { RunLog } from "../../src/aws/door/run-log.ts";
import { startTally } from "../../src/aws/door/statistics.ts";
import { type Held, holdAgainstWorld } from "../../src/cli/saved-plan.ts";
import { shippedTables, toolVersion } from "../../src/cli/shipped.ts";
import { openSource } from "../../src/cli/source.ts";
import type { ApplyEvent } from "../../src/model/event.ts";
import { type Finding, hasErrors } from "../../src/model/finding.ts";
import type { Allowance, Plan } from "../../src/model/plan.ts";
import { applyPlan, type Planned, planFrom, type Tables, type Validated, validate } from "../../src/pipeline.ts";
import { type Mortal, mortal, type Ports } from "./mortal.ts";

/** The tool with an organization file that was read once, for many runs. */
export interface Tool {
  readonly validated: Validated;
  readonly tables: Tables;
  readonly version: string;
  /** The consents that plans are made with. */
  readonly allowed: readonly Allowance[];
}

/** How the tool is run. */
export interface ToolOptions {
  /** Whether plans are proved against the catalogue: most of the time of a run, and no call to AWS. */
  readonly proofs: boolean;
  /** The consents that plans are made with; none when left out. */
  readonly allowed?: readonly Allowance[];
}

/** Reads an organization file. */
export function toolFor(file: string, { proofs, allowed = [] }: ToolOptions): Tool {
  const tables = shippedTables();
  const version = toolVersion();
  const validated = validate(openSource(file), tables, version);
  if (hasErrors(validated.findings)) {
    throw new Error(`${file} has errors.\n${validated.findings.map(({ detail }) => detail).join("\n")}`);
  }
  return { validated, version, allowed, tables: proofs ? tables : { ...tables, catalogue: [] } };
}

/** How a run of the tool ended. */
export type Ended =
  | { readonly is: "died" }
  /** No plan was made. */
  | { readonly is: "refused"; readonly findings: readonly Finding[] }
  /** AWS could not be asked. */
  | { readonly is: "unreachable"; readonly error: AwsError }
  /** The plan has errors, or whoever looked at it did not want it; nothing was done. */
  | { readonly is: "planned"; readonly plan: Plan }
  /** The saved plan does not hold any more. */
  | { readonly is: "stale"; readonly findings: readonly Finding[] }
  | { readonly is: "applied"; readonly plan: Plan; readonly result: ApplyResult };

export interface Listening {
  readonly random?: () => number;
  readonly runLog?: RunLog;
  readonly emit?: (event: ApplyEvent) => void;
  /** Looks at the plan; what it answers decides whether it is applied. Applied when left out. */
  readonly review?: (planned: Planned) => boolean;
  /** The saved plan to apply, if it still holds. */
  readonly saved?: Plan;
  /** Told before AWS is looked at a second time, to hold the saved plan against it. */
  readonly onSecondLook?: () => void;
}

/** One run of `orgwright apply` as a process of its own: it makes a plan and applies it with every consent. */
export async function runTool(tool: Tool, ports: Ports | Mortal, listening: Listening = {}): Promise<Ended> {
  const process = "outlive" in ports ? ports : mortal(ports);
  const ended = await process.outlive(run(tool, process, listening));
  return ended === "died" ? { is: "died" } : ended;
}

async function run({ validated, tables, version, allowed }: Tool, ports: Ports, listening: Listening): Promise<Ended> {
  const { transport, clock } = ports;
  const { random = () => 0.5, runLog, emit = () => {}, review = () => true, saved, onSecondLook } = listening;
  const world = { transport, clock, random, tally: startTally(clock), ...(runLog && { runLog }) };
  const options = { identity: { role: "apply", founder: false }, allowed, version } as const;
  try {
    const look = () => planFrom(validated, tables, world, options);
    const planned =
      saved === undefined
        ? await look()
        : await holdAgainstWorld(saved, { look, clock, ...(onSecondLook && { onSecondLook }) });
    if (planned.is === "refused") {
      return planned;
    }
    const stale = staleIn(planned);
    if (stale.length > 0) {
      return { is: "stale", findings: stale };
    }
    const { plan } = planned;
    if (hasErrors(plan.findings) || !review(planned)) {
      return { is: "planned", plan };
    }
    return { is: "applied", plan, result: await applyPlan(planned, world, { emit }) };
  } catch (error) {
    if (error instanceof AwsError) {
      return { is: "unreachable", error };
    }
    throw error;
  }
}

/** Consents apart, which are all given. */
function staleIn(planned: Planned | Held): Finding[] {
  return "stale" in planned ? planned.stale.filter(({ code }) => code !== "consent-missing") : [];
}

/** Why a run did not do everything that was to do; nothing when it did. */
export function problemsOf(ended: Ended): string[] {
  switch (ended.is) {
    case "died":
      return ["the process died"];
    case "refused":
    case "stale":
      return ended.findings.map(({ code, detail }) => `${code}: ${detail}`);
    case "unreachable":
      return [ended.error.message];
    case "planned":
      return ended.plan.findings
        .filter(({ severity }) => severity === "error")
        .map(({ code, detail }) => `${code}: ${detail}`);
    case "applied":
      return ended.result.failed.map(({ code, detail }) => `${code}: ${detail}`);
  }
}
