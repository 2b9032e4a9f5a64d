import { describe, expect, it } from "vitest";
import type { Change } from "../../src/model/change.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Live, Owner } from "../../src/model/live.ts";
import type { Step } from "../../src/model/plan.ts";
import type { Shape } from "../../src/model/shape.ts";
import { compareStep, isWatched } from "../../src/plan/compare-step.ts";
import { NOBODY, thing, us, wish } from "../diff/things.ts";

const GLOBEX: Owner = { is: "other", name: "globex" };

/** A kind with a field of each rule that matters here. */
const TOY = {
  kind: "toy",
  fields: {
    value: { rule: "exclusive" },
    "a/b": { rule: "additive" },
    made: { rule: "createOnly" },
    state: { rule: "unwatched" },
  },
  normal: (properties: JsonObject) => properties,
} as unknown as Shape;

const comparing = { outputs: () => undefined, shapes: new Map([["toy", TOY]]) };

const toy = (properties: JsonObject = {}, owner: Owner = us("a/toy"), id = "toy-1", kind = "toy"): Live =>
  thing(kind, id, owner, properties);

const step = (change: Change): Step => ({ id: "a/toy", change, after: [], stage: 1, risk: "safe" });
const deletion = (from: Live) => step({ action: "delete", from });
const alteration = (owner: Owner, action: "update" | "adopt" = "update") =>
  step({ action, from: toy({ value: 1, state: "x" }, owner), to: wish("toy", "a/toy", { value: 2 }), fields: [] });

const said = (was: Step | undefined, is: Step, how = comparing) =>
  compareStep(was, is, how).map(({ detail }) => detail);

describe("a deletion that was reviewed", () => {
  const comparedTo = (was: JsonObject, is: JsonObject) => said(deletion(toy(was)), deletion(toy(is)));

  it.each<[string, JsonObject, JsonObject]>([
    ["is as it was", { value: 1 }, { value: 1 }],
    ["lost a field", { value: { a: 1 } }, {}],
    ["lost an item of a list", { value: [1, 2, 3] }, { value: [3, 1] }],
    ["lost a member", { value: { a: 1, b: 2 } }, { value: { b: 2 } }],
    ["lost an item deep inside", { value: { a: { list: [1, 2] } } }, { value: { a: { list: [2] } } }],
    ["has another state", { state: "x" }, { state: "y" }],
    ["has another value in what counts only when it is made", { made: 1 }, { made: 2 }],
  ])("still holds for a thing that %s", (_what, was, is) => {
    expect(comparedTo(was, is)).toEqual([]);
  });

  it.each<[string, JsonObject, JsonObject, string]>([
    ["has another value", { value: 1 }, { value: 2 }, "a/toy: /value was 1 and is 2 now."],
    ["got a field", {}, { value: 1 }, "a/toy: /value was nothing and is 1 now."],
    ["got an item", { value: [1] }, { value: [1, 2] }, "a/toy: /value was [1] and is [1,2] now."],
    ["got an item for another", { value: [1, 2] }, { value: [1, 3] }, "a/toy: /value was [1,2] and is [1,3] now."],
    ["got a member", { value: {} }, { value: { a: 1 } }, 'a/toy: /value was {} and is {"a":1} now.'],
    [
      "has one member as it was and another one changed",
      { value: { a: 1, b: 1 } },
      { value: { a: 1, b: 2 } },
      'a/toy: /value was {"a":1,"b":1} and is {"a":1,"b":2} now.',
    ],
    ["became a list", { value: { 0: 1 } }, { value: [1] }, 'a/toy: /value was {"0":1} and is [1] now.'],
    ["became an object", { value: [1] }, { value: { 0: 1 } }, 'a/toy: /value was [1] and is {"0":1} now.'],
    ["became a text", { value: [] }, { value: "" }, 'a/toy: /value was [] and is "" now.'],
    ["differs where others may write", { "a/b": 1 }, { "a/b": 2 }, "a/toy: /a~1b was 1 and is 2 now."],
  ])("is stale for a thing that %s", (_what, was, is, detail) => {
    expect(comparedTo(was, is)).toEqual([detail]);
  });

  it("is stale for another thing, whatever is in it", () => {
    expect(said(deletion(toy()), deletion(toy({}, us("a/toy"), "toy-2")))).toEqual([
      "a/toy is another thing now than when the plan was made.",
    ]);
  });

  it("looks only at what the kind knows of", () => {
    expect(comparedTo({ odd: 1 }, { odd: 2 })).toEqual([]);
    const unknown = (value: number) => deletion(toy({ value }, us("a/toy"), "x", "odd"));
    expect(said(unknown(1), unknown(2))).toEqual([]);
  });

  it("is not a change, nor a change a deletion", () => {
    const change = alteration(us("a/toy"));
    expect(said(deletion(toy()), change)).toEqual(["a/toy was to delete and now would update."]);
    expect(said(change, deletion(toy()))).toEqual(["a/toy was to update and now would delete."]);
  });

  it("is told of by its name where nobody reviewed it", () => {
    expect(said(undefined, deletion(toy()))).toEqual([
      "a/toy has to be changed now (delete), which the plan does not show.",
    ]);
  });
});

describe("a rule", () => {
  it("makes a difference mean something, unless it says that nobody watches or that it counts once", () => {
    const rules = ["exclusive", "additive", "immutable", "unwatched", "createOnly"] as const;
    expect(rules.map(isWatched)).toEqual([true, true, true, false, false]);
  });
});

describe("a change that was reviewed", () => {
  it.each<[string, Owner, Owner, string]>([
    ["another address", us("a/old"), us("a/older"), "a/old and is a/older"],
    ["nobody", us("a/old"), NOBODY, "a/old and is nobody's"],
    ["another file", NOBODY, GLOBEX, "nobody's and is the file globex's"],
  ])("is stale for a thing that belongs to %s by now", (_whom, was, is, words) => {
    expect(said(alteration(was, "adopt"), alteration(is, "adopt"))).toEqual([`a/toy (toy-1) was ${words} now.`]);
  });

  it("holds for an adoption of which the tags are written already, at its own address alone", () => {
    expect(said(alteration(NOBODY, "adopt"), alteration(us("a/toy")))).toEqual([]);
    expect(said(alteration(NOBODY, "adopt"), alteration(us("a/other")))).toEqual([
      "a/toy (toy-1) was nobody's and is a/other now.",
    ]);
  });

  it("names every field that it did not show, and every wish that is another one", () => {
    const fields = [{ path: "/made" }, { path: "/value" }];
    const now = step({ action: "update", from: toy(), to: wish("toy", "a/toy", {}), fields });
    expect(said(undefined, now)).toEqual([
      "a/toy has to be changed now (update /made, /value), which the plan does not show.",
    ]);
    const creation = (properties: JsonObject) => step({ action: "create", to: wish("toy", "a/toy", properties) });
    expect(said(creation({ made: 1, value: 1 }), creation({ made: 2, "a/b": 3 }))).toEqual([
      "a/toy is wished for differently now: /made, /value, /a~1b.",
    ]);
  });
});
