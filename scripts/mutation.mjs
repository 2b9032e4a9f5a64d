// Changes the source in every small way that Stryker knows, one at a time, and counts how many of the changes the tests
// notice: `npm run mutation`, with `--part NAME` for one part, with `--file FILE` for one file. Takes long; `--incremental`
// tries only those mutants again whose code or tests changed since the last run with it. Writes the figures to
// docs/figures.md with `--record`, and ends with 1 below the wanted score.

import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { PARTS } from "./mutation-parts.mjs";

const WANTED = 85;
const REPORT = "coverage/mutation.json";

/** @typedef {{ killed: number, timeout: number, survived: number, uncovered: number }} Count */
/** @typedef {import("./mutation-parts.mjs").Piece} Piece */

const { values } = parseArgs({
  options: {
    part: { type: "string" },
    file: { type: "string" },
    incremental: { type: "boolean", default: false },
    record: { type: "boolean", default: false },
  },
});
if (values.record && values.file !== undefined) {
  throw new Error("Figures are of whole parts: --record takes no --file.");
}
const parts = PARTS.map((part) => ({ ...part, pieces: part.pieces.filter(isAskedFor) })).filter(
  ({ name, pieces }) => (values.part === undefined || name === values.part) && pieces.length > 0,
);
if (parts.length === 0) {
  throw new Error(`There is no such part or file; the parts are ${PARTS.map(({ name }) => name).join(", ")}.`);
}
let isEnough = true;
for (const { name, title, pieces } of parts) {
  const counts = pieces.map((piece) => ({ piece, count: run(piece) }));
  const lines = table(counts);
  console.log(`\n${name}\n\n${lines.join("\n")}\n`);
  isEnough &&= scoreOf(sum(counts.map(({ count }) => count))) >= WANTED;
  if (values.record) {
    const how = values.incremental ? "--incremental --record" : "--record";
    write(`Mutation: ${title}`, `npm run mutation -- --part ${name} ${how}`, lines);
  }
}
process.exitCode = isEnough ? 0 : 1;

/**
 * @param {Piece} piece
 * @returns {boolean}
 */
function isAskedFor({ mutate }) {
  return values.file === undefined || mutate.includes(values.file);
}

/**
 * @param {Piece} piece
 * @returns {Count}
 */
function run({ mutate, tests }) {
  rmSync(REPORT, { force: true });
  const memory = `coverage/mutation/${mutate[0]?.replaceAll("/", "-")}.json`;
  const stryker = [
    ...["node_modules/@stryker-mutator/core/bin/stryker.js", "run", "--mutate", mutate.join(",")],
    ...(values.incremental ? ["--incremental", "--incrementalFile", memory] : []),
  ];
  const env = { ...process.env, ORGWRIGHT_MUTATION_TESTS: tests.join(",") };
  const { status } = spawnSync(process.execPath, stryker, { stdio: "inherit", env });
  if (status !== 0) {
    throw new Error(`Stryker ended with ${status}: do the tests pass without any mutant?`);
  }
  /** @type {{ files: Record<string, { mutants: { status: string }[] }> }} */
  const report = JSON.parse(readFileSync(REPORT, "utf8"));
  const states = Object.values(report.files).flatMap(({ mutants }) => mutants.map(({ status: state }) => state));
  const of = (/** @type {string} */ state) => states.filter((one) => one === state).length;
  return { killed: of("Killed"), timeout: of("Timeout"), survived: of("Survived"), uncovered: of("NoCoverage") };
}

/**
 * @param {readonly Count[]} counts
 * @returns {Count}
 */
function sum(counts) {
  const all = { killed: 0, timeout: 0, survived: 0, uncovered: 0 };
  for (const one of counts) {
    all.killed += one.killed;
    all.timeout += one.timeout;
    all.survived += one.survived;
    all.uncovered += one.uncovered;
  }
  return all;
}

/**
 * @param {Count} count
 * @returns {number} noticed, in per cent of all that do something
 */
function scoreOf({ killed, timeout, survived, uncovered }) {
  return (100 * (killed + timeout)) / Math.max(1, killed + timeout + survived + uncovered);
}

/**
 * @param {readonly { piece: Piece, count: Count }[]} counts
 * @returns {string[]} as Markdown
 */
function table(counts) {
  const row = (/** @type {string} */ name, /** @type {Count} */ count) => {
    const { killed, timeout, survived, uncovered } = count;
    return `| ${name} | ${killed} | ${timeout} | ${survived} | ${uncovered} | ${scoreOf(count).toFixed(1)} % |`;
  };
  return [
    "| source | killed | timed out | survived | not covered | score |",
    "|---|--:|--:|--:|--:|--:|",
    ...counts.map(({ piece, count }) => row(piece.mutate.map((file) => `\`${file}\``).join(", "), count)),
    row("all", sum(counts.map(({ count }) => count))),
  ];
}

/**
 * @param {string} title
 * @param {string} command
 * @param {readonly string[]} lines
 */
function write(title, command, lines) {
  // The page is written by TypeScript, which a script of its own runs.
  const given = [title, command, lines].map((one) => JSON.stringify(one)).join(", ");
  const code = `import { writeFigures } from "./scripts/figures.ts"; writeFigures(${given});`;
  spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], { stdio: "inherit" });
}
