// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are templates of blueprints, not of JavaScript.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Expression, Template } from "../../src/blueprints/template.ts";
import { parseRef, parseTemplate } from "../../src/blueprints/template-parser.ts";
import { printTemplate } from "../../src/blueprints/template-printer.ts";

function parsed(text: string): Template {
  const result = parseTemplate(text);
  expect(result).toHaveProperty("template");
  return (result as { template: Template }).template;
}

function expression(text: string): Expression {
  const [part] = parsed(`\${${text}}`).parts;
  expect(part?.is).toBe("expression");
  return (part as { expression: Expression }).expression;
}

describe("a template", () => {
  const texts: [string, Template["parts"]][] = [
    ["", []],
    ["plain", [{ is: "text", text: "plain" }]],
    ["costs 5$ or $5", [{ is: "text", text: "costs 5$ or $5" }]],
    ["$${param.x}", [{ is: "text", text: "${param.x}" }]],
    ["a $${ b", [{ is: "text", text: "a ${ b" }]],
    ["$$${", [{ is: "text", text: "$${" }]],
    ["${aws:username}", [{ is: "iam", name: "aws:username" }]],
    ["${*}${?}${$}", ["*", "?", "$"].map((name) => ({ is: "iam" as const, name }))],
    ["${aws:PrincipalTag/team, 'none'}", [{ is: "iam", name: "aws:PrincipalTag/team, 'none'" }]],
    ["${cognito-identity.amazonaws.com:sub}", [{ is: "iam", name: "cognito-identity.amazonaws.com:sub" }]],
    [
      "home/${aws:username}/*",
      [
        { is: "text", text: "home/" },
        { is: "iam", name: "aws:username" },
        { is: "text", text: "/*" },
      ],
    ],
  ];
  test.each(texts)("%j is read as its parts", (text, parts) => {
    expect(parsed(text).parts).toEqual(parts);
  });

  test("knows at which column each expression begins", () => {
    const columns = parsed("ab${param.x}-${param.y}").parts.map((part) => (part.is === "expression" ? part.column : 0));
    expect(columns).toEqual([0, 3, 0, 14]);
  });
});

describe("an expression", () => {
  const literals: [string, unknown][] = [
    ["true", true],
    ["false", false],
    ["null", null],
    ["12", 12],
    ["-3.5", -3.5],
    ["-0", 0],
    ['"a b"', "a b"],
    ["'it is'", "it is"],
    ['"a\\"b\\\\c"', 'a"b\\c'],
    ["'}'", "}"],
  ];
  test.each(literals)("%s is a literal", (text, value) => {
    expect(expression(text)).toEqual({ is: "literal", value });
  });

  test("may be a list", () => {
    expect(expression('["a", param.b, []]')).toEqual({
      is: "list",
      items: [
        { is: "literal", value: "a" },
        { is: "ref", name: "param", steps: [{ is: "member", name: "b" }] },
        { is: "list", items: [] },
      ],
    });
  });

  test("may refer by name, by key and by another reference", () => {
    expect(expression('work-load.account["a.b"][ each.key ].id')).toEqual({
      is: "ref",
      name: "work-load",
      steps: [
        { is: "member", name: "account" },
        { is: "index", key: "a.b" },
        { is: "indexOf", ref: { is: "ref", name: "each", steps: [{ is: "member", name: "key" }] } },
        { is: "member", name: "id" },
      ],
    });
  });

  test("may call functions inside functions", () => {
    expect(expression(" if( equals(param.a , 'b'), 1, 2 ) ")).toEqual({
      is: "call",
      name: "if",
      inputs: [
        {
          is: "call",
          name: "equals",
          inputs: [
            { is: "ref", name: "param", steps: [{ is: "member", name: "a" }] },
            { is: "literal", value: "b" },
          ],
        },
        { is: "literal", value: 1 },
        { is: "literal", value: 2 },
      ],
    });
  });

  test("may refer to something that has a function's name", () => {
    expect(expression("keys.bucket.arn")).toMatchObject({ is: "ref", name: "keys" });
  });
});

describe("what is wrong with a template", () => {
  const wrong: [string, number, RegExp][] = [
    ["${", 3, /expected/],
    ["${}", 3, /expected/],
    ["${param.x", 10, /`}` is expected/],
    ["a ${param.x y}", 13, /`}` is expected/],
    ["${param.}", 9, /after the dot/],
    ["${param[3]}", 9, /between brackets/],
    ['${param["x"}', 12, /`]` is expected/],
    ['${"abc}', 3, /no closing "/],
    ["${nope(1)}", 3, /no function `nope`/],
    ["${equals(1)}", 3, /`equals\(a, b\)`; here it has 1/],
    ["${not(true, false)}", 3, /here it has 2/],
    ["${equals(1 2)}", 12, /`,` or `\)`/],
    ["${[1 2]}", 6, /`,` or `\]`/],
    ["${1234567890123456}", 18, /`}` is expected/],
    [`\${${"not(".repeat(40)}true${")".repeat(40)}}`, 131, /deep/],
    [`\${${"a[".repeat(40)}`, 68, /deep/],
  ];
  test.each(wrong)("%j is told at column %i", (text, column, detail) => {
    const result = parseTemplate(text);
    expect(result).toHaveProperty("problem");
    const { problem } = result as { problem: { column: number; detail: string } };
    expect(problem.column).toBe(column);
    expect(problem.detail).toMatch(detail);
  });
});

describe("a bare reference", () => {
  test("is read without `${` and `}`", () => {
    expect(parseRef(' logging.bucket["a"] ')).toEqual({
      ref: {
        is: "ref",
        name: "logging",
        steps: [
          { is: "member", name: "bucket" },
          { is: "index", key: "a" },
        ],
      },
    });
  });

  test.each(["", "3", "a b", "a..b", "${a.b}"])("%j is none", (text) => {
    expect(parseRef(text)).toHaveProperty("problem");
  });
});

const SIGNS = [
  "$",
  "{",
  "}",
  "${",
  "$${",
  '"',
  "'",
  "\\",
  ".",
  "[",
  "]",
  "(",
  ")",
  ",",
  ":",
  "aws:x",
  "param",
  "if",
  "1",
  " ",
];

describe("any text", () => {
  const soup = fc.array(fc.constantFrom(...SIGNS), { maxLength: 30 }).map((signs) => signs.join(""));

  test("is read or refused, and never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), soup), (text) => {
        const result = parseTemplate(text);
        if ("problem" in result) {
          expect(result.problem.column).toBeGreaterThan(0);
          expect(result.problem.column).toBeLessThanOrEqual(text.length + 1);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("that can be read says the same once printed and read again", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), soup), (text) => {
        const result = parseTemplate(text);
        fc.pre("template" in result);
        expect(withoutColumns(parsed(printTemplate(result.template)))).toEqual(withoutColumns(result.template));
      }),
      { numRuns: 2000 },
    );
  });

  test("without `${` stands for itself", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        fc.pre(!text.includes("${"));
        expect(parsed(text).parts).toEqual([{ is: "text", text }]);
      }),
    );
  });
});

describe("any expression", () => {
  const name = fc
    .stringMatching(/^[a-z][a-zA-Z0-9_-]{0,8}$/)
    .filter((text) => !["true", "false", "null"].includes(text));
  const { expr } = fc.letrec<{ expr: Expression; ref: Extract<Expression, { is: "ref" }> }>((tie) => ({
    ref: fc.record({
      is: fc.constant("ref" as const),
      name,
      steps: fc.array(
        fc.oneof(
          fc.record({ is: fc.constant("member" as const), name }),
          fc.record({ is: fc.constant("index" as const), key: fc.string() }),
          fc.record({ is: fc.constant("indexOf" as const), ref: tie("ref") }),
        ),
        { maxLength: 3 },
      ),
    }),
    expr: fc.oneof(
      { maxDepth: 4 },
      fc.record({
        is: fc.constant("literal" as const),
        value: fc.oneof(fc.boolean(), fc.constant(null), fc.string(), fc.integer()),
      }),
      tie("ref"),
      fc.record({ is: fc.constant("list" as const), items: fc.array(tie("expr"), { maxLength: 3 }) }),
      fc.record({
        is: fc.constant("call" as const),
        name: fc.constantFrom("and" as const, "or" as const, "merge" as const, "concat" as const),
        inputs: fc.array(tie("expr"), { minLength: 1, maxLength: 3 }),
      }),
    ),
  }));

  test("comes back from its printed form", () => {
    fc.assert(
      fc.property(expr, (one) => {
        const template: Template = { parts: [{ is: "expression", expression: one, column: 1 }] };
        expect(parsed(printTemplate(template))).toEqual(template);
      }),
      { numRuns: 500 },
    );
  });
});

function withoutColumns({ parts }: Template) {
  return parts.map((part) => (part.is === "expression" ? part.expression : part));
}
