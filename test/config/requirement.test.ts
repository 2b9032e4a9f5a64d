import { describe, expect, test } from "vitest";
import { checkRequirement, isRequirement, meetsRequirement } from "../../src/config/requirement.ts";

const AT = { file: "orgwright.yaml", line: 2, column: 1 };

describe("a required version", () => {
  test.each([
    [">=0.1", ["0.1.0", "0.1.9", "3.0.0"], ["0.0.9"]],
    [">0.1", ["0.2.0", "1.0.0"], ["0.1.0", "0.1.7"]],
    [">1.2.3", ["1.2.4"], ["1.2.3"]],
    ["<1", ["0.9.9"], ["1.0.0"]],
    ["<=0.2", ["0.2.9", "0.1.0"], ["0.3.0"]],
    ["0.1", ["0.1.0", "0.1.5"], ["0.2.0", "0.0.9"]],
    ["=0.1.2", ["0.1.2"], ["0.1.3"]],
    ["^0.1", ["0.1.0", "0.1.9"], ["0.2.0"]],
    ["^1.2", ["1.2.0", "1.9.0"], ["1.1.9", "2.0.0"]],
    ["^0.0.3", ["0.0.3"], ["0.0.4"]],
    ["^0", ["0.9.9"], ["1.0.0"]],
    ["~1.2.3", ["1.2.3", "1.2.9"], ["1.2.2", "1.3.0"]],
    ["~1", ["1.9.0"], ["2.0.0"]],
    [">=0.1 <0.3", ["0.2.5"], ["0.0.1", "0.3.0"]],
  ])("%s is met by the versions it names only", (requires, met, unmet) => {
    expect(met.filter((version) => !meetsRequirement(requires, version))).toEqual([]);
    expect(unmet.filter((version) => meetsRequirement(requires, version))).toEqual([]);
  });

  test("is met by a pre-release of a version that meets it", () => {
    expect(meetsRequirement(">=0.2", "0.2.0-rc.1")).toBe(true);
  });

  test("is met by every version when there is none", () => {
    expect(meetsRequirement(null, "0.1.0")).toBe(true);
  });

  test.each(["", "latest", ">= 0.1", "v1", "1.2.3.4", ">=0.1 || <2", "1.x"])("is not a range as %j", (text) => {
    expect(isRequirement(text)).toBe(false);
    expect(meetsRequirement(text, "1.0.0")).toBe(false);
  });

  test("that is not met is told with both versions", () => {
    expect(checkRequirement(">=0.1", "0.1.0", AT)).toBeNull();
    const finding = checkRequirement(">=9", "0.1.0", AT);
    expect(finding).toMatchObject({ code: "requires-other-version", severity: "error", at: AT });
    expect(finding?.detail).toContain('">=9"');
    expect(finding?.detail).toContain("0.1.0");
  });
});
