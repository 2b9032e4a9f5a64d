import { describe, expect, it } from "vitest";
import type { ValueRule } from "../../src/blueprints/blueprint.ts";
import { loadBlueprint } from "../../src/blueprints/load-blueprint.ts";
import { checkValue } from "../../src/blueprints/value-rules.ts";
import { fileLibrary } from "../../src/cli/file-library.ts";
import { shippedBlueprint, shippedBlueprints } from "../../src/cli/shipped.ts";
import { EMPTY_CONTENT } from "../../src/wizard/content.ts";
import { sectionsOf } from "../../src/wizard/questions.ts";

/** Every rule in a rule that has a pattern. */
function patternsIn(rule: ValueRule): ValueRule[] {
  const inner = [...Object.values(rule.fields ?? {}), ...(rule.elements === undefined ? [] : [rule.elements])];
  return [...(rule.pattern === undefined ? [] : [rule]), ...inner.flatMap(patternsIn)];
}

/** The file's own questions, and the parameters of every shipped blueprint. */
const rules = [
  ...sectionsOf(EMPTY_CONTENT, fileLibrary("orgwright.yaml")).flatMap(({ questions }) =>
    questions.map(({ id, rule }) => ({ id, rule })),
  ),
  ...shippedBlueprints().flatMap((name) => {
    const { blueprint } = loadBlueprint(`blueprints/${name}.yaml`, shippedBlueprint(name));
    return [...(blueprint?.parameters.values() ?? [])].map((rule) => ({ id: `${name}.${rule.name}`, rule }));
  }),
];
const patterns = rules.flatMap(({ id, rule }) => patternsIn(rule).map((one): [string, ValueRule] => [id, one]));

describe("the patterns that a value has to match", () => {
  it("are found", () => {
    expect(patterns.length).toBeGreaterThan(15);
  });

  it.each(patterns)("are told in words, with an example that matches: %s", (_name, rule) => {
    const { says = "", pattern = "" } = rule;
    const example = says.split(", as in ").at(-1)?.split(" or ")[0]?.replaceAll('"', "") ?? "";
    expect(says).toContain(", as in ");
    expect(example).toMatch(new RegExp(`^(?:${pattern})$`, "u"));
    const [fault] = checkValue(rule, "\u{1f600}", "it").faults;
    expect(fault?.detail).not.toContain(pattern);
    expect(fault?.fix).toContain("Write it as in ");
  });
});
