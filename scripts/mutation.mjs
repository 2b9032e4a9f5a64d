// Changes the source in every small way that Stryker knows, one at a time, and counts how many of the changes the tests
// notice: `npm run mutation`, with `--part NAME` for one part, with `--file FILE` for one file. Tells each change that got
// past the tests. Writes the figures to docs/figures.md with `--record`, and ends with 1 below the wanted score.

import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { PARTS } from "./mutation-parts.mjs";

const WANTED = 85;

/** @typedef {{ killed: number, timeout: number, survived: number, uncovered: number }} Count */
/** @typedef {import("./mutation-parts.mjs").Piece} Piece */

const { values } = parseArgs({
  options: { part: { type: "string" }, file: { type: "string" }, record: { type: "boolean", default: false } },
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
  const counts = [];
  for (const piece of pieces) {
    counts.push({ piece, count: await run(piece) });
  }
  const lines = table(counts);
  console.log(`\n${name}\n\n${lines.join("\n")}\n`);
  isEnough &&= scoreOf(sum(counts.map(({ count }) => count))) >= WANTED;
  if (values.record) {
    write(`Mutation: ${title}`, `npm run mutation -- --part ${name} --record`, lines);
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
 * @returns {Promise<Count>}
 */
async function run({ mutate, tests }) {
  process.env["ORGWRIGHT_MUTATION_TESTS"] = tests.join(",");
  const results = await new Stryker({
    mutate: [...mutate],
    testRunner: "evaluate",
    plugins: ["./scripts/mutation-runner.mjs"],
    coverageAnalysis: "perTest",
    ignorePatterns: ["coverage", "dist"],
    // Node runs the tests without types, and Stryker has none to adapt.
    tsconfigFile: "no-such-file.json",
    concurrency: 2,
    timeoutMS: 10_000,
    tempDirName: "coverage/mutation",
    reporters: ["clear-text"],
    clearTextReporter: { logTests: false, allowColor: false },
  }).runMutationTest();
  const of = (/** @type {string} */ status) => results.filter((one) => one.status === status).length;
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
