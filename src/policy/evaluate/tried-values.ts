import type { CompiledCondition } from "./condition.ts";
import { ANY, globMatches, ONE } from "./glob.ts";
import { parseNumber, parseTime } from "./scalars.ts";

/** Values of a key that are worth trying: each a list of values, an empty one for a key that is left out. */
export interface TriedValues {
  readonly values: readonly (readonly string[])[];
  /** Whether every possible value acts in all of the conditions like one of these. */
  readonly complete: boolean;
}

/** Neither a value that policies name nor one that patterns are likely to match. */
const STRANGER = "\u00a7";
const STRANGE_BYTES = "c3RyYW5nZXI=";

/** Lists of up to so many values are tried in every combination. */
const COMBINED = 4;

/**
 * Values of a key that make a difference in these conditions, all of which test it.
 *
 * @param present whether the key is surely there
 * @param among the only values it can have, where they are known
 */
export function valuesToTry(
  conditions: readonly CompiledCondition[],
  present: boolean,
  among: readonly string[] | null,
): TriedValues {
  const single = among === null ? singleValues(conditions) : { values: among, complete: true };
  const lists = conditions.some(({ operator }) => operator?.set != null);
  const chosen = lists ? combined(single.values) : single.values.map((value) => [value]);
  return {
    values: [...(present ? [] : [[]]), ...chosen],
    complete: single.complete && (!lists || single.values.length <= COMBINED),
  };
}

function combined(values: readonly string[]): string[][] {
  if (values.length > COMBINED) {
    return [...values.map((value) => [value]), [...values]];
  }
  let sets: string[][] = [[]];
  for (const value of values) {
    sets = sets.concat(sets.map((set) => [...set, value]));
  }
  return sets.slice(1);
}

function singleValues(conditions: readonly CompiledCondition[]): { values: readonly string[]; complete: boolean } {
  const comparing = conditions.filter(({ comparison }) => comparison !== null);
  const families = new Set(comparing.map(({ comparison }) => comparison?.family));
  const texts = comparing.flatMap(({ comparers }) => comparers.map(({ source }) => source));
  const known = texts.filter((text) => typeof text === "string");
  const plain = known.length === texts.length && comparing.every(isPlain);
  const [family, ...others] = families;
  if (others.length > 0) {
    const values = [...families].flatMap((each) => valuesOf(each, known, comparing).values);
    return { values: [...new Set(values)], complete: false };
  }
  const tried = valuesOf(family, known, comparing);
  return { values: [...new Set(tried.values)], complete: plain && tried.complete };
}

/** Whether nothing but the value itself decides: no variables, no texts that cannot be compared. */
function isPlain({ operator, comparers }: CompiledCondition): boolean {
  return (
    operator !== null &&
    comparers.every(({ template, flaw }) => flaw === null && (template?.variables.length ?? 0) === 0)
  );
}

type Family = NonNullable<CompiledCondition["comparison"]>["family"];

function valuesOf(
  family: Family | undefined,
  texts: readonly string[],
  conditions: readonly CompiledCondition[],
): { values: readonly string[]; complete: boolean } {
  switch (family) {
    case undefined:
    case "string":
    case "folded":
      return { values: [...texts, STRANGER], complete: true };
    case "bytes":
      return { values: [...texts, STRANGE_BYTES], complete: !texts.includes(STRANGE_BYTES) };
    case "boolean":
      return { values: ["true", "false"], complete: true };
    case "number":
      return { values: around(texts, parseNumber, 1, String), complete: true };
    case "time":
      return { values: around(texts, parseTime, 1000, (time) => new Date(time).toISOString()), complete: true };
    case "address":
      return { values: [...texts.map((text) => text.split("/")[0] ?? text), "192.0.2.1"], complete: false };
    default:
      return patternValues(texts, conditions);
  }
}

/** Each bound, and what lies beside it. */
function around(
  texts: readonly string[],
  parse: (text: string) => number | null,
  unit: number,
  spell: (value: number) => string,
): string[] {
  const bounds = texts.map(parse).filter((value) => value !== null);
  const sorted = [...new Set(bounds)].sort((a, b) => a - b);
  const between = sorted.slice(1).map((value, index) => (value + (sorted[index] ?? value)) / 2);
  const ends = sorted.length === 0 ? [0] : [(sorted[0] ?? 0) - unit, (sorted.at(-1) ?? 0) + unit];
  return [...sorted, ...between, ...ends].map(spell);
}

/** A witness for every pattern, and one that matches none. With several patterns some mixture may be missed. */
function patternValues(
  texts: readonly string[],
  conditions: readonly CompiledCondition[],
): { values: readonly string[]; complete: boolean } {
  const globs = conditions
    .flatMap(({ comparers }) => comparers.map(({ template }) => template?.fixed ?? null))
    .filter((glob) => glob !== null);
  const wild = globs.filter((glob) => !glob.exact);
  const witnesses = wild.map((glob) =>
    String.fromCharCode(
      ...glob.codes.flatMap((code) => (code === ANY || code === ONE ? [120] : code < 0 ? [] : [code])),
    ),
  );
  const isStrange =
    !wild.some((glob) => globMatches(glob, STRANGER)) || wild.every((glob) => glob.codes.every((code) => code === ANY));
  const distinct = new Set(wild.map((glob) => glob.codes.join()));
  const exact = new Set(globs.filter((glob) => glob.exact).map((glob) => glob.head));
  const fresh = witnesses.every((witness) => !exact.has(witness));
  return {
    values: [...texts.filter((text) => exact.has(text)), ...witnesses, STRANGER],
    complete: distinct.size <= 1 && isStrange && fresh,
  };
}
