import type { Waiver } from "../model/organization.ts";

/** What is waived today: the waiver of a row, or null. */
export type Waived = (row: string) => Waiver | null;

/** Reads waivers on a day. One that has run out holds no more. */
export function waivedOn(waivers: readonly Waiver[], now: Date): Waived {
  const today = now.toISOString().slice(0, "2027-01-31".length);
  const valid = waivers.filter(({ until }) => today <= until);
  return (row) => valid.find(({ rows }) => rows.some((pattern) => covers(pattern, row))) ?? null;
}

function covers(pattern: string, row: string): boolean {
  return pattern.endsWith("*") ? row.startsWith(pattern.slice(0, -1)) : row === pattern;
}
