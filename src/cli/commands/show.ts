import { readFileSync } from "node:fs";
import { planFrom } from "../../pipeline.ts";
import { decodePlan } from "../../plan/codec.ts";
import { organizationMermaid } from "../../report/organization-mermaid.ts";
import { organizationText } from "../../report/organization-text.ts";
import { organizationView } from "../../report/organization-view.ts";
import { planJson } from "../../report/plan-json.ts";
import { pageOf } from "../../report/plan-page.ts";
import { pageText } from "../../report/text.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import type { CommonOptions } from "../options.ts";
import { reportRefusal, withSession } from "../session.ts";
import { toolVersion } from "../shipped.ts";
import type { Terminal } from "../terminal.ts";

export interface ShowOptions extends CommonOptions {
  readonly format: "text" | "json" | "mermaid";
  readonly all?: boolean;
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
    const view = organizationView(seen.live, { all: options.all ?? false });
    switch (options.format) {
      case "json":
        terminal.out(JSON.stringify(view, null, 2));
        break;
      case "mermaid":
        terminal.out(organizationMermaid(view));
        break;
      case "text":
        terminal.out(organizationText(view, terminal.outText));
    }
    return EXIT.done;
  });
}

function showPlan(path: string, { format }: ShowOptions, terminal: Terminal): ExitCode {
  const decoded = decodePlan(readFileSync(path, "utf8"));
  if ("problem" in decoded) {
    terminal.err(`${path} cannot be shown: ${decoded.problem}.`);
    return EXIT.error;
  }
  const { plan } = decoded;
  terminal.out(format === "json" ? JSON.stringify(planJson(plan), null, 2) : pageText(pageOf(plan), terminal.outText));
  return EXIT.done;
}
