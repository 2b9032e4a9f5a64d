import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { evaluateTemplate, memberOf } from "../../src/blueprints/evaluate.ts";
import { expand } from "../../src/blueprints/expand.ts";
import { blueprintFormat } from "../../src/blueprints/format.ts";
import { SIGNATURES } from "../../src/blueprints/functions.ts";
import { loadBlueprint } from "../../src/blueprints/load-blueprint.ts";
import { readWishes } from "../../src/blueprints/read-wishes.ts";
import { parseTemplate } from "../../src/blueprints/template-parser.ts";
import { shippedTables } from "../../src/cli/shipped.ts";
import { SHAPES } from "../../src/kinds/shapes.ts";
import type { Json } from "../../src/model/json.ts";
import type { Organization } from "../../src/model/organization.ts";
import { placeName } from "../../src/model/place.ts";
import { blocks, code, page, section, tableRows } from "./pages.ts";

const text = page("docs/blueprints.md");
const examples = blocks(text, "yaml");
const HEAD = "blueprint: example\ntitle: An example\n";

const blueprints = examples.filter((example) => !example.startsWith("version:"));
const whole = blueprints.find((example) => example.startsWith("blueprint:")) ?? "";
const organization = examples.find((example) => example.startsWith("version:")) ?? "";

function tableIn(heading: string): string[][] {
  return tableRows(section(text, heading) ?? "");
}

function evaluated(template: string, values: Readonly<Record<string, Json>>): unknown {
  const parsed = parseTemplate(template);
  if ("problem" in parsed) {
    return parsed.problem;
  }
  const outcome = evaluateTemplate(parsed.template, {
    read: (name, steps) => memberOf(values[name] ?? null, steps, name),
    accountsIn: () => ({ value: {} }),
  });
  return "value" in outcome ? outcome.value : outcome.problem;
}

describe("docs/blueprints.md", () => {
  it.each(blueprints.map((example) => [example.split("\n").slice(0, 2).join(" "), example]))(
    "has an example that is read without a finding: %s",
    (_name, example) => {
      const own = example.startsWith("blueprint:") ? example : HEAD + example;
      expect(loadBlueprint("example.yaml", own).findings).toEqual([]);
    },
  );

  it("has a whole blueprint that makes what the page says", () => {
    const wishes = readWishes({
      organization: { file: "orgwright.yaml", text: organization },
      blueprint: (use) =>
        use.startsWith(".")
          ? { file: use, text: whole }
          : { file: use, text: readFileSync(`blueprints/${use}.yaml`, "utf8") },
    });
    expect(wishes.findings).toEqual([]);
    const context = { partition: "aws", managementAccountId: "111111111111", tables: shippedTables().data };
    const { resources, findings } = expand(wishes.organization as Organization, wishes.uses, context, SHAPES);
    expect(findings).toEqual([]);
    const made = resources
      .filter(({ address }) => address.startsWith("on-call/"))
      .map(({ address, kind, place }) => [address, kind, placeName(place)]);
    expect(made).toEqual(tableIn("## A whole one").map((row) => row.map(code)));
  });

  const [values = "{}"] = blocks(text, "json");
  const functions = tableIn("### Functions");
  it.each(functions)("says what %s gives", (expression, result) => {
    expect(evaluated(code(expression), JSON.parse(values))).toEqual(JSON.parse(code(result)));
  });

  it("shows every function", () => {
    expect(Object.keys(SIGNATURES).filter((name) => !section(text, "### Functions")?.includes(`${name}(`))).toEqual([]);
  });

  it("lists every kind, with every property", () => {
    const listed = tableIn("### Kinds").map(([kind, , properties = ""]) => [
      code(kind),
      [...properties.replace(/\(.*\)/, "").matchAll(/`(\w+)`/g)].map(([, name]) => name).sort(),
    ]);
    const there = [...SHAPES.values()].map(({ kind, schema }) => [kind, propertiesOf(schema).sort()]);
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(there));
  });

  it.each([
    ["## Resources", "resources"],
    ["## Guardrails", "guardrails"],
  ] as const)("lists every key below %s", (heading, member) => {
    const above = section(text, heading)?.split("\n### ")[0] ?? "";
    const listed = tableRows(above).map(([key]) => code(key));
    expect(listed.sort()).toEqual(keysOf(member).sort());
  });
});

function propertiesOf(schema: unknown): string[] {
  return Object.keys((schema as { readonly shape: object }).shape);
}

/** The keys that a resource or guardrail may have. */
function keysOf(member: "resources" | "guardrails"): string[] {
  const optional = blueprintFormat.shape[member].unwrap();
  const element = "valueType" in optional ? optional.valueType : optional.element;
  return Object.keys(element.shape);
}
