import { describe, expect, it } from "vitest";
import { fieldDifferences } from "../../src/diff/fields.ts";
import { organizationPolicy } from "../../src/kinds/organization-policy/organization-policy.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { FieldRule, Shape } from "../../src/model/shape.ts";
import { id } from "./things.ts";

/** A kind with one field `f` that has this rule. */
const kindWith = (rule: FieldRule) => ({ ...organizationPolicy, fields: { f: rule } }) as unknown as Shape;

const differences = (rule: FieldRule, before: JsonObject, after: JsonObject) =>
  fieldDifferences(kindWith(rule), before, after).map(({ field }) => field);

describe("a whole field", () => {
  it("differs when its value does", () => {
    expect(differences({ rule: "exclusive" }, { f: 1 }, { f: 2 })).toEqual([{ path: "/f", before: 1, after: 2 }]);
    expect(differences({ rule: "exclusive" }, { f: { a: 1, b: 2 } }, { f: { b: 2, a: 1 } })).toEqual([]);
  });

  it("differs when one side does not have it, and says which", () => {
    expect(differences({ rule: "exclusive" }, {}, { f: 1 })).toEqual([{ path: "/f", after: 1 }]);
    expect(differences({ rule: "exclusive" }, { f: 1 }, {})).toEqual([{ path: "/f", before: 1 }]);
    expect(differences({ rule: "exclusive" }, {}, {})).toEqual([]);
  });

  it("differs from anything while it is known only later", () => {
    const later = id("a/b");
    expect(differences({ rule: "exclusive" }, { f: "x" }, { f: later })).toEqual([
      { path: "/f", before: "x", after: later },
    ]);
  });

  it("does not differ where the kind says that both mean the same", () => {
    const same: FieldRule = { rule: "exclusive", same: (a, b) => String(a).toLowerCase() === String(b).toLowerCase() };
    expect(differences(same, { f: "A" }, { f: "a" })).toEqual([]);
    expect(differences(same, { f: "A" }, { f: "b" })).toHaveLength(1);
    expect(differences(same, {}, { f: "b" })).toHaveLength(1);
  });
});

describe("a field by entries", () => {
  const inline: FieldRule = { rule: "exclusive", by: "entries" };

  it("has a path for each entry that differs, in one order", () => {
    expect(differences(inline, { f: { z: 1, b: 2, same: 0 } }, { f: { a: 1, same: 0, b: 3 } })).toEqual([
      { path: "/f/a", after: 1 },
      { path: "/f/b", before: 2, after: 3 },
      { path: "/f/z", before: 1 },
    ]);
  });

  it("escapes what a JSON Pointer would take for its own", () => {
    expect(differences(inline, {}, { f: { "a/b~c": 1 } })).toEqual([{ path: "/f/a~1b~0c", after: 1 }]);
  });

  it("takes a missing field for one without entries", () => {
    expect(differences(inline, {}, { f: {} })).toEqual([]);
    expect(differences(inline, { f: { a: 1 } }, {})).toEqual([{ path: "/f/a", before: 1 }]);
  });

  it("knows entries that are called like what every object inherits", () => {
    expect(differences(inline, { f: {} }, { f: { constructor: 1, toString: 2 } })).toEqual([
      { path: "/f/constructor", after: 1 },
      { path: "/f/toString", after: 2 },
    ]);
  });
});

describe("an additive field", () => {
  it("leaves entries of others alone", () => {
    const tags: FieldRule = { rule: "additive", by: "entries" };
    expect(differences(tags, { f: { CostCenter: "7", Owner: "a" } }, { f: { Owner: "b" } })).toEqual([
      { path: "/f/Owner", before: "a", after: "b" },
    ]);
  });

  it("is never switched off", () => {
    const flag: FieldRule = { rule: "additive", by: "whole" };
    for (const wished of [{ f: false }, { f: null }, {}]) {
      expect(differences(flag, { f: true }, wished)).toEqual([]);
    }
    expect(differences(flag, { f: false }, { f: true })).toHaveLength(1);
  });
});

describe("a field that is not compared", () => {
  it.each(["createOnly", "unwatched"] as const)("never differs: %s", (rule) => {
    expect(differences({ rule }, { f: 1 }, { f: 2 })).toEqual([]);
    expect(differences({ rule }, {}, { f: 2 })).toEqual([]);
  });
});
