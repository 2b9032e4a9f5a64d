import { addressOfChange, type Change, kindOf } from "../model/change.ts";

/** How many policies of one type hang on one target, and how many may. */
export interface Places {
  readonly target: string;
  readonly type: string;
  readonly count: number;
  readonly most: number;
}

/** How many characters a policy has when it is sent, and how many it may have. */
export interface Length {
  readonly address: string;
  readonly name: string;
  readonly size: number;
  readonly most: number;
}

/**
 * The places left on each target on which a plan hangs something else, and the characters left in each policy that it
 * writes: a line each, in columns. Empty when a plan does neither.
 *
 * @param targetOf the target of an attachment, as in `places`
 */
export function policyRoom(
  changes: readonly Change[],
  places: readonly Places[],
  lengths: readonly Length[],
  targetOf: (change: Change) => string,
): string {
  const hung = new Set(changes.filter((change) => kindOf(change) === "policy-attachment").map(targetOf));
  const written = new Set<string>(
    changes.flatMap((change) =>
      kindOf(change) === "organization-policy" && change.action !== "delete" ? [addressOfChange(change)] : [],
    ),
  );
  const left = places
    .filter(({ target }) => hung.has(target))
    .map(({ target, type, count, most }) => [target, type, `${most - count} of ${most} places left`])
    .sort();
  const unwritten = lengths
    .filter(({ address }) => written.has(address))
    .map(({ name, size, most }) => [name, `${most - size} of ${most} characters left`]);
  return [...inColumns(left), ...inColumns(unwritten)].join("\n");
}

function inColumns(rows: readonly (readonly string[])[]): string[] {
  const width = (column: number) => Math.max(...rows.map((row) => (row[column] ?? "").length));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(width(column)))
      .join("  ")
      .trimEnd(),
  );
}
