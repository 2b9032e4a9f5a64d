import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, isObject, type Json, pointerSegment, sameJson } from "../../src/model/json.ts";
import { valueAt } from "../../src/model/pointer.ts";

const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);

/** The same value with the keys of every object in another order. */
function turned(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(turned);
  }
  if (isObject(value)) {
    const entries = Object.entries(value as Record<string, Json>).reverse();
    return Object.fromEntries(entries.map(([key, member]) => [key, turned(member)]));
  }
  return value;
}

describe("canonical JSON", () => {
  it("is JSON for the same value", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(value);
      }),
    );
  });

  it("is the same however the keys stand", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(turned(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it("differs for values that differ", () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        const equal = JSON.stringify(sortedForm(a)) === JSON.stringify(sortedForm(b));
        expect(canonicalJson(a) === canonicalJson(b)).toBe(equal);
      }),
    );
  });

  it("sorts by code units, writes no white space and keeps lists in order", () => {
    expect(canonicalJson({ b: [2, 1], a: { z: null, Z: true } })).toBe('{"a":{"Z":true,"z":null},"b":[2,1]}');
  });

  it("leaves out what is undefined, as JSON does", () => {
    expect(canonicalJson({ a: 1, b: undefined } as unknown as Json)).toBe('{"a":1}');
  });

  it("keeps a key that is called __proto__", () => {
    const value = JSON.parse('{"__proto__":{"admin":true},"a":1}') as Json;
    expect(canonicalJson(value)).toBe('{"__proto__":{"admin":true},"a":1}');
    expect(sameJson(value, { a: 1 })).toBe(false);
  });
});

/** A second way to one form, for comparison: sorted entries as lists. */
function sortedForm(value: Json): unknown {
  if (Array.isArray(value)) {
    return ["list", ...value.map(sortedForm)];
  }
  if (isObject(value)) {
    const entries = Object.entries(value as Record<string, Json>).sort(([a], [b]) => (a < b ? -1 : 1));
    return ["object", ...entries.map(([key, member]) => [key, sortedForm(member)])];
  }
  return value;
}

describe("comparison of JSON", () => {
  it("tells nothing from null", () => {
    expect(sameJson(undefined, null)).toBe(false);
    expect(sameJson(undefined, undefined)).toBe(true);
  });

  it("tells a number from its text, and a list from what is in it", () => {
    expect(sameJson(1, "1")).toBe(false);
    expect(sameJson(["a"], "a")).toBe(false);
  });
});

describe("a JSON Pointer", () => {
  it("finds what stands under any name", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), json, (outer, inner, value) => {
        const root = Object.fromEntries([[outer, Object.fromEntries([[inner, value]])]]) as Json;
        expect(valueAt(root, `/${pointerSegment(outer)}/${pointerSegment(inner)}`)).toEqual(value);
      }),
    );
  });

  it("finds nothing where nothing is, not even what every object inherits", () => {
    expect(valueAt({ a: 1 }, "/b")).toBeUndefined();
    expect(valueAt({ a: 1 }, "/a/b")).toBeUndefined();
    expect(valueAt({}, "/constructor")).toBeUndefined();
    expect(valueAt({}, "/__proto__")).toBeUndefined();
  });

  it("of no segments is the whole", () => {
    expect(valueAt({ a: 1 }, "")).toEqual({ a: 1 });
  });
});
