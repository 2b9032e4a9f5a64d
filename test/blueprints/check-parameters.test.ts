// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are templates of blueprints, not of JavaScript.

import { describe, expect, test } from "vitest";
import { checkParameters } from "../../src/blueprints/check-parameters.ts";
import type { Json } from "../../src/model/json.ts";
import type { BlueprintUse } from "../../src/model/organization.ts";
import { loaded, organizationOf, places } from "./expanded.ts";

function check(parameters: string, values: string) {
  const blueprint = loaded("b.yaml", `blueprint: b\ntitle: B\nparameters:\n${parameters}`);
  const organization = organizationOf(`blueprints:\n  - use: b\n    with: ${values}\n`);
  return checkParameters(blueprint, organization.blueprints[0] as BlueprintUse);
}

function checkOne(rule: string, value: string) {
  return check(`  p: ${rule}\n`, `{ p: ${value} }`);
}

describe("a value that fits its rule", () => {
  const rows: [string, string, Json][] = [
    ["{ type: string }", "abc", "abc"],
    ["{ type: string, min: 3, max: 3, pattern: '[a-c]+' }", "abc", "abc"],
    ["{ type: string, lastDayOf: it }", '"2028-02-29"', "2028-02-29"],
    ["{ type: integer, min: -3 }", "-3", -3],
    ["{ type: boolean }", "true", true],
    ["{ type: choice, of: [a, b] }", "b", "b"],
    ["{ type: list }", "[a, b]", ["a", "b"]],
    ["{ type: list, of: integer }", "[1, 2]", [1, 2]],
    ["{ type: list, of: { type: map, fields: { x: { type: string, default: d } } } }", "[{}]", [{ x: "d" }]],
    ["{ type: map }", "{ a: { b: [1] } }", { a: { b: [1] } }],
    ["{ type: map, of: boolean }", "{ a: true }", { a: true }],
    [
      "{ type: map, fields: { a: { type: string }, b: { type: list, default: [] }, c: { type: string, default: null } } }",
      "{ a: x }",
      { a: "x", b: [], c: null },
    ],
    [
      "{ type: accounts }",
      "{ shop-dev: { ou: workloads/dev }, x: }",
      {
        "shop-dev": { ou: "workloads/dev", name: null, email: null, tags: {} },
        x: { ou: null, name: null, email: null, tags: {} },
      },
    ],
    [
      "{ type: accounts, fields: { tier: { type: choice, of: [gold, none], default: none } } }",
      "{ a: { tier: gold } }",
      { a: { ou: null, name: null, email: null, tags: {}, tier: "gold" } },
    ],
    [
      "{ type: people }",
      "[{ name: ana, groups: [platform] }]",
      { ana: { name: "ana", groups: ["platform"], email: null, tags: {} } },
    ],
    ["{ type: string, default: null }", "null", null],
  ];
  test.each(rows)("%s takes %s", (rule, value, expected) => {
    const { values, findings } = checkOne(rule, value);
    expect(findings).toEqual([]);
    expect(values).toEqual({ p: expected });
  });
});

describe("a value that does not fit", () => {
  const rows: [string, string, string, string, string][] = [
    ["{ type: string }", "3", "10:16", "`p` must be a text; it is `3`.", 'Put it in quotes: "3".'],
    ["{ type: string }", "[a]", "10:16", "it is a list", "Write a text."],
    [
      "{ type: string, min: 3 }",
      "ab",
      "10:16",
      "must have at least 3 characters; it has 2",
      "Write at least 3 characters.",
    ],
    ["{ type: string, pattern: 'a|b' }", "ab", "10:16", "must match a|b", "that matches it"],
    [
      "{ type: string, pattern: '[0-9]{2}', says: 'two digits, as in 42' }",
      "a",
      "10:16",
      "`p` must be two digits; it is `a`.",
      "Write it as in 42.",
    ],
    [
      "{ type: string, pattern: 'a', says: the letter a }",
      "b",
      "10:16",
      "must be the letter a;",
      "Write the letter a.",
    ],
    ["{ type: integer }", "3.5", "10:16", "must be a whole number; it is `3.5`", "without quotes"],
    ["{ type: integer, max: 3 }", "4", "10:16", "must be at most 3; it is 4", "Write a number of at most 3."],
    ["{ type: boolean }", "'yes'", "10:16", "must be true or false", "Write true or false."],
    [
      "{ type: choice, of: [governance, compliance] }",
      "complience",
      "10:16",
      "one of governance, compliance",
      "compliance",
    ],
    ["{ type: list, max: 1 }", "[a, b]", "10:16", "must have at most 1 elements; it has 2", ""],
    ["{ type: list }", "[a, 3]", "10:20", "`p[1]` must be a text", 'Put it in quotes: "3".'],
    ["{ type: list }", "[a, b, a]", "10:23", "`a` is there twice in `p`", "Remove one."],
    ["{ type: list, of: integer }", "[1, 1]", "10:20", "`1` is there twice in `p`", "Remove one."],
    [
      "{ type: list, unique: id, of: { type: map, fields: { id: { type: string }, n: { type: integer } } } }",
      "[{ id: a, n: 1 }, { id: a, n: 2 }]",
      "10:40",
      "`a` is there twice in `p`",
      "tell them apart by `id`",
    ],
    ["{ type: string, lastDayOf: it }", '"2027-02-29"', "10:16", "must be a day of the calendar", "2027-01-31"],
    ["{ type: string, lastDayOf: it }", "31.1.2027", "10:16", "must be a day of the calendar", "2027-01-31"],
    ["{ type: list }", "{}", "10:16", "must be a list; it is a map", "Write a list."],
    ["{ type: map }", "[]", "10:16", "must be a map; it is a list", "Write a map."],
    ["{ type: map, of: integer }", "{ a: x }", "10:21", "`p.a` must be a whole number", ""],
    ["{ type: map, min: 1 }", "{}", "10:16", "at least 1 members", ""],
    ["{ type: map, fields: { users: { type: list } } }", "{ usrs: [] }", "10:18", "`p` has no `usrs`", "`users`?"],
    ["{ type: map, fields: { users: { type: list } } }", "{}", "10:16", "`p` lacks `users`", "Add `users`."],
    ["{ type: accounts }", "{ a/b: {} }", "10:18", "`a/b` cannot be an account's key", "letters"],
    ["{ type: accounts }", "{ management: {} }", "10:18", "always means the management account", "another key"],
    ["{ type: accounts }", "{ a: { oo: x } }", "10:23", "`p.a` has no `oo`", "`ou`?"],
    ["{ type: accounts }", "[a]", "10:16", "must be a map", "Write a map."],
    ["{ type: people }", "[{ name: ana }, { name: ana }]", "10:40", "`ana` is there twice", "tell them apart"],
    ["{ type: people }", "[{ name: a b }]", "10:25", "`a b` cannot be a person's name", "letters"],
    ["{ type: people }", "[{ groups: [x] }]", "10:17", "`p[0]` lacks `name`", "Add `name`."],
    ["{ type: string }", "null", "10:16", "it is nothing", "Write a text."],
  ];
  test.each(rows)("%s refuses %s", (rule, value, place, detail, fix) => {
    const { values, findings } = checkOne(rule, value);
    expect(places(findings)[0]).toBe(`wrong-parameter orgwright.yaml:${place}`);
    expect(findings[0]?.detail).toContain(detail);
    expect(findings[0]?.fix).toContain(fix);
    expect(values).toEqual({ p: null });
  });

  test("is told with all others at once", () => {
    const { findings } = check(
      "  a: { type: string }\n  b: { type: integer }\n  c: { type: list }\n",
      "{ a: 1, b: x, c: [1, 2] }",
    );
    expect(findings).toHaveLength(4);
  });
});

describe("a parameter", () => {
  test("that the blueprint does not have is refused with the nearest name", () => {
    const { findings } = check("  retentionDays: { type: integer, default: 1 }\n", "{ retentonDays: 3 }");
    expect(places(findings)).toEqual(["unknown-parameter orgwright.yaml:10:13"]);
    expect(findings[0]).toMatchObject({
      detail: "The blueprint `b` has no parameter `retentonDays`.",
      fix: "Did you mean `retentionDays`?",
    });
  });

  test("without a default must be set, and says what it asks", () => {
    const { findings } = check("  days: { type: integer, ask: How many days? }\n", "{}");
    expect(places(findings)).toEqual(["missing-parameter orgwright.yaml:9:5"]);
    expect(findings[0]?.detail).toBe("`b` needs the parameter `days`: How many days?");
  });

  test("has its default when it is not set", () => {
    expect(check("  days: { type: integer, default: 7 }\n", "{}").values).toEqual({ days: 7 });
  });

  test("is not found in what every object has", () => {
    expect(places(check("  toString: { type: string }\n", "{}").findings)).toEqual([
      "missing-parameter orgwright.yaml:9:5",
    ]);
  });

  const MODES = `  mode: { type: choice, of: [iam, sso], default: sso }
  people: { type: people, default: [{ name: ana }], when: "\${equals(param.mode, 'iam')}" }
  group: { type: string, when: "\${equals(param.mode, 'iam')}" }
`;

  test("whose `when` is false need not be set", () => {
    const { values, findings } = check(MODES, "{}");
    expect(findings).toEqual([]);
    expect(values).toMatchObject({ mode: "sso", people: { ana: { name: "ana" } }, group: null });
  });

  test("whose `when` is false and that is set all the same is a warning", () => {
    const { values, findings } = check(MODES, "{ group: x }");
    expect(places(findings)).toEqual(["parameter-without-effect orgwright.yaml:10:13"]);
    expect(findings[0]?.severity).toBe("warning");
    expect(values["group"]).toBeNull();
  });

  test("whose `when` is true must be set", () => {
    expect(places(check(MODES, "{ mode: iam }").findings)).toEqual(["missing-parameter orgwright.yaml:9:5"]);
  });

  test("whose `when` is no condition is told where it is declared", () => {
    const { findings } = check('  a: { type: string, when: "${param.a}" }\n', "{ a: x }");
    expect(places(findings)).toContain("template-value b.yaml:4:3");
  });
});
