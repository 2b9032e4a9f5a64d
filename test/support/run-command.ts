import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));

const BIN = fileURLToPath(new URL("../../bin/orgwright.js", import.meta.url));

/** How a command ended. */
export interface CommandResult {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  /** The repository when left out. */
  readonly cwd?: string;
  /** Beside a bare environment that has no AWS credentials in it. */
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads on standard input, which is no terminal; nothing when left out. */
  readonly input?: string;
  /** The command's file; the repository's when left out. */
  readonly bin?: string;
  /** Kills it at once, as `kill -9` does. */
  readonly kill?: AbortSignal;
}

/**
 * Runs the built command (`npm test` builds it first) in a process of its own, without a terminal, colour or AWS
 * credentials, and waits for its end. Never throws for an exit code.
 */
export async function runCommand(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const child = spawn(process.execPath, [options.bin ?? BIN, ...args], {
    cwd: options.cwd ?? REPOSITORY,
    env: { PATH: process.env["PATH"] ?? "", HOME: "/nonexistent", NO_COLOR: "1", ...options.env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(options.input ?? "");
  options.kill?.addEventListener("abort", () => void child.kill("SIGKILL"), { once: true });
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, stdout: stdout(), stderr: stderr() }));
  });
}

function textOf(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}
