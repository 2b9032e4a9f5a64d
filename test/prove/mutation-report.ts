import { readFileSync } from "node:fs";
import { type CatalogueRow, readCatalogue } from "../../src/prove/catalogue.ts";
import { MISTAKES } from "./mistakes.ts";
import { type Mutant, mutantsOf } from "./mutants.ts";
import { type Effect, effectOfMutant, indexOf, soundCases } from "./mutation-run.ts";
import { offline, TABLES, withTeamsThings } from "./proving.ts";

/** All shipped blueprints together, with what a team made, and the catalogue with rows for what that file chooses. */
export const SHIPPED = withTeamsThings(offline("test/prove/shipped.yaml"));
export const ROWS: readonly CatalogueRow[] = [
  ...TABLES.catalogue,
  ...readCatalogue("operators.csv", readFileSync("test/prove/operators.csv", "utf8")).rows,
];

/** What mutants came to. */
export interface MutationReport {
  readonly cases: number;
  readonly mutants: number;
  readonly red: number;
  /** The mutants that do not turn the proof red. */
  readonly survivors: readonly Mutant[];
  /** What breaks each request that must stay: the first mutant or mistake that does. */
  readonly breakers: ReadonlyMap<string, string>;
  readonly mistakes: ReadonlyMap<string, Effect>;
  /** The requests that must stay and that nothing breaks. */
  readonly unbroken: readonly string[];
}

/** Tries every mutant and every mistake. */
export function mutationReport(): MutationReport {
  const index = indexOf(soundCases(ROWS, SHIPPED));
  const mutants = mutantsOf(SHIPPED);
  const breakers = new Map<string, string>();
  const mistakes = new Map<string, Effect>();
  const survivors: Mutant[] = [];
  const note = (name: string, { broken }: Effect) =>
    broken.forEach((id) => void breakers.set(id, breakers.get(id) ?? name));
  for (const mutant of mutants) {
    const effect = effectOfMutant(index, mutant);
    note(mutant.name, effect);
    if (!isRed(effect)) {
      survivors.push(mutant);
    }
  }
  for (const [name, effectOn] of MISTAKES) {
    const effect = effectOn(index.cases);
    mistakes.set(name, effect);
    note(name, effect);
  }
  const mustStay = new Set(index.cases.flatMap(({ at: { row } }) => (row.expected === "allow" ? [row.id] : [])));
  return {
    ...{ cases: index.cases.length, mutants: mutants.length, red: mutants.length - survivors.length },
    ...{ survivors, breakers, mistakes },
    unbroken: [...mustStay].filter((id) => !breakers.has(id)),
  };
}

export function isRed({ opened, broken }: Effect): boolean {
  return opened.length + broken.length > 0;
}
