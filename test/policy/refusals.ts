import { expect, it } from "vitest";
import type { Json, JsonObject } from "../../src/model/json.ts";
import { checkPolicy, type PolicyTables } from "../../src/policy/check.ts";
import type { PolicyGrammar } from "../../src/policy/types.ts";

/** A document that AWS takes, and what is special about it. */
export type Accepted = readonly [title: string, document: Json];

/** A document that AWS refuses, and every problem in it as `code path`. */
export type Refused = readonly [title: string, document: Json, ...problems: string[]];

/** A document with the version of today, of statements that are complete but for what `elements` say; null takes away. */
export function policy(...elements: JsonObject[]): JsonObject {
  return { Version: "2012-10-17", Statement: elements };
}

/** `base` with what `change` says; null takes a member away. */
export function changed(base: JsonObject, change: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries({ ...base, ...change }).filter(([, value]) => value !== null));
}

export function accepts(grammar: PolicyGrammar, rows: readonly Accepted[], tables?: PolicyTables): void {
  it.each(rows)("accepts %s", (_, document) => {
    expect(checkPolicy(grammar, document, tables)).toEqual([]);
  });
}

export function refuses(grammar: PolicyGrammar, rows: readonly Refused[], tables?: PolicyTables): void {
  it.each(rows)("refuses %s", (_, document, ...expected) => {
    const problems = checkPolicy(grammar, document, tables);
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual(expected);
    for (const { detail, fix } of problems) {
      expect(detail).toMatch(/\.$/);
      expect(fix).not.toBe("");
    }
  });
}
