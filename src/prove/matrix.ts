import type { ProofMatrix, RowVerdict } from "../model/proof.ts";
import { accountClasses } from "./account-classes.ts";
import { speaksOfWorkload } from "./bindings.ts";
import type { CatalogueRow } from "./catalogue.ts";
import { worstOf } from "./judge.ts";
import type { Scene } from "./scene.ts";

/** How many attacks of each category are denied in the workload accounts, those of one class together, and elsewhere. */
export function matrixOf(rows: readonly CatalogueRow[], scene: Scene): ProofMatrix {
  const attacks = rows.filter(({ expected }) => expected === "deny");
  const classes = [...accountClasses(scene).values()];
  const ways = [
    ...classes.map((accounts) => ({ accounts, own: attacks.filter(speaksOfWorkload) })),
    { accounts: [], own: attacks.filter((row) => !speaksOfWorkload(row)) },
  ];
  const columns = ways.map(({ accounts, own }) => {
    const [example] = accounts;
    const verdicts = own.map(
      (row) => [row.category, worstOf(row, scene, example === undefined ? [] : [example])] as const,
    );
    return { accounts, verdicts: verdicts.map(([category, { verdict }]) => [category, verdict] as const) };
  });
  return {
    columns: columns.map(({ accounts }) => accounts),
    rows: [...new Set(attacks.map(({ category }) => category))].map((category) => ({
      category,
      cells: columns.map(({ verdicts }) => countsOf(verdicts.flatMap(([of, one]) => (of === category ? [one] : [])))),
    })),
  };
}

function countsOf(verdicts: readonly RowVerdict[]): { denied: number; concerned: number } {
  const concerned = verdicts.filter((verdict) => verdict !== "not-applicable");
  return { denied: concerned.filter((verdict) => verdict === "denied").length, concerned: concerned.length };
}
