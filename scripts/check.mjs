// Every check that needs no AWS and runs no test: `npm run check`. Prints a line a step, and in full what a failing
// step says. `npm run check NAME…` runs only those steps.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { performance } from "node:perf_hooks";

/** @typedef {{ name: string, run: readonly string[], shows?: boolean }} Step */

const TSC = "node_modules/typescript/bin/tsc";
const WORKERS = 2;

/** The slowest first, so that the workers end together. @type {readonly Step[]} */
const STEPS = [
  { name: "knip", run: ["node_modules/knip/bin/knip.js", "--no-progress", "--no-config-hints"] },
  { name: "types of everything", run: [TSC, "--noEmit", "-p", "tsconfig.test.json"] },
  { name: "types of the source", run: [TSC, "--noEmit", "-p", "tsconfig.json"] },
  { name: "type tests", run: ["scripts/type-tests.mjs"] },
  { name: "package", run: ["scripts/package.mjs"] },
  { name: "format and lint", run: ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."] },
  { name: "rooms", run: ["scripts/rooms.mjs"] },
  { name: "house numbers", run: ["scripts/house-numbers.mjs"], shows: true },
  ...ifThere("licences", ["scripts/licences.mjs"]),
  ...ifThere("iam actions", ["node_modules/tsx/dist/cli.mjs", "scripts/generate-iam-actions.ts", "--check"], 1),
  ...ifThere("schemas", ["node_modules/tsx/dist/cli.mjs", "scripts/generate-schemas.ts", "--check"], 1),
];

/**
 * @param {string} name
 * @param {readonly string[]} run
 * @param {number} at which part of `run` is the script
 * @returns {Step[]}
 */
function ifThere(name, run, at = 0) {
  return existsSync(run[at] ?? "") ? [{ name, run }] : [];
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
function runNode(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const take = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => resolve({ ok: false, output: error.message }));
    child.on("close", (code) => resolve({ ok: code === 0, output }));
  });
}

/**
 * @param {Step} step
 * @returns {Promise<boolean>}
 */
async function runStep(step) {
  const start = performance.now();
  const { ok, output } = await runNode(step.run);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${ok ? "✓" : "✗"} ${step.name.padEnd(22)} ${seconds.padStart(5)} s`);
  if (!ok || step.shows === true) {
    console.log(output.replace(/^(?=.)/gm, "    ").trimEnd());
  }
  return ok;
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !STEPS.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(", ")}. Steps: ${STEPS.map((step) => step.name).join(", ")}`);
  process.exit(1);
}
const queue = STEPS.filter((step) => asked.length === 0 || asked.includes(step.name));
const total = queue.length;
let failed = 0;

async function work() {
  for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
    const ok = await runStep(step);
    failed += ok ? 0 : 1;
  }
}

await Promise.all(Array.from({ length: WORKERS }, work));
console.log(failed === 0 ? `All ${total} checks passed.` : `${failed} of ${total} checks failed.`);
process.exitCode = failed === 0 ? 0 : 1;
