import { readFileSync } from "node:fs";
import { AwsError } from "../../aws/contract/aws-error.ts";
import { judgedBy } from "../../aws/sandbox/authorization/judge.ts";
import { newDirectory } from "../../aws/sandbox/directory/directory.ts";
import { parseFaults } from "../../aws/sandbox/faults.ts";
import { createWorld } from "../../aws/sandbox/new-world.ts";
import { openSandbox } from "../../aws/sandbox/sandbox.ts";
import { plainJson } from "../../report/safe-text.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { shippedTables } from "../shipped.ts";
import type { Terminal } from "../terminal.ts";

export interface SandboxNewOptions {
  readonly managementAccount?: string;
  readonly seed?: string;
  readonly quota: readonly string[];
  readonly faults?: string;
}

/** Makes a sandbox in a directory. */
export async function runSandboxNew(
  directory: string,
  options: SandboxNewOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { managementAccount, seed, quota, faults } = options;
  const world = createWorld({
    ...(managementAccount === undefined ? {} : { managementAccount }),
    ...(seed === undefined ? {} : { seed: wholeNumber("--seed", seed) }),
    quotas: quotasFrom(quota),
  });
  newDirectory(directory, world, faults === undefined ? [] : parseFaults(readFileSync(faults, "utf8")));
  terminal.out(
    `A sandbox is in ${directory}, with the management account ${world.managementAccount} and no organization.`,
  );
  terminal.out(`Use it with: orgwright apply -f FILE --sandbox --sandbox-dir ${directory}`);
  return EXIT.done;
}

export interface SandboxCallOptions {
  readonly sandboxDir: string;
  readonly account?: string;
  readonly region?: string;
  readonly as?: string;
  readonly mfa?: boolean;
  readonly input?: string;
}

/** Makes one raw call in a sandbox, in the SDK's input and output shapes. */
export async function runSandboxCall(
  service: string,
  operation: string,
  options: SandboxCallOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const sandbox = await openSandbox({
    directory: options.sandboxDir,
    // An account's administrator, as whom it is called otherwise, may do everything: that is how a world is tampered with.
    ...(options.as === undefined ? {} : { authorize: judgedBy(new Set(shippedTables().rcpServices)) }),
  });
  try {
    const output = await sandbox.raw({
      service,
      operation,
      input: readInput(options.input),
      ...(options.account === undefined ? {} : { account: options.account }),
      ...(options.region === undefined ? {} : { region: options.region }),
      ...(options.as === undefined ? {} : { principal: options.as }),
      ...(options.mfa === undefined ? {} : { mfa: options.mfa }),
    });
    terminal.out(plainJson(output));
    return EXIT.done;
  } catch (error) {
    if (error instanceof AwsError) {
      const { code, message, reason } = error;
      terminal.out(plainJson({ error: { name: code, message, ...(reason === undefined ? {} : { reason }) } }));
      return EXIT.error;
    }
    throw error;
  } finally {
    await sandbox.close();
  }
}

function readInput(input: string | undefined): unknown {
  const text = input?.startsWith("@") === true ? readFileSync(input.slice(1), "utf8") : (input ?? "{}");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RangeError(`--input is not JSON: ${(error as Error).message}`);
  }
}

function quotasFrom(values: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    values.map((value) => {
      const [name = "", figure = ""] = value.split("=");
      return [name, wholeNumber(`--quota ${name}`, figure)];
    }),
  );
}

function wholeNumber(what: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new RangeError(`${what} must be a whole number, not "${text}".`);
  }
  return Number(text);
}
