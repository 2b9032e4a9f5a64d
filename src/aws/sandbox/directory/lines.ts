import { closeSync, existsSync, openSync, readFileSync, readSync, statSync, truncateSync, writeSync } from "node:fs";
import { SandboxDirectoryError } from "./broken.ts";

/** A file to which whole lines are added. */
export interface Lines {
  append(value: object): void;
  close(): void;
}

/** Adds JSON lines to a file, which is made with the first. */
export function openLines(path: string): Lines {
  let descriptor: number | null = null;
  return {
    append(value) {
      descriptor ??= openSync(path, "a");
      writeSync(descriptor, `${JSON.stringify(value)}\n`);
    },
    close() {
      if (descriptor !== null) {
        closeSync(descriptor);
        descriptor = null;
      }
    },
  };
}

/**
 * The JSON lines of a file; none when there is no file. A last line without its end was being written when its process
 * died: it is cut off.
 * @throws SandboxDirectoryError when any other line is no JSON.
 */
export function readLines<T>(path: string): T[] {
  if (!existsSync(path)) {
    return [];
  }
  dropTornLine(path);
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return lines.map((line, index) => parseLine<T>(path, line, index + 1));
}

/** The last JSON line of a file, read from its end; undefined when it has none. */
export function lastLine<T>(path: string): T | undefined {
  if (!existsSync(path)) {
    return undefined;
  }
  dropTornLine(path);
  const size = statSync(path).size;
  for (let reach = 64 * 1024; ; reach *= 4) {
    const start = Math.max(0, size - reach);
    const tail = readFrom(path, start, size - start).trimEnd();
    const cut = tail.lastIndexOf("\n");
    if (cut >= 0 || start === 0) {
      return tail === "" ? undefined : parseLine<T>(path, tail.slice(cut + 1), null);
    }
  }
}

function dropTornLine(path: string): void {
  const size = statSync(path).size;
  if (size === 0 || readFrom(path, size - 1, 1) === "\n") {
    return;
  }
  truncateSync(path, readFileSync(path).lastIndexOf("\n") + 1);
}

function readFrom(path: string, start: number, length: number): string {
  const descriptor = openSync(path, "r");
  try {
    const buffer = Buffer.alloc(length);
    const read = readSync(descriptor, buffer, 0, length, start);
    return buffer.toString("utf8", 0, read);
  } finally {
    closeSync(descriptor);
  }
}

function parseLine<T>(path: string, line: string, number: number | null): T {
  try {
    return JSON.parse(line) as T;
  } catch (cause) {
    throw new SandboxDirectoryError(
      `${path} is damaged: ${number === null ? "its last line" : `line ${number}`} is not JSON. ` +
        "Something other than orgwright has changed it. Put a copy back, or delete the directory to begin anew.",
      { cause },
    );
  }
}
