import { describe, expect, it } from "vitest";
import { isOnTheWay } from "../../src/model/on-the-way.ts";

const [from, to] = [
  ["ana", "ben", "eve"],
  ["ana", "cleo"],
];

describe("a list that is changed member by member", () => {
  it.each([
    ["as it was", ["ana", "ben", "eve"]],
    ["as it shall be", ["ana", "cleo"]],
    ["with one member gone", ["ana", "eve"]],
    ["with all gone that shall go", ["ana"]],
    ["with a new member there and the old ones too", ["ana", "ben", "cleo", "eve"]],
    ["in another order", ["eve", "ana"]],
  ])("is on its way when it is %s", (_what, now) => {
    expect(isOnTheWay(now, from, to)).toBe(true);
  });

  it.each([
    ["somebody else in it", ["ana", "ben", "mallory"]],
    ["one gone who shall stay", ["ben", "eve"]],
    ["nobody in it", []],
    ["become something else", "ana"],
  ])("is not with %s", (_what, now) => {
    expect(isOnTheWay(now, from, to)).toBe(false);
  });

  it("is emptied where it shall not be any more", () => {
    expect(isOnTheWay(["ana"], ["ana", "ben"], undefined)).toBe(true);
    expect(isOnTheWay(["ana", "mallory"], ["ana", "ben"], undefined)).toBe(false);
    expect(isOnTheWay(["ana"], ["ana", "ben"], null)).toBe(false);
  });

  it("is no list: then only the one value or the other will do", () => {
    expect([isOnTheWay("a", "a", "b"), isOnTheWay("b", "a", "b"), isOnTheWay("c", "a", "b")]).toEqual([
      true,
      true,
      false,
    ]);
    expect(isOnTheWay(undefined, undefined, ["ana"])).toBe(true);
    expect(isOnTheWay(["ana"], undefined, ["ana", "ben"])).toBe(false);
  });
});
