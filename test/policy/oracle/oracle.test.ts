import { describe, expect, it } from "vitest";
import { casesFor, compare } from "./compare.ts";

/** `npm run oracle` asks many thousand; these few tell at once that something went wrong. */
const CASES = 150;

describe("an independent evaluator", () => {
  it("decides random requests as ours does, but for known differences", { timeout: 60_000 }, async () => {
    const cases = casesFor(20261128, CASES);
    const compared = await Promise.all(cases.map(compare));
    const amiss = compared.flatMap((one, index) =>
      one.is === "unexplained" || one.is === "refused" ? [{ ...one, case: cases[index] }] : [],
    );
    expect(amiss).toEqual([]);
  });

  it("is asked requests that are allowed and requests that are denied", async () => {
    const compared = await Promise.all(casesFor(20261129, CASES).map(compare));
    const answers = compared.flatMap((one) => (one.is === "same" ? [one.answer] : []));
    expect(new Set(answers)).toEqual(new Set(["allowed", "denied"]));
  });
});
