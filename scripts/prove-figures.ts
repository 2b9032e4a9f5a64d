// Measures the proofs: the whole catalogue over organizations of several sizes, judged once and cold, each in a process of
// its own. `npm run bench:prove`; `--write` writes docs/figures.md; `--accounts N` measures one size in this process.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { shippedTables, toolVersion } from "../src/cli/shipped.ts";
import { openSource } from "../src/cli/source.ts";
import { validate, wishedScene } from "../src/pipeline.ts";
import { exampleAccounts } from "../src/prove/account-classes.ts";
import { workloadAccounts } from "../src/prove/bindings.ts";
import type { CatalogueRow } from "../src/prove/catalogue.ts";
import { prove } from "../src/prove/prove.ts";
import { writeFigures } from "./figures.ts";

const SIZES = [20, 100, 1000];

/** So many rows the catalogue is brought to, if it has fewer, by asking them again under other names. */
const LEAST = { deny: 400, allow: 120 };

const UNITS = ["workloads/prod", "workloads/dev"];

interface Measured {
  readonly accounts: number;
  readonly attacks: number;
  readonly mustStay: number;
  readonly classes: number;
  /** From the text of the file to the world that it wishes for. */
  readonly filesMs: number;
  readonly catalogueMs: number;
  /** Of the processor, which other programs do not lengthen as they do the time that passes. */
  readonly filesProcessorMs: number;
  readonly catalogueProcessorMs: number;
}

const { values } = parseArgs({ options: { accounts: { type: "string" }, write: { type: "boolean" } } });
if (values.accounts !== undefined) {
  console.log(JSON.stringify(measure(Number(values.accounts))));
} else {
  const lines = SIZES.map((size) => lineFor(inOwnProcess(size)));
  const table = [
    "| accounts | classes | attacks | must stay | the catalogue | of it processor | reading the file | of it processor |",
    "|--:|--:|--:|--:|--:|--:|--:|--:|",
  ];
  console.log([...table, ...lines].join("\n"));
  if (values.write === true) {
    writeFigures("Proofs", "npm run bench:prove -- --write", [
      "The whole catalogue over organizations with all seven blueprints (people in groups with grants, published repositories,",
      "required tags) and so many workload accounts in two units, judged once and cold. Accounts of one class are judged once.",
      "",
      ...table,
      ...lines,
    ]);
  }
}

function inOwnProcess(accounts: number): Measured {
  const script = fileURLToPath(import.meta.url);
  const out = execFileSync(process.execPath, ["--import", "tsx", script, "--accounts", String(accounts)]);
  return JSON.parse(out.toString()) as Measured;
}

function lineFor(of: Measured): string {
  const times = [of.catalogueMs, of.catalogueProcessorMs, of.filesMs, of.filesProcessorMs].map((time) => `${time} ms`);
  return `| ${[of.accounts, of.classes, of.attacks, of.mustStay, ...times].join(" | ")} |`;
}

function measure(accounts: number): Measured {
  const tables = shippedTables();
  const rows = [...atLeast("deny", tables.catalogue), ...atLeast("allow", tables.catalogue)];
  const processor = processorMs();
  const before = performance.now();
  const scene = withFile(accounts, (file) => wishedScene(validate(openSource(file), tables, toolVersion()), tables));
  if (scene === null) {
    throw new Error("The file that was made for measuring has errors.");
  }
  const ready = performance.now();
  const processorReady = processorMs();
  prove(rows, scene);
  const done = performance.now();
  const processorDone = processorMs();
  return {
    accounts: workloadAccounts(scene).length,
    attacks: rows.filter(({ expected }) => expected === "deny").length,
    mustStay: rows.filter(({ expected }) => expected === "allow").length,
    classes: exampleAccounts(scene).length,
    filesMs: Math.round(ready - before),
    catalogueMs: Math.round(done - ready),
    filesProcessorMs: Math.round(processorReady - processor),
    catalogueProcessorMs: Math.round(processorDone - processorReady),
  };
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function atLeast(expected: "deny" | "allow", catalogue: readonly CatalogueRow[]): CatalogueRow[] {
  const rows = catalogue.filter((row) => row.expected === expected);
  const more = Array.from({ length: Math.max(0, LEAST[expected] - rows.length) }, (_, index): CatalogueRow => {
    const row = rows[index % rows.length] as CatalogueRow;
    return { ...row, id: `${row.id}-again-${index}` };
  });
  return [...rows, ...more];
}

function withFile<T>(accounts: number, read: (file: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), "orgwright-figures-"));
  const file = join(directory, "orgwright.yaml");
  const lines = Array.from(
    { length: accounts },
    (_, index) => `        app-${index}: { ou: ${UNITS[index % UNITS.length]} }`,
  );
  const head = `version: 1
organization:
  name: acme
  email: aws+{account}@acme.example
  homeRegion: eu-west-1
  regions: [eu-west-1, us-east-1]
  managementAccount: "111111111111"
blueprints:
  - use: foundation
    with: { operators: { users: [admin] } }
  - use: logging
  - use: identity
    with:
      people:
        - { name: ana, groups: [platform] }
        - { name: ben, groups: [developers] }
      groups:
        platform: { grants: [{ role: Admin, in: ["**"] }] }
        developers: { grants: [{ role: PowerUser, in: [workloads/**] }] }
      breakGlass: [keeper-one, keeper-two]
  - use: publishing
    with:
      repositories: [app, base, tools]
      publishers: ["repo:acme/app:ref:refs/heads/main"]
      images: { base: ami-0123456789abcdef0 }
  - use: tagging
    with: { required: { CostCenter: { values: ["100", "200"] }, Owner: {} } }
  - use: guardrails
  - use: workload
    with:
      accounts:
`;
  try {
    writeFileSync(file, `${head}${lines.join("\n")}\n`);
    return read(file);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
