import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { LogFile } from "./run-log.ts";

/** Opens a run log on disk, readable by its owner alone; its directory is made if it is not there. */
export function openLogFile(path: string): LogFile & { close(): void } {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, "a", 0o600);
  return {
    append: (line) => void writeSync(file, `${line}\n`),
    sync: () => fsyncSync(file),
    close: () => closeSync(file),
  };
}
