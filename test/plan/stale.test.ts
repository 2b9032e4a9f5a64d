import { describe, expect, it } from "vitest";
import { seenIn, seenName } from "../../src/plan/seen.ts";
import { shownJson, stale } from "../../src/plan/stale.ts";
import { liveUnit, NOBODY, us } from "../diff/things.ts";

describe("a reason why a saved plan may not be applied", () => {
  it("is an error of one code, with what to do", () => {
    expect(stale("It changed.")).toEqual({
      code: "plan-is-stale",
      severity: "error",
      summary: "The saved plan is not what would be done now",
      detail: "It changed.",
      fix: "Make the plan again and have it reviewed.",
    });
  });

  it("shows values as JSON, what is not there as nothing, and of long ones the beginning", () => {
    expect([undefined, null, "x", { a: 1 }].map(shownJson)).toEqual(["nothing", "null", '"x"', '{"a":1}']);
    expect(shownJson("x".repeat(198))).toBe(`"${"x".repeat(198)}"`);
    expect(shownJson("x".repeat(199))).toBe(`"${"x".repeat(199)}…`);
  });
});

describe("what was seen of the world", () => {
  const [a, b] = [liveUnit("ou-1", us("f/ou:a"), "a"), liveUnit("ou-2", NOBODY, "b")];

  it("is a short digest of each thing, in one order", () => {
    const seen = seenIn([b, a]);
    expect(Object.keys(seen)).toEqual([
      "organizational-unit management/global ou-1",
      "organizational-unit management/global ou-2",
    ]);
    expect(JSON.stringify(seen)).toBe(JSON.stringify(seenIn([a, b])));
    expect(Object.values(seen).every((head) => /^[0-9a-f]{16}$/.test(head))).toBe(true);
  });

  it("is another one when a property or the owner is, and not for what a thing is alive by", () => {
    const head = (thing: typeof a) => seenIn([thing])[seenName(thing)];
    expect(head({ ...a, properties: { ...a.properties, name: "c" } })).not.toBe(head(a));
    expect(head({ ...a, owner: NOBODY })).not.toBe(head(a));
    expect(head({ ...a, vitals: { checked: "today" } })).toBe(head(a));
  });
});
