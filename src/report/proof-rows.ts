import type { Proofs } from "../model/proof.ts";

/** One line of the matrix of proofs. */
export interface ProofRow {
  readonly what: string;
  readonly count: number;
  /** Whether that there are any is bad news. */
  readonly isBad: boolean;
}

/** What the proofs came to, attacks first, then what has to keep working. */
export function proofRows({ attacks, mustStay }: Proofs): ProofRow[] {
  const row = (what: string, count: number, isBad = false): ProofRow => ({ what, count, isBad: isBad && count > 0 });
  return [
    row("Attacks tried", attacks.total),
    row("Attacks denied", attacks.denied),
    row("Attacks open", attacks.open, true),
    row("Attacks of which it cannot be told", attacks.inconclusive),
    row("Attacks that do not apply", attacks.notApplicable),
    row("Things that must keep working", mustStay.total),
    row("Keep working", mustStay.allowed),
    row("Broken", mustStay.broken, true),
  ];
}
