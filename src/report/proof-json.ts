import type { Proofs, RowResult } from "../model/proof.ts";

/** What a catalogue came to, as data: the totals and every row in its worst case. */
export function proofJson(proofs: Proofs, results: readonly RowResult[]): object {
  return { format: 1, proofs, rows: results.map(rowJson) };
}

function rowJson({ because, ...row }: RowResult): object {
  const { id, premise, account, expected, verdict, by, ...more } = row;
  return { id, premise, account, expected, verdict, by, why: because.join("; "), ...more };
}
