// Kills a founding with SIGKILL at many of its calls, runs it again, and looks what became of it. The sandbox's faults
// name the call, so that the process dies in the middle of it: before it is sent, or after it was done and before its
// answer is seen. Prints one line for each kill; ends with 1 when one did not come to the world of a founding that was
// not killed. `--kills N` for another number, `--file FILE` for another organization. Needs the built command.

import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** @typedef {{ n: number, service: string, operation: string, write: boolean, outcome: string }} Call */
/** @typedef {{ code: number | null, signal: string | null, stdout: string, stderr: string }} Ended */
/** @typedef {{ call: number, kind: "crash-before" | "crash-after" }} Kill */

const AT_ONCE = 4;
/** At least so many of the kills hit a write. */
const WRITES_SHARE = 0.6;

const { values } = parseArgs({
  options: {
    file: { type: "string", default: "test/apply/small.yaml" },
    kills: { type: "string", default: "20" },
  },
});
const bin = fileURLToPath(new URL("../bin/orgwright.js", import.meta.url));
const file = resolve(values.file);
const folder = mkdtempSync(join(tmpdir(), "orgwright-kills-"));
try {
  process.exitCode = await sweep(Number(values.kills));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * @param {number} count
 * @returns {Promise<number>} the exit code
 */
async function sweep(count) {
  const calm = sandboxIn("calm");
  await orgwright(calm, "apply", "--yes");
  const calls = callsIn(calm);
  const wanted = await worldOf(calm);
  const kills = chosen(calls, count);
  console.log(`A founding makes ${calls.length} calls, ${calls.filter(({ write }) => write).length} of them writes.`);

  /** @type {{ line: string, isWrite: boolean, isWell: boolean }[]} */
  const ends = [];
  const left = [...kills];
  const worker = async () => {
    for (let kill = left.shift(); kill !== undefined; kill = left.shift()) {
      ends.push(await survive(kill, wanted));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  for (const { line } of ends.sort((a, b) => a.line.localeCompare(b.line))) {
    console.log(line);
  }
  const well = ends.filter(({ isWell }) => isWell).length;
  const writes = ends.filter(({ isWrite }) => isWrite).length;
  console.log(`${ends.length} kills, ${writes} while a write was in flight; ${well} came to the same world.`);
  return well === ends.length ? 0 : 1;
}

/**
 * Calls from the first to the last at which to kill, most of them writes, by turns before and after they are done.
 *
 * @param {readonly Call[]} calls
 * @param {number} count
 * @returns {Kill[]}
 */
function chosen(calls, count) {
  const writes = spread(
    calls.filter(({ write }) => write),
    Math.ceil(count * WRITES_SHARE),
  );
  const reads = spread(
    calls.filter(({ write }) => !write),
    count - writes.length,
  );
  return [...writes, ...reads]
    .sort((a, b) => a.n - b.n)
    .map(({ n }, index) => ({ call: n, kind: index % 2 === 0 ? "crash-after" : "crash-before" }));
}

/**
 * @template T
 * @param {readonly T[]} all
 * @param {number} count
 * @returns {T[]} so many of them, evenly spread, the first and the last among them
 */
function spread(all, count) {
  const last = all.length - 1;
  return Array.from({ length: count }, (_, n) => all[Math.round((n * last) / Math.max(1, count - 1))]).filter(isThere);
}

/**
 * @template T
 * @param {T | undefined} value
 * @returns {value is T}
 */
function isThere(value) {
  return value !== undefined;
}

/**
 * @param {Kill} kill
 * @param {string} wanted
 */
async function survive(kill, wanted) {
  const directory = sandboxIn(`at-${kill.call}`);
  const faults = join(folder, `faults-${kill.call}.json`);
  writeFileSync(faults, JSON.stringify([kill]));
  await run(["sandbox", "new", directory, "--faults", faults]);

  const killed = await runOn(directory, "apply", "--yes");
  const at = callsIn(directory).at(-1);
  const again = await runOn(directory, "apply", "--yes");
  const second = await runOn(directory, "plan", "--detailed-exitcode");
  const isSame = (await worldOf(directory)) === wanted;
  const isWell = killed.signal === "SIGKILL" && again.code === 0 && second.code === 0 && isSame;
  const what = `${at?.service}:${at?.operation}${at?.write === true ? " (write)" : ""}`;
  const line = [
    `call ${String(kill.call).padStart(3)} ${kill.kind.padEnd(12)} ${what}:`,
    `killed by ${killed.signal ?? `nothing, ended with ${killed.code}`};`,
    `run again ${again.code === 0 ? "to the end" : `ended with ${again.code}`};`,
    `second plan ${second.code === 0 ? "empty" : `ended with ${second.code}`};`,
    `${isSame ? "same world" : "ANOTHER WORLD"}`,
  ].join(" ");
  return { line: isWell ? line : `${line}\n${again.stdout}${again.stderr}`, isWrite: at?.write === true, isWell };
}

/**
 * What stands in a sandbox, without ids: accounts with their addresses, units, and policies with how often each is
 * attached. What is in the accounts is compared by the second plan.
 *
 * @param {string} directory
 */
async function worldOf(directory) {
  const shown = JSON.parse(await orgwright(directory, "show", "--format", "json"));
  const accounts = shown.accounts.map((/** @type {any} */ { name, email, ou, state, tags }) => [
    name,
    email,
    ou,
    state,
    tags,
  ]);
  const units = shown.units.map((/** @type {any} */ { path, address }) => [path, address]);
  const policies = shown.policies.map((/** @type {any} */ { type, name, bytes, attachedTo, address }) => {
    return [type, name, bytes, attachedTo.length, address];
  });
  const sorted = [accounts, units, policies].map((/** @type {unknown[]} */ list) =>
    list.map((one) => JSON.stringify(one)).sort(),
  );
  return JSON.stringify(sorted);
}

/** @param {string} name */
function sandboxIn(name) {
  mkdirSync(folder, { recursive: true });
  return join(folder, name);
}

/**
 * @param {string} directory
 * @returns {Call[]}
 */
function callsIn(directory) {
  const lines = readFileSync(join(directory, "calls.jsonl"), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line));
}

/**
 * Runs a command that has to end with 0.
 *
 * @param {string} directory
 * @param {readonly string[]} given
 */
async function orgwright(directory, ...given) {
  const { code, signal, stdout, stderr } = await runOn(directory, ...given);
  if (code !== 0) {
    throw new Error(`orgwright ${given.join(" ")} ended with ${code ?? signal}.\n${stdout}\n${stderr}`);
  }
  return stdout;
}

/**
 * @param {string} directory
 * @param {readonly string[]} given
 */
function runOn(directory, ...given) {
  const [command = "", ...options] = given;
  return run([command, "-f", file, "--sandbox", "--sandbox-dir", directory, ...options]);
}

/**
 * @param {readonly string[]} given
 * @returns {Promise<Ended>}
 */
function run(given) {
  return new Promise((settle) => {
    const child = execFile(process.execPath, [bin, ...given], { cwd: folder }, (_error, stdout, stderr) => {
      settle({ code: child.exitCode, signal: child.signalCode, stdout, stderr });
    });
  });
}
