import { existsSync, mkdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CallRecord } from "../call-record.ts";
import { type Deed, repeat } from "../deed.ts";
import { type Fault, parseFaults } from "../faults.ts";
import { emptyIam } from "../iam/state.ts";
import { createWorld } from "../new-world.ts";
import type { Store } from "../store.ts";
import type { World } from "../world.ts";
import { SandboxDirectoryError } from "./broken.ts";
import { lastLine, openLines, readLines } from "./lines.ts";
import { takeLock } from "./lock.ts";

/** A world that was found in, or put into, a directory. */
export interface Opened {
  readonly world: World;
  readonly store: Store;
  /** The number of the last call that anyone made. */
  readonly lastCall: number;
  readonly faults: readonly Fault[];
  /** How often each operation was called; empty while there are no faults, which alone need it. */
  readonly counted: ReadonlyMap<string, number>;
}

interface Snapshot {
  readonly format: 1;
  /** The number of the last call that is in it. */
  readonly through: number;
  readonly world: World;
}

/** So many deeds are worth a new snapshot: to do them again would take longer than to read it. */
const MANY_DEEDS = 200;

/**
 * Opens a sandbox's directory, in which `make` puts a world if there is none.
 *
 * `world.json` is a whole world, `journal.jsonl` what was done since, `calls.jsonl` every call, `lock` who uses it.
 * @throws SandboxDirectoryError while another process uses it, and when its files are damaged.
 */
export function openDirectory(directory: string, make: () => World): Opened {
  mkdirSync(directory, { recursive: true });
  const lock = takeLock(directory);
  try {
    return load(directory, make, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Makes a new sandbox's directory.
 * @throws SandboxDirectoryError when there is one already.
 */
export function newDirectory(directory: string, world: World, faults: readonly Fault[] = []): void {
  if (existsSync(join(directory, "world.json"))) {
    throw new SandboxDirectoryError(
      `There is a sandbox in ${directory} already. Use it as it is, choose another directory, or delete it.`,
    );
  }
  mkdirSync(directory, { recursive: true });
  if (faults.length > 0) {
    writeFileSync(join(directory, "faults.json"), `${JSON.stringify(faults, null, 2)}\n`);
  }
  writeSnapshot(directory, world, 0);
}

function load(directory: string, make: () => World, lock: { release(): void; abandon(): void }): Opened {
  const snapshot = readSnapshot(directory) ?? writeSnapshot(directory, make(), 0);
  const world = completed(snapshot.world);
  world.sessions = {};
  world.sessionCounter = 0;
  const deeds = readLines<Deed>(join(directory, "journal.jsonl"));
  for (const deed of deeds.filter((each) => each.n > snapshot.through)) {
    repeatOrExplain(directory, world, deed);
  }
  const last = lastLine<CallRecord>(join(directory, "calls.jsonl"));
  const lastCall = Math.max(snapshot.through, deeds.at(-1)?.n ?? 0, last?.n ?? 0);
  // Time goes on with reads too, which leave the world's own files alone.
  world.time = Math.max(world.time, last === undefined ? 0 : Date.parse(last.at));
  const faults = readFaults(directory);
  const counted = faults.length === 0 ? new Map<string, number>() : countCalls(directory);
  return { world, store: storeIn(directory, deeds, lock), lastCall, faults, counted };
}

/** The world of an older version lacks what that did not imitate: there is none of it. */
function completed(world: World): World {
  const empty = createWorld({ managementAccount: world.managementAccount });
  const accounts = Object.entries(world.accounts).map(([id, account]) => {
    return [id, { ...account, iam: { ...emptyIam(), ...account.iam } }] as const;
  });
  return { ...empty, ...world, accounts: Object.fromEntries(accounts) };
}

function repeatOrExplain(directory: string, world: World, deed: Deed): void {
  try {
    repeat(world, deed);
  } catch (cause) {
    throw new SandboxDirectoryError(
      `${join(directory, "journal.jsonl")} cannot be followed: call ${deed.n}, ${deed.operation}, was done once and is ` +
        "refused now. Another version of orgwright has made it. Use that version, or delete the directory to begin anew.",
      { cause },
    );
  }
}

function storeIn(directory: string, before: readonly Deed[], lock: { release(): void; abandon(): void }): Store {
  const journal = openLines(join(directory, "journal.jsonl"));
  const calls = openLines(join(directory, "calls.jsonl"));
  let through = before.at(-1)?.n ?? 0;
  let deeds = before.length;
  let wrote = false;
  const letGo = () => {
    journal.close();
    calls.close();
  };
  return {
    keep(deed) {
      journal.append(deed);
      through = deed.n;
      deeds += 1;
      wrote = true;
    },
    log: (call) => calls.append(call),
    close(world) {
      letGo();
      if (wrote && deeds > MANY_DEEDS) {
        writeSnapshot(directory, world, through);
        truncateSync(join(directory, "journal.jsonl"), 0);
      }
      lock.release();
    },
    abandon() {
      letGo();
      lock.abandon();
    },
  };
}

function readSnapshot(directory: string): Snapshot | null {
  const path = join(directory, "world.json");
  if (!existsSync(path)) {
    return null;
  }
  const snapshot = parseJson(path, readFileSync(path, "utf8")) as Partial<Snapshot>;
  if (snapshot.format !== 1 || snapshot.world === undefined || snapshot.through === undefined) {
    throw new SandboxDirectoryError(
      `${path} is no world that this version of orgwright knows. Use the version that made it, or delete the directory.`,
    );
  }
  return snapshot as Snapshot;
}

function writeSnapshot(directory: string, world: World, through: number): Snapshot {
  const snapshot: Snapshot = { format: 1, through, world };
  const path = join(directory, "world.json");
  // What is not persisted is left empty. A rename is whole or not at all.
  const persisted = { ...snapshot, world: { ...world, sessions: {}, sessionCounter: 0 } };
  writeFileSync(`${path}.new`, `${JSON.stringify(persisted)}\n`);
  renameSync(`${path}.new`, path);
  return snapshot;
}

function readFaults(directory: string): Fault[] {
  const path = join(directory, "faults.json");
  return existsSync(path) ? parseFaults(readFileSync(path, "utf8")) : [];
}

function countCalls(directory: string): Map<string, number> {
  const counted = new Map<string, number>();
  for (const { service, operation } of readLines<CallRecord>(join(directory, "calls.jsonl"))) {
    const name = `${service}:${operation}`;
    counted.set(name, (counted.get(name) ?? 0) + 1);
  }
  return counted;
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SandboxDirectoryError(
      `${path} is damaged: it is not JSON. Put a copy back, or delete the directory to begin anew.`,
      { cause },
    );
  }
}
