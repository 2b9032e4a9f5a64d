import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CommandOutcome, runInProcess } from "./in-process.ts";
import { type CommandResult, REPOSITORY, runCommand } from "./run-command.ts";

/** A folder of its own with the example organization file, in which commands run on a sandbox. */
export interface Workplace {
  readonly folder: string;
  /** The sandbox's directory. */
  readonly sandbox: string;
  /** Runs a command on the example and the sandbox in this process; one at a time. */
  run(command: string, ...args: readonly string[]): Promise<CommandOutcome>;
  /** The same as the built command, in a process of its own. */
  runApart(command: string, ...args: readonly string[]): Promise<CommandResult>;
  /** Runs a command that has to end with 0, and gives what it printed. */
  runWell(command: string, ...args: readonly string[]): Promise<string>;
  /** Makes one raw call in the sandbox, as `orgwright sandbox call` does. */
  call(service: string, operation: string, input?: object, account?: string): Promise<void>;
  /** Another workplace with a copy of everything here. */
  copy(): Workplace;
  /** Deletes it. */
  clear(): void;
}

/** Makes a workplace with the example's files and no sandbox yet. */
export function newWorkplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), "orgwright-"));
  cpSync(join(REPOSITORY, "examples", "acme"), join(folder, "acme"), { recursive: true });
  return workplaceIn(folder);
}

/** Makes a workplace and founds the example in its sandbox. */
export async function foundedExample(): Promise<Workplace> {
  const workplace = newWorkplace();
  await workplace.runWell("apply", "--yes");
  return workplace;
}

function workplaceIn(folder: string): Workplace {
  const sandbox = join(folder, "sandbox");
  const run = (command: string, ...args: readonly string[]) => runInProcess([command, ...args, ...options], folder);
  const options = ["-f", join("acme", "orgwright.yaml"), "--sandbox", "--sandbox-dir", sandbox];
  return {
    folder,
    sandbox,
    run,
    runApart: (command, ...args) => runCommand([command, ...args, ...options], { cwd: folder }),
    runWell: async (command, ...args) => succeeded(command, await run(command, ...args)),
    async call(service, operation, input = {}, account) {
      const as = account === undefined ? [] : ["--account", account];
      const where = ["--sandbox-dir", sandbox, "--input", JSON.stringify(input)];
      const call = ["sandbox", "call", service, operation, ...where, ...as];
      succeeded(operation, await runInProcess(call, folder));
    },
    copy() {
      const twin = mkdtempSync(join(tmpdir(), "orgwright-"));
      cpSync(folder, twin, { recursive: true });
      return workplaceIn(twin);
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What a command printed that has to end with 0. */
function succeeded(command: string, { code, stdout, stderr }: CommandOutcome): string {
  if (code !== 0) {
    throw new Error(`orgwright ${command} ended with ${code}.\n${stdout}\n${stderr}`);
  }
  return stdout;
}
