import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import { findingsText } from "../../src/report/findings-text.ts";

const PLAIN = { width: 80, colour: false };
const AT = { file: "orgwright.yaml", line: 12, column: 5 };

function finding(over: Partial<Finding> = {}): Finding {
  return {
    code: "unknown-key",
    severity: "error",
    summary: "A key is not known",
    detail: "`acounts` is no key.",
    ...over,
  };
}

describe("findings as text", () => {
  it("begin with file, line and column, then say what, show where, and how to fix it", () => {
    const frame = () => "   11 | blueprints:\n>  12 |     acounts:\n      |     ^^^^^^^\n";
    const text = findingsText([finding({ at: AT, fix: "Write `accounts`." })], PLAIN, frame);
    expect(text.split("\n")).toEqual([
      "orgwright.yaml:12:5",
      "error: A key is not known [unknown-key]",
      "       11 | blueprints:",
      "    >  12 |     acounts:",
      "          |     ^^^^^^^",
      "  `acounts` is no key.",
      "  Fix: Write `accounts`.",
      "",
    ]);
  });

  it("put the errors last, where the eye is", () => {
    const all = [
      finding({ code: "e" }),
      finding({ code: "n", severity: "note" }),
      finding({ code: "w", severity: "warning" }),
    ];
    const codes = [...findingsText(all, PLAIN).matchAll(/\[(\w)\]/g)].map((match) => match[1]);
    expect(codes).toEqual(["n", "w", "e"]);
  });

  it("keep the lines of a detail, so that a command stands on its own", () => {
    const text = findingsText([finding({ detail: "Run:\n  orgwright plan" })], PLAIN);
    expect(text.split("\n").slice(1)).toEqual(["  Run:", "    orgwright plan", ""]);
  });

  it("are coloured by severity", () => {
    expect(findingsText([finding()], { width: 80, colour: true })).toContain("\u001b[31merror:\u001b[39m");
    expect(findingsText([finding({ severity: "warning" })], { width: 80, colour: true })).toContain(
      "\u001b[33mwarning:",
    );
  });

  it("are nothing when there are none", () => {
    expect(findingsText([], PLAIN)).toBe("");
  });
});
