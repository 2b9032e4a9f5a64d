import type { Waiver } from "../model/organization.ts";
import type { RowResult } from "../model/proof.ts";

/** What is waived today: the waiver of a row, or null. */
export type Waived = (row: string) => Waiver | null;

/** Reads waivers on a day. One that has run out holds no more. */
export function waivedOn(waivers: readonly Waiver[], now: Date): Waived {
  const today = now.toISOString().slice(0, "2027-01-31".length);
  const valid = waivers.filter(({ until }) => today <= until);
  return (row) => valid.find(({ rows }) => rows.some((pattern) => covers(pattern, row))) ?? null;
}

/** The results with what is waived told of each that is not as it should be. */
export function withWaivers(results: readonly RowResult[], waived: Waived): RowResult[] {
  return results.map((result) => {
    const waiver = result.verdict === "open" || result.verdict === "broken" ? waived(result.id) : null;
    return waiver === null
      ? result
      : { ...result, waiver: `${waiver.owner}: ${waiver.because}; until ${waiver.until}` };
  });
}

function covers(pattern: string, row: string): boolean {
  return pattern.endsWith("*") ? row.startsWith(pattern.slice(0, -1)) : row === pattern;
}
