// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are templates of blueprints, not of JavaScript.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blueprintJsonSchema } from "../../src/blueprints/format.ts";
import { loadBlueprint } from "../../src/blueprints/load-blueprint.ts";
import { type Finding, hasErrors } from "../../src/model/finding.ts";
import { fileHere, loaded, places } from "./expanded.ts";

const HEAD = "blueprint: b\ntitle: B\n";

/** Loads what follows the two lines of a blueprint's head; there must be findings. */
function findingsOf(text: string, head = HEAD): readonly Finding[] {
  const { findings } = loadBlueprint("b.yaml", head + text);
  expect(hasErrors(findings)).toBe(true);
  return findings;
}

describe("a blueprint", () => {
  test("is read whole", () => {
    const blueprint = loaded("logging.yaml", fileHere("mini/logging.yaml"));
    expect(blueprint).toMatchObject({
      file: "logging.yaml",
      name: "logging",
      title: "Central audit log",
      description: "",
      at: { file: "logging.yaml", line: 1, column: 12 },
    });
    expect([...blueprint.parameters.keys()]).toEqual(["retentionDays", "lock"]);
    expect(blueprint.parameters.get("lock")).toMatchObject({
      type: "choice",
      choices: ["governance", "compliance"],
      default: "governance",
      irreversible: "compliance",
    });
    expect([...blueprint.resources.values()].map(({ name, kind, at }) => [name, kind, at.line])).toEqual([
      ["account", "account", 7],
      ["bucket", "s3-bucket", 10],
      ["trail", "trail", 20],
      ["reader", "iam-role", 25],
    ]);
  });

  test("gets a boolean parameter, on by default, for each switch of its guardrails", () => {
    const blueprint = loaded("foundation.yaml", fileHere("mini/foundation.yaml"));
    expect(blueprint.parameters.get("protectRoles")).toMatchObject({ type: "boolean", default: true });
    expect(blueprint.guardrails.map(({ id, order }) => [id, order])).toEqual([
      ["protect-roles", "first"],
      ["keep-regions", "last"],
    ]);
  });

  test("may name what comes first by a resource of its own, of another blueprint, or by key", () => {
    const blueprint = loaded(
      "b.yaml",
      `${HEAD}resources:\n  a: { kind: k }\n  c: { kind: k, after: [a, other.x, 'other.y["k"]'] }\n`,
    );
    expect(blueprint.resources.get("c")?.after.map(({ ref }) => [ref.name, ref.steps.length])).toEqual([
      ["b", 1],
      ["other", 1],
      ["other", 2],
    ]);
  });
});

describe("what is wrong with the form of a blueprint", () => {
  test.each([
    ["resource: {}\n", "unknown-key b.yaml:3:1", "`resource` has no meaning here.", "Did you mean `resources`?"],
    ["parameters: { a: { type: strin } }\n", "wrong-value b.yaml:3:26", "one of `string`, `integer`", "Write one of"],
    ["parameters: { a: { type: string, mim: 3 } }\n", "unknown-key b.yaml:3:34", "`mim`", "Did you mean `min`?"],
    ["parameters: { a: { type: choice } }\n", "missing-key b.yaml:3:18", "`parameters.a.of` is missing", "Add it."],
    ["parameters: { 9a: { type: string } }\n", "wrong-value b.yaml:3:15", "`9a` must be a name", "another name"],
    ["parameters: { a: { type: list, of: strng } }\n", "wrong-value b.yaml:3:36", "one of `string`", "Write"],
    ["resources: { Foo: { kind: k } }\n", "wrong-value b.yaml:3:14", "`Foo` must be a name", "another name"],
    ["resources: { f: { kind: 3 } }\n", "wrong-type b.yaml:3:25", "must be a text; it is a number", "Write a text."],
    [
      "resources: { f: {} }\n",
      "missing-key b.yaml:3:17",
      "`resources.f.kind` is missing; it must be a text",
      "Add it.",
    ],
    [
      "resources: { f: { kind: k, in: { acount: a } } }\n",
      "unknown-key b.yaml:3:34",
      "`acount`",
      "Did you mean `account`?",
    ],
    ["resources: { f: { kind: k, when: 3 } }\n", "wrong-type b.yaml:3:34", "must be true or false or a text", "Write"],
    [
      "resources: { f: { kind: k, forEach: 3 } }\n",
      "wrong-type b.yaml:3:37",
      "a text or a list or a map; it is a number",
      "",
    ],
    ["title: 3\n", "yaml-duplicate-key b.yaml:3:1", "", ""],
  ])("%j is told at its place", (text, place, detail, fix) => {
    const [finding] = findingsOf(text);
    expect(places([finding as Finding])).toEqual([place]);
    expect(finding?.detail).toContain(detail);
    expect(finding?.fix).toContain(fix);
  });

  test("is told all at once, with the templates that cannot be read", () => {
    const findings = findingsOf(
      'guardrails: [{ id: G, statements: [] }]\nresources: { f: { knd: k, properties: { x: "${a" } } }\n',
    );
    expect(places(findings).sort()).toEqual([
      "missing-key b.yaml:3:14",
      "missing-key b.yaml:3:14",
      "missing-key b.yaml:3:14",
      "missing-key b.yaml:3:14",
      "missing-key b.yaml:3:14",
      "missing-key b.yaml:4:17",
      "template-syntax b.yaml:4:44",
      "unknown-key b.yaml:4:19",
      "wrong-value b.yaml:3:20",
      "wrong-value b.yaml:3:35",
    ]);
  });

  test("includes names that templates use themselves", () => {
    const findings = findingsOf("", "blueprint: param\ntitle: B\n");
    expect(places(findings)).toEqual(["blueprint-reserved-name b.yaml:1:12"]);
  });

  test.each([
    ["{ type: integer, min: 5, default: 3 }", "blueprint-format b.yaml:3:52", "must be at least 5; it is 3"],
    ["{ type: list, default: [a, 3] }", "blueprint-format b.yaml:3:45", "`a[1]` must be a text"],
    [
      "{ type: map, default: { a: [{ $after: x }] } }",
      "blueprint-format b.yaml:3:56",
      "`$after` in `a.a[0]` begins with `$`",
    ],
    ["{ type: string, pattern: '(' }", "blueprint-format b.yaml:3:43", "not a regular expression"],
    ["{ type: map, fields: { f: { type: choice, of: [x], default: y } } }", "blueprint-format b.yaml:3:78", "one of x"],
    ["{ type: list, of: { type: string, pattern: '(' } }", "blueprint-format b.yaml:3:61", "not a regular expression"],
    ["{ type: string, when: '${' }", "template-syntax b.yaml:3:40", "At character 3"],
    ["{ type: string, when: '${partition}' }", "missing-reference b.yaml:3:15", "other parameters only"],
    ["{ type: string, when: '${param.zz}' }", "missing-reference b.yaml:3:15", "names no parameter"],
  ])("includes the rule %s of a parameter", (rule, place, detail) => {
    const findings = findingsOf(`parameters: { a: ${rule} }\n`);
    expect(places(findings)).toEqual([place]);
    expect(findings[0]?.detail).toContain(detail);
  });

  test("includes a switch that is no switch", () => {
    const guardrail = "{ id: g, group: g, type: scp, attach: root, switch: a, title: t, wayOut: w, statements: [{}] }";
    const findings = findingsOf(`parameters: { a: { type: string } }\nguardrails: [${guardrail}]\n`);
    expect(places(findings)).toEqual(["blueprint-format b.yaml:4:14"]);
  });
});

describe("what is wrong with a template in a blueprint", () => {
  const cases: [string, string, string, string][] = [
    ["properties: { a: '${param.x' }", "template-syntax", "At character 10", "`$${`"],
    ["properties: { $a: 1 }", "template-syntax", "`$a` cannot be a member", "`$for` with `$do`"],
    ["properties: { a: { $for: [], $do: 1 } }", "template-syntax", "`$for` cannot be a member", "elements of a list"],
    ["properties: { a: [{ $if: true }] }", "template-syntax", "`$if` cannot be a member", "in pairs"],
    ["properties: { a: '${param.day}' }", "missing-reference", "names no parameter", "Did you mean `days`?"],
    ["properties: { a: '${organization.nme}' }", "missing-reference", "is not known", "Did you mean `name`?"],
    ["properties: { a: '${each.key}' }", "missing-reference", "nothing is gone through", "`forEach`"],
    ["forEach: '${each.key}', properties: {}", "missing-reference", "nothing is gone through", "`forEach`"],
    ["properties: { a: '${b.rr.id}' }", "missing-reference", "no resource of this blueprint", "Did you mean `r`?"],
    ["properties: { a: '${parm.days}' }", "missing-reference", "`parm.days` is not known", "Did you mean `param`?"],
    ["properties: { a: '${logging}' }", "missing-reference", "`logging` is not known", "logging.bucket.arn"],
    ["after: 'a b'", "template-syntax", "At character 3 of `a b`", "logging.bucket"],
    ["after: rr", "missing-reference", "`b.rr` names no resource", "Did you mean `r`?"],
  ];
  test.each(cases)("%j is told with a way on", (text, code, detail, fix) => {
    const findings = findingsOf(`parameters: { days: { type: integer } }\nresources: { r: { kind: k, ${text} } }\n`);
    expect(findings.map((finding) => finding.code)).toContain(code);
    const finding = findings.find((one) => one.code === code);
    expect(finding?.detail).toContain(detail);
    expect(finding?.fix).toContain(fix);
    expect(finding?.at).toMatchObject({ file: "b.yaml", line: 4 });
  });

  test("does not include `each` where something is gone through", () => {
    loaded(
      "b.yaml",
      `${HEAD}resources: { r: { kind: k, properties: { a: [{ $for: [x], $do: "\${each.value}" }] } } }\n`,
    );
  });

  test("is found in names of members, in `in`, `when`, and in guardrails", () => {
    const guardrail =
      "{ id: g, group: g, type: scp, attach: '${param.x}', title: t, wayOut: w, statements: [{ a: '${param.x}' }] }";
    const findings = findingsOf(
      `resources: { r: { kind: k, in: { account: '\${param.x}', region: '\${param.x}' }, when: '\${param.x}', properties: { '\${param.x}': 1 } } }\nguardrails: [${guardrail}]\n`,
    );
    expect(findings.map(({ code, at }) => `${code} ${at?.line}`)).toEqual([
      ...Array.from({ length: 4 }, () => "missing-reference 3"),
      ...Array.from({ length: 2 }, () => "missing-reference 4"),
    ]);
  });

  test("shows only the part of a long text around the mistake", () => {
    const [finding] = findingsOf(`resources: { r: { kind: k, properties: { a: "${"x".repeat(200)}\${nope()}" } } }\n`);
    expect(finding?.detail).toMatch(/^At character 203 of `…x{47,49}\$\{nope\(\)\}`: There is no function `nope`\.$/);
  });
});

describe("any text", () => {
  test("is read or refused with a finding, and never throws", () => {
    const line = fc.constantFrom(
      "blueprint: b",
      "title: t",
      "resources:",
      "  a: { kind: k }",
      "  a: [1]",
      "guardrails: 3",
      "parameters: [{}]",
      "  - x",
      "parameters: { a: { type: map, of: { type: map, of: 3 } } }",
      "resources: { a: null }",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(line).map((lines) => lines.join("\n")),
        ),
        (text) => {
          const { blueprint, findings } = loadBlueprint("b.yaml", text);
          expect(blueprint !== null || findings.length > 0).toBe(true);
          expect(findings.every(({ at }) => at !== undefined)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("the JSON Schema", () => {
  test("is of draft 7 and describes each part for editors", () => {
    const schema = blueprintJsonSchema() as unknown as {
      $schema: string;
      required: string[];
      properties: Record<string, unknown>;
    };
    expect(schema.$schema).toBe("http://json-schema.org/draft-07/schema#");
    expect(schema.required).toEqual(["blueprint", "title"]);
    expect(Object.keys(schema.properties)).toEqual([
      "blueprint",
      "title",
      "description",
      "costs",
      "parameters",
      "values",
      "resources",
      "checks",
      "guardrails",
    ]);
  });
});
