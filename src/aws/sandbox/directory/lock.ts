import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { SandboxDirectoryError } from "./broken.ts";

/** The right to use a sandbox's directory. */
export interface Lock {
  /** Gives the right back. */
  release(): void;
  /** Keeps the lock file, as a killed process does. */
  abandon(): void;
}

const heldHere = new Set<string>();

/**
 * Takes a directory for this process alone. The lock of a process that is no more is taken over.
 * @throws SandboxDirectoryError while another process, or another sandbox of this one, uses it.
 */
export function takeLock(directory: string): Lock {
  const path = join(resolve(directory), "lock");
  if (!create(path)) {
    takeOver(path);
  }
  heldHere.add(path);
  return {
    release() {
      if (heldHere.delete(path)) {
        rmSync(path, { force: true });
      }
    },
    abandon() {
      heldHere.delete(path);
    },
  };
}

function takeOver(path: string): void {
  const holder = readHolder(path);
  if (holder !== null && isAlive(holder, path)) {
    throw inUse(path, holder);
  }
  // Of two that find the same dead lock one moves it away; the other may then have moved the winner's.
  const aside = `${path}.${process.pid}`;
  move(path, aside);
  const moved = readHolder(aside);
  if (moved !== null && moved !== holder && isAlive(moved, path)) {
    putBack(aside, path);
    throw inUse(path, moved);
  }
  rmSync(aside, { force: true });
  if (!create(path)) {
    throw inUse(path, readHolder(path));
  }
}

function create(path: string): boolean {
  return unlessCode("EEXIST", () => writeFileSync(path, `${process.pid}\n`, { flag: "wx" }));
}

function move(from: string, to: string): void {
  unlessCode("ENOENT", () => renameSync(from, to));
}

function putBack(aside: string, path: string): void {
  unlessCode("EEXIST", () => linkSync(aside, path));
  rmSync(aside, { force: true });
}

function readHolder(path: string): number | null {
  let holder = Number.NaN;
  unlessCode("ENOENT", () => {
    holder = Number.parseInt(readFileSync(path, "utf8"), 10);
  });
  return Number.isInteger(holder) ? holder : null;
}

function isAlive(pid: number, path: string): boolean {
  if (pid === process.pid) {
    return heldHere.has(path);
  }
  // EPERM: it lives, and belongs to someone else.
  return unlessCode("ESRCH", () => {
    unlessCode("EPERM", () => process.kill(pid, 0));
  });
}

/** Whether `work` went through; false when it failed with this code. */
function unlessCode(code: string, work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === code) {
      return false;
    }
    throw error;
  }
}

function inUse(path: string, pid: number | null): SandboxDirectoryError {
  return new SandboxDirectoryError(
    `The sandbox is in use by process ${pid ?? "unknown"}, and two at once would undo each other's work. ` +
      `Wait until it ends, or use another directory. If no orgwright is running, delete ${path}.`,
  );
}
