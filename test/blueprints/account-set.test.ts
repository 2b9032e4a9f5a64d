import { describe, expect, test } from "vitest";
import { matchesPath } from "../../src/blueprints/account-set.ts";

describe("a pattern of units' paths", () => {
  test.each([
    ["workloads", "workloads", true],
    ["workloads", "workloads/dev", false],
    ["workloads/*", "workloads/dev", true],
    ["workloads/*", "workloads", false],
    ["workloads/*", "workloads/dev/a", false],
    ["workloads/**", "workloads", true],
    ["workloads/**", "workloads/dev/a", true],
    ["workloads/**", "workloads2/dev", false],
    ["**", "", true],
    ["**", "a/b/c", true],
    ["**/prod", "prod", true],
    ["**/prod", "workloads/shop/prod", true],
    ["**/prod", "workloads/shop/prod/x", false],
    ["a/**/z", "a/z", true],
    ["a/**/z", "a/b/c/z", true],
    ["*", "", false],
    ["work*/d?v", "workloads/dev", false],
    ["work*/d*", "workloads/dev", true],
    ["a.b", "axb", false],
  ])("%s on %j: %s", (glob, path, expected) => {
    expect(matchesPath(glob, path)).toBe(expected);
  });
});
