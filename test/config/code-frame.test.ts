import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { codeFrame } from "../../src/config/code-frame.ts";

function frame(text: string, line: number, column: number): string[] {
  return codeFrame(text, { file: "a.yaml", line, column }).split("\n");
}

/** The column on the screen of the caret, and of a text in the line above it. */
function caretAt(rows: readonly string[]): number {
  return rows.findIndex((row) => row.endsWith("^")) === -1
    ? -1
    : (rows.find((row) => row.endsWith("^")) ?? "").length - 1;
}

describe("a code frame", () => {
  test("shows two lines before and after, with a caret below the column", () => {
    expect(frame("one\ntwo\nthree\nfour: 4\nfive\nsix\nseven\n", 4, 7)).toEqual([
      "  2 | two",
      "  3 | three",
      "> 4 | four: 4",
      "    |       ^",
      "  5 | five",
      "  6 | six",
    ]);
  });

  test("shows fewer lines at the file's ends", () => {
    expect(frame("one", 1, 1)).toEqual(["> 1 | one", "    | ^"]);
    expect(frame("one\ntwo", 2, 4)).toEqual(["  1 | one", "> 2 | two", "    |    ^"]);
  });

  test("keeps line numbers of different length apart", () => {
    const text = Array.from({ length: 12 }, (_, index) => `l${index + 1}`).join("\n");
    expect(frame(text, 9, 1)).toEqual(["   7 | l7", "   8 | l8", ">  9 | l9", "     | ^", "  10 | l10", "  11 | l11"]);
  });

  test("shows nothing for a line that is not there", () => {
    expect(codeFrame("one\n", { file: "a.yaml", line: 9, column: 1 })).toBe("");
  });

  test("shows neither the byte order mark nor carriage returns", () => {
    expect(frame("\ufeffone\r\ntwo\r\n", 1, 1)).toEqual(["> 1 | one", "    | ^", "  2 | two", "  3 |"]);
  });

  test("keeps the caret below its column after tabs and wide characters", () => {
    const tabs = frame("\ta:\tx", 1, 5);
    expect(tabs[0]?.indexOf("x")).toBe(caretAt(tabs));
    expect(frame("名前: x", 1, 5)).toEqual(["> 1 | 名前: x", `    | ${" ".repeat(6)}^`]);
    expect(frame("🚀: x", 1, 5)).toEqual(["> 1 | 🚀: x", `    | ${" ".repeat(4)}^`]);
  });

  test("makes characters visible that would change the screen", () => {
    expect(frame("a: \u001b[31m\u202ex\u0007\u009b\u007f", 1, 4)).toEqual([
      "> 1 | a: \u241b[31m\ufffdx\u2407\ufffd\u2421",
      "    |    ^",
    ]);
  });

  test("shows the part around the column of a very long line", () => {
    const rows = frame(`short\n${"a".repeat(5000)}X${"b".repeat(5000)}`, 2, 5001);
    expect(rows[1]).toMatch(/^> 2 \| …a{37}Xb{34}…$/);
    expect(rows[1]?.indexOf("X")).toBe(caretAt(rows));
  });

  test("keeps every line within the width, and the caret under what is meant", () => {
    const line =
      "  - use: workload # platform: { grants: [{ role: Admin, in: [management] }, { role: Admn, in: [shop-prod, shop-dev] }] }";
    for (const width of [40, 60, 76, 80, 120]) {
      for (let column = 1; column <= line.length + 1; column += 1) {
        const rows = codeFrame(`short\n${line}\n${"名".repeat(90)}`, { file: "a.yaml", line: 2, column }, width).split(
          "\n",
        );
        expect(Math.max(...rows.map((row) => stringWidth(row)))).toBeLessThanOrEqual(width);
        expect(rows[1]?.[caretAt(rows)] ?? "").toBe(line[column - 1] ?? "");
      }
    }
  });

  test("keeps the caret under wide characters far out in a line", () => {
    const [, row = "", mark = ""] = frame(`a\n${"名".repeat(60)}X${"名".repeat(60)}`, 2, 61);
    expect(stringWidth(row.slice(0, row.indexOf("X")))).toBe(mark.length - 1);
    expect(stringWidth(row)).toBeLessThanOrEqual(80);
  });

  test("cuts no character in half", () => {
    const rows = frame("🚀".repeat(1000), 1, 1002);
    expect(rows[0]).toMatch(/^> 1 \| …(🚀)+…$/u);
  });
});
