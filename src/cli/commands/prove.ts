import { readFileSync } from "node:fs";
import { readYaml } from "../../config/strict-yaml.ts";
import { hasErrors } from "../../model/finding.ts";
import type { Waiver } from "../../model/organization.ts";
import type { RowResult } from "../../model/proof.ts";
import {
  answeredForBy,
  planFrom,
  plannedScene,
  type Tables,
  type Validated,
  validate,
  wishedScene,
} from "../../pipeline.ts";
import { exampleAccounts } from "../../prove/account-classes.ts";
import { type CatalogueReading, type CatalogueRow, catalogueFrom, readCatalogue } from "../../prove/catalogue.ts";
import { explain } from "../../prove/explain.ts";
import { judgeRow } from "../../prove/judge.ts";
import { matrixOf } from "../../prove/matrix.ts";
import { proofsOf, prove } from "../../prove/prove.ts";
import type { Scene } from "../../prove/scene.ts";
import { waivedOn, withWaivers } from "../../prove/waivers.ts";
import { proofJson } from "../../report/proof-json.ts";
import { explanationText, proofText } from "../../report/proof-text.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import type { CommonOptions } from "../options.ts";
import { openOrRefuse, reportRefusal, withSession } from "../session.ts";
import { shippedTables, toolVersion } from "../shipped.ts";
import { openSource } from "../source.ts";
import type { Terminal } from "../terminal.ts";

export interface ProveOptions extends CommonOptions {
  readonly format: "text" | "json";
  readonly offline?: boolean;
  readonly catalogue?: string;
  readonly explain?: string;
}

/**
 * Tells which attacks of a catalogue are denied and whether what must keep working does, in the organization as the file
 * wants it: as it will stand after apply, or with `--offline` as if nothing else stood in it. Only reads.
 */
export async function runProve(options: ProveOptions, terminal: Terminal): Promise<ExitCode> {
  const tables = shippedTables();
  const { rows, findings } = options.catalogue === undefined ? shipped(tables) : readOwn(options.catalogue);
  if (findings.length > 0) {
    return reportRefusal(findings, options.format, terminal, openSource(options.file));
  }
  return options.offline === true
    ? proveOffline(rows, tables, options, terminal)
    : await proveStanding(rows, options, terminal);
}

function proveOffline(
  rows: readonly CatalogueRow[],
  tables: Tables,
  options: ProveOptions,
  terminal: Terminal,
): ExitCode {
  const source = openOrRefuse(options.file, options.format, terminal);
  if (source === null) {
    return EXIT.error;
  }
  const validated = validate(source, tables, toolVersion());
  const scene = wishedScene(validated, tables);
  return scene === null
    ? reportRefusal(validated.findings, options.format, terminal, source)
    : report({ rows, scene, ...answersIn(validated, { ...tables, catalogue: rows }) }, options, terminal);
}

async function proveStanding(
  rows: readonly CatalogueRow[],
  options: ProveOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return await withSession(options, terminal, options.format, {}, async ({ source, tables, validated, world }) => {
    const identity = { role: "plan", founder: options.founder ?? false } as const;
    // Everything is read, foreign guardrails too: they count as much as the file's.
    const request = { identity, allowed: [], version: toolVersion(), thorough: true };
    const planned = await planFrom(validated, tables, world, request);
    return planned.is === "refused"
      ? reportRefusal(planned.findings, options.format, terminal, source)
      : report(
          { rows, scene: plannedScene(planned), ...answersIn(validated, { ...tables, catalogue: rows }) },
          options,
          terminal,
        );
  });
}

/** What somebody answers for. */
function answersIn(validated: Validated, tables: Tables): Pick<Question, "waivers" | "answeredFor"> {
  const waivers = validated.wishes.organization?.waivers ?? [];
  return { waivers, answeredFor: answeredForBy(validated, tables, new Date()) };
}

interface Question {
  readonly rows: readonly CatalogueRow[];
  readonly scene: Scene;
  readonly waivers: readonly Waiver[];
  /** The rows that are open because of switches that waivers name. */
  readonly answeredFor: ReadonlySet<string>;
}

function report({ rows, scene, waivers, answeredFor }: Question, options: ProveOptions, terminal: Terminal): ExitCode {
  if (options.explain !== undefined) {
    return explainRow(options.explain, { rows, scene, waivers, answeredFor }, options, terminal);
  }
  const results = withWaivers(prove(rows, scene), waivedOn(waivers, new Date(), answeredFor));
  if (options.format === "json") {
    terminal.out(JSON.stringify(proofJson(proofsOf(results), results, matrixOf(rows, scene)), null, 2));
  } else {
    terminal.out(proofText(results, matrixOf(rows, scene), terminal.outText));
  }
  return results.some(isAmiss) ? EXIT.refused : EXIT.done;
}

function explainRow(
  id: string,
  { rows, scene, waivers, answeredFor }: Question,
  { format }: ProveOptions,
  terminal: Terminal,
): ExitCode {
  const row = rows.find((one) => one.id.toLowerCase() === id.toLowerCase());
  if (row === undefined) {
    terminal.err(`The catalogue has no row ${id}. \`orgwright prove --format json\` lists all rows.`);
    return EXIT.error;
  }
  const cases = explain(row, scene);
  const judged = judgeRow(row, scene, exampleAccounts(scene));
  const [result = judged] = withWaivers([judged], waivedOn(waivers, new Date(), answeredFor));
  terminal.out(
    format === "json"
      ? JSON.stringify({ format: 1, row, cases }, null, 2)
      : explanationText(result, cases, terminal.outText),
  );
  return isAmiss(result) ? EXIT.refused : EXIT.done;
}

/** Whether a row is not as it should be, and nobody answers for it. */
function isAmiss({ verdict, waiver }: RowResult): boolean {
  return (verdict === "open" || verdict === "broken") && waiver === undefined;
}

function shipped({ catalogue }: Tables): CatalogueReading {
  return { rows: catalogue, findings: [] };
}

/** A catalogue of one's own: CSV, or YAML when its name ends so. */
function readOwn(path: string): CatalogueReading {
  const text = readFileSync(path, "utf8");
  if (!/\.ya?ml$/.test(path)) {
    return readCatalogue(path, text);
  }
  const { document, findings } = readYaml(path, text);
  return document === null || hasErrors(findings) ? { rows: [], findings } : catalogueFrom(path, document.value);
}
