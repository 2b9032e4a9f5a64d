import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = ".orgwright/runs";
const ENDING = ".jsonl";

/** A run that begins now: its id, by which files sort, and where it is put on record. */
export function newRun(now: Date): { readonly id: string; readonly path: string } {
  const id = now.toISOString().replaceAll(/[:.]/g, "-");
  return { id, path: pathOf(id) };
}

/** The ids of all runs on record, the last one first. */
export function runIds(): string[] {
  const files = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
  const ids = files.filter((file) => file.endsWith(ENDING)).map((file) => file.slice(0, -ENDING.length));
  return ids.sort().reverse();
}

/** What is on record of a run. */
export function readRunLog(id: string): string {
  return readFileSync(pathOf(id), "utf8");
}

function pathOf(id: string): string {
  return join(FOLDER, `${id}${ENDING}`);
}
