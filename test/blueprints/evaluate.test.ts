// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are templates of blueprints, not of JavaScript.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateTemplate, memberOf, type Scope } from "../../src/blueprints/evaluate.ts";
import { SIGNATURES } from "../../src/blueprints/functions.ts";
import type { Outcome, Problem } from "../../src/blueprints/outcome.ts";
import type { Template } from "../../src/blueprints/template.ts";
import { parseTemplate } from "../../src/blueprints/template-parser.ts";
import type { Address } from "../../src/model/address.ts";
import { after } from "../../src/model/deferred.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";

const ID = after("logging/account" as Address, "id");

const VALUES: JsonObject = {
  param: {
    yes: true,
    no: false,
    nothing: null,
    n: 7,
    text: "Hello World",
    list: ["a", "b"],
    mixed: ["a", 1, ["c"]],
    map: { b: 1, a: { inner: "deep" } },
    key: "a",
    empty: {},
  },
  later: { id: ID, join: { $join: ["x-", ID] }, list: ["a", ID] },
};

const SCOPE: Scope = {
  read: (name, steps) => memberOf(VALUES, [name, ...steps], "here"),
  accountsIn: (globs) => ({ value: { globs } }),
};

function outcome(text: string): Outcome {
  const result = parseTemplate(text);
  expect(result).toHaveProperty("template");
  return evaluateTemplate((result as { template: Template }).template, SCOPE);
}

function value(text: string): Json {
  const result = outcome(text);
  expect(result).toHaveProperty("value");
  return (result as { value: Json }).value;
}

function problem(text: string): Problem {
  const result = outcome(text);
  expect(result).toHaveProperty("problem");
  return (result as { problem: Problem }).problem;
}

describe("a template", () => {
  const rows: [string, Json][] = [
    ["", ""],
    ["text", "text"],
    ["${param.n}", 7],
    ["${param.yes}", true],
    ["${param.nothing}", null],
    ["${param.list}", ["a", "b"]],
    ["${param.map[param.key].inner}", "deep"],
    ["n=${param.n}, yes=${param.yes}", "n=7, yes=true"],
    ["${param.text}!", "Hello World!"],
    ["arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/${aws:username}/*"],
    ["${*}", "${*}"],
    ["$${param.n}", "${param.n}"],
    ["${later.id}", ID],
    ["acme-${later.id}", { $join: ["acme-", ID] }],
    ["${later.join}-${param.n}", { $join: ["x-", ID, "-7"] }],
    ["${aws:x}${later.id}", { $join: ["${aws:x}", ID] }],
  ];
  test.each(rows)("%j comes to what it says", (text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  test("refuses lists, maps and nothing inside a text", () => {
    expect(problem("a${param.list}").detail).toBe("`param.list` is a list; it cannot be part of a text.");
    expect(problem("a${param.map}").code).toBe("template-value");
    expect(problem("a${param.nothing}").detail).toMatch(/nothing/);
  });

  test("says what is there when a name is not", () => {
    expect(problem("${param.map.c}")).toMatchObject({
      code: "missing-reference",
      detail: "`here.param.map` has no `c`; there is only b, a.",
      absent: true,
    });
    expect(problem("${param.n.c}").detail).toBe("`here.param.n` is a number; it has no `c`.");
    expect(problem("${param.empty.c}").detail).toMatch(/nothing in it/);
  });

  test("does not look into what is known only later", () => {
    expect(problem('${later.id["$after"]}').code).toBe("value-not-known-yet");
    expect(problem("${param.map[later.id]}").code).toBe("value-not-known-yet");
  });

  test("does not find what every JavaScript object has", () => {
    expect(problem("${param.map.constructor}").code).toBe("missing-reference");
    expect(problem('${param.map["__proto__"]}').code).toBe("missing-reference");
  });

  test("refuses keys that are not texts", () => {
    expect(problem("${param.map[param.n]}").detail).toMatch(/must be a text; it is a number/);
  });
});

describe("each function", () => {
  const rows: [string, Json][] = [
    ["if(param.yes, 1, 2)", 1],
    ["if(param.no, 1, 2)", 2],
    ["if(param.yes, 1, param.map.missing)", 1],
    ["equals(param.n, 7)", true],
    ["equals(param.n, '7')", false],
    ["equals(param.map, merge(param.map))", true],
    ["equals(later.id, later.id)", true],
    ["not(param.no)", true],
    ["and(param.yes, true)", true],
    ["and(param.no, param.map.missing)", false],
    ["or(param.no, false)", false],
    ["or(param.yes, param.map.missing)", true],
    ["contains(param.list, 'b')", true],
    ["contains(param.list, 'c')", false],
    ["contains(later.list, 'a')", true],
    ["contains(param.text, 'World')", true],
    ["contains(param.map, 'a')", true],
    ["contains(param.map, 'toString')", false],
    ["default(param.map.missing, 'x')", "x"],
    ["default(param.nothing, 'x')", "x"],
    ["default(param.n, 'x')", 7],
    ["default(param.no, true)", false],
    ["keys(param.map)", ["a", "b"]],
    ["merge()", {}],
    ["merge(param.map, param.empty)", { b: 1, a: { inner: "deep" } }],
    ["concat()", []],
    ["concat(param.list, ['c'], [])", ["a", "b", "c"]],
    ["concat(param.mixed)", ["a", 1, ["c"]]],
    ["length(param.list)", 2],
    ["length(param.map)", 2],
    ["length('four')", 4],
    ["join(param.list, '-')", "a-b"],
    ["join([], '-')", ""],
    ["join([1, true], '/')", "1/true"],
    ["join(later.list, '-')", { $join: ["a-", ID] }],
    ["lower(param.text)", "hello world"],
    ["allBut(merge(), ['s3:*'], ['kms:*'])", ["s3:*"]],
    ["accountsIn('workloads/**')", { globs: ["workloads/**"] }],
  ];
  test.each(rows)("%s", (text, expected) => {
    expect(value(`\${${text}}`)).toEqual(expected);
  });

  test("is in the table above", () => {
    const called = new Set(rows.map(([text]) => text.slice(0, text.indexOf("("))));
    expect([...called].sort()).toEqual(Object.keys(SIGNATURES).sort());
  });

  test.each([
    ["if(param.n, 1, 2)", "What `if` asks must be true or false; it is a number."],
    ["not(param.text)", "What `not` is handed must be true or false; it is a text."],
    ["and(param.yes, param.list)", "What `and` is handed must be true or false; it is a list."],
    ["contains(param.n, 'a')", "What `contains` is handed must be a list, a text or a map; it is a number."],
    ["contains(param.text, 1)", "must be a text as its second value"],
    ["keys(param.list)", "What `keys` is handed must be a map; it is a list."],
    ["merge(param.map, param.nothing)", "What `merge` is handed must be maps; it is nothing."],
    ["concat(param.list, 'c')", "What `concat` is handed must be lists; it is a text."],
    ["length(param.yes)", "it is a boolean"],
    ["join(param.mixed, '-')", "must be a list of texts; it is a list"],
    ["join(param.text, '-')", "must be a list and a separator; it is a text"],
    ["lower(param.map)", "must be a text; it is a map"],
    ["accountsIn(param.n)", "must be a text or a list of texts; it is a number"],
  ])("%s is refused with the reason", (text, detail) => {
    expect(problem(`\${${text}}`)).toMatchObject({ code: "template-value" });
    expect(problem(`\${${text}}`).detail).toContain(detail);
  });

  test.each([
    "if(later.id, 1, 2)",
    "equals(later.id, 'x')",
    "contains(later.list, 'c')",
    "keys(later.id)",
    "merge(later.join)",
    "length(later.id)",
    "lower(later.id)",
    "default(lower(later.id), 'x')",
  ])("%s needs a value that is known only later, and says so", (text) => {
    expect(problem(`\${${text}}`).code).toBe("value-not-known-yet");
  });

  test("does not hide a mistake behind `default`", () => {
    expect(problem("${default(length(param.yes), 1)}").code).toBe("template-value");
  });
});

describe("any template that can be read", () => {
  const refs = [
    "param.yes",
    "param.n",
    "param.nothing",
    "param.list",
    "param.map",
    "later.id",
    "later.list",
    "nowhere.at",
    "'t'",
  ];
  const call = fc
    .tuple(
      fc.constantFrom(...Object.entries(SIGNATURES)),
      fc.array(fc.constantFrom(...refs), { minLength: 3, maxLength: 3 }),
    )
    .map(
      ([[name, { least, most }], inputs]) =>
        `${name}(${inputs.slice(0, Math.max(least, Math.min(most, 3))).join(",")})`,
    );
  const nested = fc
    .tuple(fc.constantFrom("not", "length", "keys", "lower", "concat"), call)
    .map(([name, inner]) => `${name}(${inner})`);

  test("has one outcome, whatever it is handed, and never throws", () => {
    fc.assert(
      fc.property(fc.oneof(call, nested), (text) => {
        const first = outcome(`\${${text}}`);
        expect(outcome(`\${${text}}`)).toEqual(first);
        expect("value" in first || first.problem.detail.length > 0).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
