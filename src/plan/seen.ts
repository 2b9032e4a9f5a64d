import { createHash } from "node:crypto";
import { canonicalJson } from "../model/json.ts";
import type { Live } from "../model/live.ts";
import { placeName } from "../model/place.ts";

const HEAD = 16;

/** What tells a live thing from every other. */
export function seenName({ kind, place, id }: Live): string {
  return `${kind} ${placeName(place)} ${id}`;
}

/** The head of a SHA-256 of each thing, in the order of their names. What changes all the time does not count. */
export function seenIn(live: readonly Live[]): Readonly<Record<string, string>> {
  const entries = live.map((thing) => [seenName(thing), headOf(thing)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function headOf({ owner, properties }: Live): string {
  return createHash("sha256")
    .update(canonicalJson([{ ...owner }, properties]))
    .digest("hex")
    .slice(0, HEAD);
}
