import { writeFileSync } from "node:fs";
import { hasErrors } from "../../model/finding.ts";
import { type Planned, planFrom } from "../../pipeline.ts";
import { encodePlan } from "../../plan/codec.ts";
import { consentFlag, missingConsents } from "../../plan/consents.ts";
import { planJson } from "../../report/plan-json.ts";
import { pageOf } from "../../report/plan-page.ts";
import { pageText } from "../../report/text.ts";
import { parseAllowances } from "../consent.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import type { CommonOptions } from "../options.ts";
import { reportRefusal, withSession } from "../session.ts";
import { toolVersion } from "../shipped.ts";
import type { DiskSource } from "../source.ts";
import type { Terminal } from "../terminal.ts";

export interface PlanCommandOptions extends CommonOptions {
  readonly format: "text" | "json";
  readonly out?: string;
  readonly detailedExitcode?: boolean;
  readonly allow: readonly string[];
}

/** Shows what apply would do. Only reads. */
export async function runPlan(options: PlanCommandOptions, terminal: Terminal): Promise<ExitCode> {
  const allowed = parseAllowances(options.allow);
  return await withSession(options, terminal, options.format, {}, async ({ source, tables, validated, world }) => {
    const identity = { role: "plan", founder: options.founder ?? false } as const;
    const planned = await planFrom(validated, tables, world, { identity, allowed, version: toolVersion() });
    if (planned.is === "refused") {
      return reportRefusal(planned.findings, options.format, terminal, source);
    }
    printPlan(planned, options.format, terminal, source);
    if (options.out !== undefined) {
      savePlan(options.out, planned, options, terminal);
    }
    return exitCodeOf(planned, options.detailedExitcode ?? false);
  });
}

/** Prints a plan as text or JSON on standard output. */
export function printPlan(planned: Planned, format: "text" | "json", terminal: Terminal, source: DiskSource): void {
  const { plan, consents } = planned;
  if (format === "json") {
    terminal.out(JSON.stringify(planJson(plan), null, 2));
    return;
  }
  const missing = new Set(missingConsents(consents, plan.allowed));
  const needs = consents.map((consent) => ({ ...consent, given: !missing.has(consent) }));
  terminal.out(pageText(pageOf(plan, { consents: needs }), terminal.outText, source.frame));
}

function savePlan(path: string, { plan, consents }: Planned, options: CommonOptions, terminal: Terminal): void {
  writeFileSync(path, encodePlan(plan), { mode: 0o600 });
  terminal.err(`Saved to ${path}, digest ${plan.digest}.`);
  const flags = missingConsents(consents, plan.allowed).map(consentFlag);
  if (flags.length > 0) {
    terminal.err(`It will not be applied without consents. Save it with: ${flags.join(" ")}`);
  }
  terminal.err(`To apply exactly this: orgwright apply ${path} -f ${options.file} --yes`);
}

function exitCodeOf({ plan }: Planned, detailed: boolean): ExitCode {
  if (hasErrors(plan.findings)) {
    return EXIT.refused;
  }
  return detailed && plan.steps.length > 0 ? EXIT.pending : EXIT.done;
}
