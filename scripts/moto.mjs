// Runs the tests of test/moto against moto, an independent imitation of AWS, on the loopback address: `npm run
// test:moto`. Uses an installed moto if Python finds one, else installs one into .venv/moto.

import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const FOLDER = ".venv/moto";
const WANTED = ["moto[server]>=5.2.1,<6", "boto3"];
const PROBE = `
import flask, flask_cors, boto3, moto
numbers = tuple(int(part) for part in moto.__version__.split(".")[:3] if part.isdigit())
raise SystemExit(0 if (5, 2, 1) <= numbers < (6,) else 1)
`;
const START_SECONDS = 60;

/** @param {string} python */
function hasMoto(python) {
  return spawnSync(python, ["-c", PROBE], { stdio: "ignore" }).status === 0;
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function run(command, args) {
  console.log(`> ${command} ${args.join(" ")}`);
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) {
    throw new Error(`"${command} ${args.join(" ")}" failed${error ? `: ${error.message}` : ""}.`);
  }
}

/** A Python that has moto; installs it when none has. */
function pythonWithMoto() {
  const own = `${FOLDER}/bin/python`;
  const found = [process.env["ORGWRIGHT_MOTO_PYTHON"], own, "python3"].find((python) => python && hasMoto(python));
  if (found !== undefined) {
    return found;
  }
  if (spawnSync("python3", ["--version"], { stdio: "ignore" }).status !== 0) {
    throw new Error("The moto tests need Python 3.10 or later, and there is no python3. Install Python and run again.");
  }
  if (!existsSync(own)) {
    run("python3", ["-m", "venv", FOLDER]);
  }
  run(own, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...WANTED]);
  if (!hasMoto(own)) {
    throw new Error(`${own} does not find moto although pip installed it. Delete ${FOLDER} and run again.`);
  }
  return own;
}

/** @returns {Promise<number>} a port of the loopback address that nobody uses */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/**
 * Waits until the server answers.
 * @param {string} endpoint
 * @param {() => string | null} gone what the server said when it ended, null while it runs
 */
async function untilReachable(endpoint, gone) {
  for (let tries = 0; tries < START_SECONDS * 5; tries += 1) {
    const said = gone();
    if (said !== null) {
      throw new Error(`moto ended before it answered:\n${said}`);
    }
    const answer = await fetch(`${endpoint}/moto-api/data.json`).catch(() => null);
    if (answer?.ok) {
      return;
    }
    await wait(200);
  }
  throw new Error(`moto did not answer at ${endpoint} within ${START_SECONDS} seconds.`);
}

/**
 * @param {string} python
 * @param {number} port
 */
function startServer(python, port) {
  const start = "import sys; from moto.server import main; main(sys.argv[1:])";
  const child = spawn(python, ["-c", start, "-H", "127.0.0.1", "-p", String(port)], {
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: "true" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (/** @type {Buffer} */ chunk) => {
    said = (said + chunk.toString()).slice(-4000);
  });
  child.on("error", (error) => {
    said += error.message;
  });
  return { child, gone: () => (child.exitCode === null && child.signalCode === null && child.pid ? null : said) };
}

/** @param {Record<string, string>} settings */
function runTests(settings) {
  return new Promise((resolve) => {
    const args = ["node_modules/vitest/vitest.mjs", "run", "--project", "moto", ...process.argv.slice(2)];
    const tests = spawn(process.execPath, args, { env: { ...process.env, ...settings }, stdio: "inherit" });
    tests.on("close", (code) => resolve(code ?? 1));
  });
}

async function main() {
  const python = pythonWithMoto();
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const { child, gone } = startServer(python, port);
  const stop = () => child.kill("SIGKILL");
  process.once("exit", stop);
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.once(signal, () => process.exit(130));
  }
  try {
    await untilReachable(endpoint, gone);
    process.exitCode = await runTests({ ORGWRIGHT_MOTO_ENDPOINT: endpoint, ORGWRIGHT_MOTO_PYTHON: python });
  } finally {
    stop();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
