import { readFileSync } from "node:fs";
import type { Live } from "../../model/live.ts";
import { MANAGEMENT } from "../../model/place.ts";
import { planFrom } from "../../pipeline.ts";
import { decodePlan } from "../../plan/codec.ts";
import { organizationMermaid } from "../../report/organization-mermaid.ts";
import { organizationHtml, organizationMarkdown } from "../../report/organization-picture.ts";
import { organizationTagsText } from "../../report/organization-tags.ts";
import { organizationText } from "../../report/organization-text.ts";
import { type OrganizationView, organizationView } from "../../report/organization-view.ts";
import { redact } from "../../report/redact.ts";
import { plainJson } from "../../report/safe-text.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import type { CommonOptions } from "../options.ts";
import { PLAN_FORMATS, type PlanFormat, printReport, type ReportOptions, writeFormats } from "../plan-report.ts";
import { reportRefusal, withSession } from "../session.ts";
import { shippedTables, toolVersion } from "../shipped.ts";
import type { Terminal } from "../terminal.ts";

export interface ShowOptions extends CommonOptions, Omit<ReportOptions, "format"> {
  readonly format: PlanFormat | "mermaid";
  readonly all?: boolean;
  /** The tags of accounts and units, in place of the tree. */
  readonly tags?: boolean;
}

/** Shows the organization as it stands, or a saved plan. */
export async function runShow(path: string | undefined, options: ShowOptions, terminal: Terminal): Promise<ExitCode> {
  return path === undefined ? await showOrganization(options, terminal) : showPlan(path, options, terminal);
}

async function showOrganization(options: ShowOptions, terminal: Terminal): Promise<ExitCode> {
  return await withSession(options, terminal, options.format, {}, async ({ source, tables, validated, world }) => {
    const identity = { role: "plan", founder: options.founder ?? false } as const;
    const request = { identity, allowed: [], version: toolVersion(), thorough: true };
    const seen = await planFrom(validated, tables, world, request);
    if (seen.is === "refused") {
      return reportRefusal(seen.findings, options.format, terminal, source);
    }
    const { directory } = seen;
    // What is known of accounts to come stands nowhere yet.
    const live = ((options.redact ? redact(seen).live : seen.live) ?? []).filter(
      ({ place: { account } }) => account === MANAGEMENT || directory.idOf(account) !== undefined,
    );
    const view = organizationView(live, { all: options.all ?? false });
    const render = (format: ShowOptions["format"]) =>
      format === "text" && options.tags === true
        ? organizationTagsText(view, terminal.outText)
        : rendered(format, view, live, terminal);
    terminal.out(render(options.format));
    writeFormats(render, options, terminal);
    return EXIT.done;
  });
}

function rendered(
  format: ShowOptions["format"],
  view: OrganizationView,
  live: readonly Live[],
  terminal: Terminal,
): string {
  switch (format) {
    case "text":
      return organizationText(view, terminal.outText);
    case "markdown":
      return organizationMarkdown(view, live);
    case "json":
      return plainJson({ format: 1, ...view });
    case "html":
      return organizationHtml(view, live);
    case "mermaid":
      return organizationMermaid(view);
  }
}

/** A saved plan knows what it does and not what else there is, so a consent to change much at once cannot be told. */
function showPlan(path: string, options: ShowOptions, terminal: Terminal): ExitCode {
  const { format } = options;
  if (format === "mermaid") {
    terminal.err(
      `A plan is shown as ${PLAN_FORMATS.join(", ")}; a diagram is drawn of the organization, without a plan.`,
    );
    return EXIT.error;
  }
  const decoded = decodePlan(readFileSync(path, "utf8"));
  if ("problem" in decoded) {
    terminal.err(`${path} cannot be shown: ${decoded.problem}.`);
    return EXIT.error;
  }
  const { plan } = decoded;
  printReport({ plan, live: null, rates: shippedTables().rates }, { ...options, format }, terminal);
  return EXIT.done;
}
