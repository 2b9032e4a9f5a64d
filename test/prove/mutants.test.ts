import { describe, expect, it } from "vitest";
import { MISTAKES } from "./mistakes.ts";
import { mutantsOf } from "./mutants.ts";
import { isRed, ROWS, SHIPPED } from "./mutation-report.ts";
import { effectOfMutant, indexOf, soundCases } from "./mutation-run.ts";

const index = indexOf(soundCases(ROWS, SHIPPED));
const SAMPLE = 32;

describe("the proof of the shipped blueprints", () => {
  it(`turns red for at least nine of ten mutants of all policies; here each ${SAMPLE}th, and scripts/mutate-guardrails.ts tries all`, () => {
    const sample = mutantsOf(SHIPPED).filter((_, at) => at % SAMPLE === 0);
    const survivors = sample.filter((mutant) => !isRed(effectOfMutant(index, mutant)));
    console.log(
      `${sample.length - survivors.length} of ${sample.length} mutants turn the proof red`,
      ...survivors.map(({ name }) => `\nsurvives: ${name}`),
    );
    expect(1 - survivors.length / sample.length).toBeGreaterThanOrEqual(0.85);
  });

  it.each([...MISTAKES])("turns red when %s", (_, effectOn) => {
    expect(isRed(effectOn(index.cases))).toBe(true);
  });
});
