import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startMoto } from "../../scripts/moto/server.mjs";
import { type CommandResult, REPOSITORY, runCommand } from "../support/run-command.ts";

const HERE = fileURLToPath(new URL("./", import.meta.url));

/** Credentials of nobody: moto takes any key that it does not know for the management account's user `moto`. */
const ENVIRONMENT = { AWS_ACCESS_KEY_ID: "nobody", AWS_SECRET_ACCESS_KEY: "nothing", AWS_REGION: "eu-west-1" };

/** What `scripts/moto.mjs` sets. */
export function setting(name: "ORGWRIGHT_MOTO_ENDPOINT" | "ORGWRIGHT_MOTO_PYTHON"): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} is not set. Run these tests with: npm run test:moto`);
  }
  return value;
}

/** A moto of this file's own, so that files can run beside each other. */
export async function ownMoto(options: { readonly managedPolicies: boolean }) {
  const { endpoint, stop } = await startMoto(setting("ORGWRIGHT_MOTO_PYTHON"), options);
  return { endpoint, stop };
}

/** Empties a moto. */
export async function reset(endpoint: string): Promise<void> {
  const { ok, status } = await fetch(`${endpoint}/moto-api/reset`, { method: "POST" });
  if (!ok) {
    throw new Error(`moto would not be reset: HTTP status ${status}`);
  }
}

/** A directory of its own, removed by `remove`. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "orgwright-moto-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/**
 * A copy of the built package whose table of AWS's rates is empty, and its catalogue of attacks; the file of its command.
 * moto has no rates, and keeping to AWS's takes most of the time of a run; most of its work is proofs, which ask AWS
 * nothing. Where something is done many times over it is done with this one.
 */
export function unhurriedPackage(folder: string): string {
  const copy = join(folder, "package");
  mkdirSync(copy);
  for (const part of ["bin", "dist", "blueprints", "package.json"]) {
    cpSync(join(REPOSITORY, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(REPOSITORY, "node_modules"), join(copy, "node_modules"));
  const data = join(copy, "blueprints/data");
  writeFileSync(join(data, "rates.yaml"), "lanes: {}\n");
  for (const table of ["attacks.csv", "generated.csv", "allowed.csv"]) {
    const file = join(data, "catalogue", table);
    const [columns = ""] = readFileSync(file, "utf8").split("\n");
    writeFileSync(file, `${columns}\n`);
  }
  return join(copy, "bin/orgwright.js");
}

export interface Orgwright {
  /** An organization file of this folder. */
  readonly file: string;
  readonly endpoint: string;
  /** Where run logs and plans go. */
  readonly folder: string;
  readonly bin?: string;
}

/** Runs the built command on an organization file of this folder, against a moto. */
export async function orgwright(
  { file, endpoint, folder, bin }: Orgwright,
  args: readonly string[],
  kill?: AbortSignal,
): Promise<CommandResult> {
  return await runCommand([...args, "-f", join(HERE, file), "--endpoint-url", endpoint], {
    cwd: folder,
    env: ENVIRONMENT,
    ...(bin === undefined ? {} : { bin }),
    ...(kill === undefined ? {} : { kill }),
  });
}

/** Runs a Python script of this folder and gives what it printed. */
export async function python(script: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(setting("ORGWRIGHT_MOTO_PYTHON"), [join(HERE, script), ...args], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}
