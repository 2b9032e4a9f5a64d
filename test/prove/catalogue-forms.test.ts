import { describe, expect, it } from "vitest";
import type { CatalogueRow } from "../../src/prove/catalogue.ts";
import { formOf } from "./access-data.ts";
import { TABLES } from "./proving.ts";

const forms = new Map<CatalogueRow, Awaited<ReturnType<typeof formOf>>>();
for (const row of TABLES.catalogue) {
  forms.set(row, await formOf(row.action, row.resource));
}

/** The requests that differ in what is done, to what, or by whom. */
function distinct(expected: CatalogueRow["expected"]): number {
  const rows = TABLES.catalogue.filter((row) => row.expected === expected);
  const names = rows.map((row) => {
    const form = forms.get(row);
    return `${row.action} ${form !== undefined && "type" in form ? form.type : "?"} ${row.actor}`;
  });
  return new Set(names).size;
}

describe("the shipped catalogue", () => {
  it("asks for nothing but what AWS lists, each for a resource of a form that AWS lists for it", () => {
    const wrong = [...forms].flatMap(([row, form]) =>
      "wrong" in form ? [`${row.id}: ${row.action} on ${row.resource}: ${form.wrong}`] : [],
    );
    expect(wrong).toEqual([]);
  });

  it("holds at least 400 attacks and 120 requests that must stay, counted by action, type of resource and caller", () => {
    const [attacks, mustStay] = [distinct("deny"), distinct("allow")];
    console.log(`The catalogue holds ${attacks} distinct attacks and ${mustStay} distinct requests that must stay.`);
    expect(attacks).toBeGreaterThanOrEqual(400);
    expect(mustStay).toBeGreaterThanOrEqual(120);
  });
});
