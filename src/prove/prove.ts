import type { Proofs, RowResult, RowVerdict } from "../model/proof.ts";
import { exampleAccounts } from "./account-classes.ts";
import type { CatalogueRow } from "./catalogue.ts";
import { judgeRow } from "./judge.ts";
import type { Scene } from "./scene.ts";

/** Judges every row of a catalogue in a world. */
export function prove(rows: readonly CatalogueRow[], scene: Scene): RowResult[] {
  const workloads = exampleAccounts(scene);
  return rows.map((row) => judgeRow(row, scene, workloads));
}

type Counted = Pick<RowResult, "expected" | "verdict">;

/** Counts what rows came to. What is denied only under conditions is not denied for sure and counts as inconclusive. */
export function proofsOf(results: readonly Counted[]): Proofs {
  const attacks = results.filter(({ expected }) => expected === "deny");
  const mustStay = results.filter(({ expected }) => expected === "allow");
  return {
    attacks: {
      total: attacks.length,
      denied: count(attacks, "denied"),
      open: count(attacks, "open"),
      inconclusive: count(attacks, "inconclusive", "denied-only-if"),
      notApplicable: count(attacks, "not-applicable", "vacuous", "not-provable"),
    },
    mustStay: { total: mustStay.length, allowed: count(mustStay, "allowed"), broken: count(mustStay, "broken") },
  };
}

function count(results: readonly Counted[], ...verdicts: readonly RowVerdict[]): number {
  return results.filter(({ verdict }) => verdicts.includes(verdict)).length;
}
