import { writeFileSync } from "node:fs";
import type { Operation } from "../aws/contract/operations.ts";
import { laneOf, type RateTable } from "../aws/door/rates.ts";
import type { Live } from "../model/live.ts";
import type { Plan } from "../model/plan.ts";
import { missingConsents } from "../plan/consents.ts";
import { type BucketOf, leastEffort } from "../plan/least.ts";
import { ANY_WRITE } from "../plan/least-writes.ts";
import type { CodeFrame } from "../report/findings-text.ts";
import { pageHtml } from "../report/html.ts";
import { pageMarkdown } from "../report/markdown.ts";
import type { Page } from "../report/page.ts";
import { planJson } from "../report/plan-json.ts";
import { pageOf } from "../report/plan-page.ts";
import { redact } from "../report/redact.ts";
import { plainJson } from "../report/safe-text.ts";
import { pageText } from "../report/text.ts";
import type { TextOptions } from "../report/text-line.ts";
import type { Terminal } from "./terminal.ts";

/** The formats that a plan is shown in. */
export const PLAN_FORMATS = ["text", "markdown", "json", "html"] as const;

export type PlanFormat = (typeof PLAN_FORMATS)[number];

/** What a command is told about how to show a plan. */
export interface ReportOptions {
  /** On standard output. */
  readonly format: PlanFormat;
  /** Files to write besides. */
  readonly outMarkdown?: string;
  readonly outJson?: string;
  readonly outHtml?: string;
  /** Hides people and e-mail addresses. */
  readonly redact?: boolean;
}

/** A plan with what is known about it besides. */
export interface Report {
  readonly plan: Plan;
  /** Everything that was seen in AWS; null when the plan comes from a file. */
  readonly live: readonly Live[] | null;
  readonly rates: RateTable;
  readonly frame?: CodeFrame;
}

/** Prints a plan on standard output, and writes it into files in the formats that are wanted besides. */
export function printReport(report: Report, options: ReportOptions, terminal: Terminal): void {
  const isRedacted = options.redact ?? false;
  const shown = isRedacted ? withoutPeople(report) : report;
  const page = pageOfReport(shown, isRedacted);
  terminal.out(rendered(shown, page, options.format, terminal.outText));
  writeFormats((format) => rendered(shown, page, format, terminal.outText), options, terminal);
}

/** Writes what is shown into the files that are named for its formats. */
export function writeFormats(
  render: (format: PlanFormat) => string,
  { outMarkdown, outJson, outHtml }: Omit<ReportOptions, "format">,
  terminal: Terminal,
): void {
  const files = [
    [outMarkdown, "markdown"],
    [outJson, "json"],
    [outHtml, "html"],
  ] as const;
  for (const [path, format] of files) {
    if (path !== undefined) {
      writeFileSync(path, render(format), { mode: 0o600 });
      terminal.err(`Written to ${path}.`);
    }
  }
}

/** Finds the bucket of an operation among the published rates. */
export function leastBuckets(rates: RateTable): BucketOf {
  return (operation) => {
    if (operation === ANY_WRITE) {
      return null;
    }
    const name = laneOf(operation as Operation);
    const rate = rates.get(name);
    return rate === undefined ? null : { name, ...rate };
  };
}

function pageOfReport({ plan, live, rates }: Report, isRedacted: boolean): Page {
  const missing = new Set(missingConsents(plan.consents, plan.allowed));
  return pageOf(plan, {
    consents: plan.consents.map((consent) => ({ ...consent, given: !missing.has(consent) })),
    least: leastEffort(plan.steps, leastBuckets(rates)),
    ...(live === null ? {} : { live }),
    isRedacted,
  });
}

function rendered({ plan, frame }: Report, page: Page, format: PlanFormat, text: TextOptions): string {
  switch (format) {
    case "text":
      return pageText(page, text, frame);
    case "markdown":
      return pageMarkdown(page);
    case "json":
      return `${plainJson(planJson(plan))}\n`;
    case "html":
      return pageHtml(page);
  }
}

/** Code frames show the file as it is written, so there are none. */
function withoutPeople({ rates, frame: _, ...report }: Report): Report {
  return { ...redact(report), rates };
}
