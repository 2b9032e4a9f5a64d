import type { ProofMatrix, Proofs, RowResult } from "../model/proof.ts";

/** What a catalogue came to, as data: the totals, every row in its worst case, and what holds in which account. */
export function proofJson(proofs: Proofs, results: readonly RowResult[], matrix: ProofMatrix): object {
  return { format: 1, proofs, rows: results.map(rowJson), matrix };
}

function rowJson({ because, ...row }: RowResult): object {
  const { id, premise, account, expected, verdict, by, ...more } = row;
  return { id, premise, account, expected, verdict, by, why: because.join("; "), ...more };
}
