// Changes the source in every small way that Stryker knows, one at a time, and counts how many of the changes the tests
// notice: `npm run mutation`, or `npm run mutation -- --part NAME` for one part. Takes long; writes the figures to
// docs/figures.md with `--record`, and ends with 1 below the wanted score.

import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { parseArgs } from "node:util";

const WANTED = 85;
const REPORT = "coverage/mutation.json";

/** @typedef {{ name: string, mutate: readonly string[], tests: readonly string[] }} Part */

/** @type {readonly Part[]} */
const PARTS = [
  { name: "plan", mutate: ["src/plan/*.ts"], tests: ["test/plan/*.test.ts"] },
  {
    name: "resolvers",
    mutate: ["src/aws/contract/writes.ts", "src/apply/execute-step.ts", "src/kinds/account/creation.ts"],
    tests: ["test/apply/execute-step.test.ts", "test/apply/lost-answers.test.ts", "test/kinds/account.test.ts"],
  },
  {
    name: "retry-table",
    mutate: ["src/aws/door/retry-rules.ts"],
    tests: ["test/aws/door/retries.test.ts", "test/aws/door/retry-table.test.ts"],
  },
];

const { values } = parseArgs({
  options: { part: { type: "string" }, record: { type: "boolean", default: false } },
});
const parts = PARTS.filter(({ name }) => values.part === undefined || name === values.part);
const lines = ["| part | mutants | noticed | score |", "|---|--:|--:|--:|"];
let isEnough = true;
for (const part of parts) {
  const { total, noticed } = run(part);
  const score = (100 * noticed) / Math.max(1, total);
  isEnough &&= score >= WANTED;
  lines.push(`| ${part.name} (${part.mutate.join(", ")}) | ${total} | ${noticed} | ${score.toFixed(1)} % |`);
}
console.log(lines.join("\n"));
if (values.record) {
  // The page is written by TypeScript, which a script of its own runs.
  const text = JSON.stringify(lines);
  const code = `import { writeFigures } from "./scripts/figures.ts"; writeFigures("Mutation", "npm run mutation -- --record", ${text});`;
  spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], { stdio: "inherit" });
}
process.exitCode = isEnough ? 0 : 1;

/**
 * @param {Part} part
 * @returns {{ total: number, noticed: number }} of the mutants that do something
 */
function run({ mutate, tests }) {
  rmSync(REPORT, { force: true });
  const stryker = ["node_modules/@stryker-mutator/core/bin/stryker.js", "run", "--mutate", mutate.join(",")];
  const env = { ...process.env, ORGWRIGHT_MUTATION_TESTS: tests.join(",") };
  const { status } = spawnSync(process.execPath, stryker, { stdio: "inherit", env });
  if (status !== 0) {
    throw new Error(`Stryker ended with ${status}: do the tests pass without any mutant?`);
  }
  /** @type {{ files: Record<string, { mutants: { status: string }[] }> }} */
  const report = JSON.parse(readFileSync(REPORT, "utf8"));
  const states = Object.values(report.files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const noticed = states.filter((status) => status === "Killed" || status === "Timeout").length;
  const missed = states.filter((status) => status === "Survived" || status === "NoCoverage").length;
  return { total: noticed + missed, noticed };
}
