import { runCommandLine } from "../../src/cli/command-line.ts";
import type { Terminal } from "../../src/cli/terminal.ts";

/** How a command ended that ran in this process. */
export interface CommandOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command line in this process, as the built command does in one of its own: without a terminal, 80 columns wide
 * and without colour. One at a time, since a process works in one folder only.
 */
export async function runInProcess(args: readonly string[], folder: string): Promise<CommandOutcome> {
  const [out, err]: [string[], string[]] = [[], []];
  const into = (lines: string[]) => (text: string) => void lines.push(text.endsWith("\n") ? text : `${text}\n`);
  const options = { width: 80, colour: false };
  const terminal: Terminal = {
    out: into(out),
    err: into(err),
    outText: options,
    errText: options,
    interactive: false,
  };
  const before = process.cwd();
  process.chdir(folder);
  try {
    const code = await runCommandLine(args, () => terminal);
    return { code, stdout: out.join(""), stderr: err.join("") };
  } finally {
    process.chdir(before);
  }
}
