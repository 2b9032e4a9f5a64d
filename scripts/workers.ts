import { type ChildProcess, fork } from "node:child_process";

/** Which of so many equal parts of the work a process does. */
export interface Part {
  readonly index: number;
  readonly of: number;
}

const PART = "ORGWRIGHT_PART";

/** The part that this process was started to do; null in the process that hands out the work. */
export function ownPart(): Part | null {
  const given = process.env[PART];
  if (given === undefined) {
    return null;
  }
  const [index = 0, of = 1] = given.split("/").map(Number);
  return { index, of };
}

/** Tells the process that handed out the work. */
export function tell(message: object): void {
  process.send?.(message);
}

/**
 * Starts a script again so many times, each with a part of the work and the same arguments, and waits for all of them.
 *
 * @param hear is given what the parts tell; when it answers "stop", all are ended
 * @throws Error when a part fails
 */
export async function inParts<T>(script: string, of: number, hear: (message: T) => "stop" | undefined): Promise<void> {
  const children: ChildProcess[] = [];
  const isStopped = () => children.some(({ killed }) => killed);
  const parts = Array.from({ length: of }, async (_, index) => {
    const child = fork(script, process.argv.slice(2), {
      env: { ...process.env, [PART]: `${index}/${of}` },
      // What one piece of work leaves behind is gone before it is moved to the old generation.
      execArgv: ["--import", "tsx", "--max-semi-space-size=64"],
    });
    children.push(child);
    child.on("message", (message) => {
      if (hear(message as T) === "stop") {
        children.forEach((one) => void one.kill());
      }
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    if (code !== 0 && !isStopped()) {
      children.forEach((one) => void one.kill());
      throw new Error(`Part ${index + 1} of ${of} ended with ${code}.`);
    }
  });
  await Promise.all(parts);
}
