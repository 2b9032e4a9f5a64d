import { describe, expect, test } from "vitest";
import { closest } from "../../src/model/closest.ts";

const KEYS = ["homeRegion", "regions", "email", "name", "managementAccount"];

describe("the closest word", () => {
  test.each([
    ["homeregion", "homeRegion"],
    ["HomeRegion", "homeRegion"],
    ["region", "regions"],
    ["emial", "email"],
    ["nam", "name"],
    ["managmentAcount", "managementAccount"],
  ])("to %s is %s", (word, wanted) => {
    expect(closest(word, KEYS)).toBe(wanted);
  });

  test.each(["", "id", "accounts", "x".repeat(10_000)])("to %j is none of these", (word) => {
    expect(closest(word, KEYS)).toBeNull();
  });

  test("of two that are equally near is the first", () => {
    expect(closest("bat", ["cat", "hat"])).toBe("cat");
  });

  test("of none is none", () => {
    expect(closest("a", [])).toBeNull();
  });
});
