import { writeFileSync } from "node:fs";
import { hasErrors } from "../../model/finding.ts";
import { type Planned, planFrom } from "../../pipeline.ts";
import { encodePlan } from "../../plan/codec.ts";
import { consentFlag, missingConsents } from "../../plan/consents.ts";
import { paragraph, renderLines } from "../../report/text-line.ts";
import { parseAllowances } from "../consent.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import type { CommonOptions } from "../options.ts";
import { printReport, type ReportOptions } from "../plan-report.ts";
import { type CommandSession, reportRefusal, withSession } from "../session.ts";
import { toolVersion } from "../shipped.ts";
import type { Terminal } from "../terminal.ts";

export interface PlanCommandOptions extends CommonOptions, ReportOptions {
  readonly out?: string;
  readonly detailedExitcode?: boolean;
  readonly allow: readonly string[];
  readonly target: readonly string[];
}

/** Shows what apply would do. Only reads. */
export async function runPlan(options: PlanCommandOptions, terminal: Terminal): Promise<ExitCode> {
  const allowed = parseAllowances(options.allow);
  return await withSession(options, terminal, options.format, {}, async (session) => {
    const { source, tables, validated, world } = session;
    const identity = { role: "plan", founder: options.founder ?? false } as const;
    const planned = await planFrom(validated, tables, world, {
      identity,
      allowed,
      targets: options.target,
      version: toolVersion(),
    });
    if (planned.is === "refused") {
      return reportRefusal(planned.findings, options.format, terminal, source);
    }
    printPlan(planned, options, terminal, session);
    if (options.out !== undefined) {
      savePlan(options.out, planned, options, terminal);
    }
    return exitCodeOf(planned, options.detailedExitcode ?? false);
  });
}

/** Prints a plan on standard output, and into the files that the options name. */
export function printPlan(
  { plan, live }: Planned,
  options: ReportOptions,
  terminal: Terminal,
  { source, tables }: Pick<CommandSession, "source" | "tables">,
): void {
  printReport({ plan, live, rates: tables.rates, frame: source.frame }, options, terminal);
}

function savePlan(path: string, { plan }: Planned, options: CommonOptions, terminal: Terminal): void {
  writeFileSync(path, encodePlan(plan), { mode: 0o600 });
  const flags = missingConsents(plan.consents, plan.allowed).map(consentFlag);
  const lines = [
    ...paragraph(0, `Saved to ${path}, digest ${plan.digest}.`),
    ...(flags.length > 0 && options.sandbox !== true
      ? paragraph(0, `It will not be applied without consents. Save it with: ${flags.join(" ")}`)
      : []),
    ...paragraph(0, `To apply exactly this: orgwright apply ${path} ${worldFlags(options)} --yes`),
  ];
  terminal.err(renderLines(lines, terminal.errText));
}

/** The flags with which another command works on the same file and the same world. */
function worldFlags({ file, sandbox, sandboxDir, profile, endpointUrl, founder }: CommonOptions): string {
  return [
    `-f ${file}`,
    ...(sandbox === true ? [`--sandbox --sandbox-dir ${sandboxDir}`] : []),
    ...(profile === undefined ? [] : [`--profile ${profile}`]),
    ...(endpointUrl === undefined ? [] : [`--endpoint-url ${endpointUrl}`]),
    ...(founder === true ? ["--founder"] : []),
  ].join(" ");
}

function exitCodeOf({ plan }: Planned, detailed: boolean): ExitCode {
  if (hasErrors(plan.findings)) {
    return EXIT.refused;
  }
  return detailed && plan.steps.length > 0 ? EXIT.pending : EXIT.done;
}
