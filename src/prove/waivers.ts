import { dayOf } from "../model/day.ts";
import type { Waiver } from "../model/organization.ts";
import type { RowResult } from "../model/proof.ts";

/** What is waived today: the waiver of a row, or null. */
export type Waived = (row: string) => Waiver | null;

/**
 * Reads waivers on a day. One that has run out holds no more.
 *
 * @param openedBySwitches the rows that are open because of switches that waivers name
 */
export function waivedOn(
  waivers: readonly Waiver[],
  now: Date,
  openedBySwitches: ReadonlySet<string> = new Set(),
): Waived {
  const valid = validOn(waivers, now);
  const ofSwitches = valid.find(({ rows }) => rows.some(namesSwitch)) ?? null;
  return (row) =>
    valid.find(({ rows }) => rows.some((pattern) => covers(pattern, row))) ??
    (openedBySwitches.has(row) ? ofSwitches : null);
}

/** The switches of guardrails that somebody answers for on a day, as in `guardrails.lockRegions`. */
export function switchesWaivedOn(waivers: readonly Waiver[], now: Date): ReadonlySet<string> {
  return new Set(validOn(waivers, now).flatMap(({ rows }) => rows.filter(namesSwitch)));
}

function validOn(waivers: readonly Waiver[], now: Date): Waiver[] {
  const today = dayOf(now);
  return waivers.filter(({ until }) => today <= until);
}

/** No row of a catalogue is called so: a switch is named by its blueprint and its parameter. */
function namesSwitch(text: string): boolean {
  return /^[a-z][a-z0-9-]*\.[A-Za-z][A-Za-z0-9_-]*$/.test(text);
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
