// Runs the tests of test/moto against moto, an independent imitation of AWS, on the loopback address: `npm run
// test:moto`. Uses an installed moto if Python finds one, else installs one into .venv/moto.

import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { startMoto } from "./moto/server.mjs";

const FOLDER = ".venv/moto";
const WANTED = ["moto[server]>=5.2.1,<6", "boto3"];
const PROBE = `
import flask, flask_cors, boto3, moto
numbers = tuple(int(part) for part in moto.__version__.split(".")[:3] if part.isdigit())
raise SystemExit(0 if (5, 2, 1) <= numbers < (6,) else 1)
`;

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

/** @param {Record<string, string>} settings */
function runTests(settings) {
  return new Promise((resolve) => {
    const args = [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--project",
      "moto",
      "--maxWorkers=2",
      ...process.argv.slice(2),
    ];
    const tests = spawn(process.execPath, args, { env: { ...process.env, ...settings }, stdio: "inherit" });
    tests.on("close", (code) => resolve(code ?? 1));
  });
}

async function main() {
  const python = pythonWithMoto();
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.once(signal, () => process.exit(130));
  }
  const { endpoint, stop } = await startMoto(python, { managedPolicies: true });
  try {
    process.exitCode = await runTests({
      ORGWRIGHT_MOTO_ENDPOINT: endpoint,
      ORGWRIGHT_MOTO_PYTHON: python,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    });
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
