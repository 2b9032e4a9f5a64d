import { describe, expect, it } from "vitest";
import { encodePlan } from "../../src/plan/codec.ts";
import { planOf, problemOf } from "./a-saved-plan.ts";

const plan = planOf();
const text = encodePlan(plan);

function saysTheSame(written: string): boolean {
  try {
    return JSON.stringify(JSON.parse(written)) === JSON.stringify(plan);
  } catch {
    return false;
  }
}

describe("a saved plan", () => {
  it("is refused with any byte of its steps changed", () => {
    const [start, end] = [text.indexOf('"steps"'), text.indexOf('\n  "findings"')];
    expect(end - start).toBeGreaterThan(3000);
    for (let at = start; at < end; at += 1) {
      const other = String.fromCharCode(text.charCodeAt(at) ^ 1);
      expect(
        problemOf(text.slice(0, at) + other + text.slice(at + 1)),
        `byte ${at}, ${text[at]} → ${other}`,
      ).not.toBeNull();
    }
  });

  it("is refused with a byte of its steps missing, white space between them apart", () => {
    const [start, end] = [text.indexOf('"steps"'), text.indexOf('\n  "findings"')];
    for (let at = start; at < end; at += 7) {
      const written = text.slice(0, at) + text.slice(at + 1);
      expect(problemOf(written) === null, `byte ${at}, ${text[at]}`).toBe(saysTheSame(written));
    }
  });
});
