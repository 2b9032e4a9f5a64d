import { describe, expect, it } from "vitest";
import { allMutants, MISTAKES, mutationReport, ROWS, SHIPPED } from "./mutation-report.ts";
import { effectOf, soundCases } from "./mutation-run.ts";

const cases = soundCases(ROWS, SHIPPED);
const SAMPLE = 16;

describe("the proof of the shipped blueprints", () => {
  it(`turns red for most mutants of foundation and guardrails; here each ${SAMPLE}th, and scripts/mutate-guardrails.ts tries all`, () => {
    const sample = allMutants()
      .filter(({ name }) => /^(foundation|guardrails)-/.test(name))
      .filter((_, index) => index % SAMPLE === 0);
    const { red, carried, survivors } = mutationReport(sample, cases);
    console.log(
      `${red.length} of ${sample.length} mutants turn the proof red; of ${carried.size} another layer carries the denial`,
      ...survivors.map((name) => `\nsurvives: ${name}`),
    );
    expect(red.length / (sample.length - carried.size)).toBeGreaterThanOrEqual(0.8);
  });

  it.each([...MISTAKES])("turns red when %s", (_, scene) => {
    const { opened, broken } = effectOf(cases, scene());
    expect(opened.length + broken.length).toBeGreaterThan(0);
  });
});
