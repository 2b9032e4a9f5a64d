import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CommandResult, REPOSITORY, runCommand, runCommandWell } from "./run-command.ts";

/** A folder of its own with the example organization file, in which commands run on a sandbox. */
export interface Workplace {
  readonly folder: string;
  /** The sandbox's directory. */
  readonly sandbox: string;
  /** Runs a command on the example and the sandbox, and waits for its end. */
  run(command: string, ...args: readonly string[]): Promise<CommandResult>;
  /** Runs a command that has to end with 0, and gives what it printed. */
  runWell(command: string, ...args: readonly string[]): Promise<string>;
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
  const options = ["-f", join("acme", "orgwright.yaml"), "--sandbox", "--sandbox-dir", sandbox];
  return {
    folder,
    sandbox,
    run: (command, ...args) => runCommand([command, ...args, ...options], { cwd: folder }),
    runWell: (command, ...args) => runCommandWell([command, ...args, ...options], { cwd: folder }),
    copy() {
      const twin = mkdtempSync(join(tmpdir(), "orgwright-"));
      cpSync(folder, twin, { recursive: true });
      return workplaceIn(twin);
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}
