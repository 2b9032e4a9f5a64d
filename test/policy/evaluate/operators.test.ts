// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM policy variables
import { describe, expect, it } from "vitest";
import { compileConditions, conditionHolds } from "../../../src/policy/evaluate/condition.ts";
import { ABSENT, known } from "../../../src/policy/evaluate/context.ts";
import { NO, type Truth, YES } from "../../../src/policy/evaluate/truth.ts";
import { CONDITION_OPERATORS } from "../../../src/policy/operators.ts";

/**
 * An operator with a value of a policy, two values of a request for which it holds, and one for which it does not.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
interface Example {
  readonly operator: string;
  readonly want: string;
  readonly holds: readonly [string, string];
  readonly fails: string;
  /** Its section on that page. */
  readonly section: string;
}

const [EARLY, NOON, LATE] = ["2026-01-01T00:00:00Z", "2026-01-01T12:00:00Z", "2026-01-02T00:00:00Z"] as const;
const TOOL = "arn:aws:iam::111111111111:role/orgwright/Apply";
const OTHER = "arn:aws:iam::111111111111:role/app/Apply";

const EXAMPLES: readonly Example[] = [
  { operator: "StringEquals", want: "a", holds: ["a", "a"], fails: "b", section: "String" },
  { operator: "StringNotEquals", want: "a", holds: ["b", "A"], fails: "a", section: "String" },
  { operator: "StringEqualsIgnoreCase", want: "ann", holds: ["Ann", "ANN"], fails: "bob", section: "String" },
  { operator: "StringNotEqualsIgnoreCase", want: "ann", holds: ["bob", "eve"], fails: "ANN", section: "String" },
  { operator: "StringLike", want: "home/*", holds: ["home/ann", "home/"], fails: "Home/ann", section: "String" },
  { operator: "StringNotLike", want: "home/*", holds: ["work/ann", "Home/ann"], fails: "home/ann", section: "String" },
  { operator: "NumericEquals", want: "10", holds: ["10", "10.0"], fails: "11", section: "Numeric" },
  { operator: "NumericNotEquals", want: "10", holds: ["11", "9"], fails: "10", section: "Numeric" },
  { operator: "NumericLessThan", want: "10", holds: ["9", "-1"], fails: "10", section: "Numeric" },
  { operator: "NumericLessThanEquals", want: "10", holds: ["10", "9"], fails: "10.5", section: "Numeric" },
  { operator: "NumericGreaterThan", want: "10", holds: ["11", "100"], fails: "10", section: "Numeric" },
  { operator: "NumericGreaterThanEquals", want: "10", holds: ["10", "11"], fails: "9", section: "Numeric" },
  { operator: "DateEquals", want: NOON, holds: [NOON, "2026-01-01T13:00:00+01:00"], fails: LATE, section: "Date" },
  { operator: "DateNotEquals", want: NOON, holds: [EARLY, LATE], fails: NOON, section: "Date" },
  { operator: "DateLessThan", want: NOON, holds: [EARLY, "2025"], fails: NOON, section: "Date" },
  { operator: "DateLessThanEquals", want: NOON, holds: [NOON, EARLY], fails: LATE, section: "Date" },
  { operator: "DateGreaterThan", want: NOON, holds: [LATE, "2027"], fails: NOON, section: "Date" },
  { operator: "DateGreaterThanEquals", want: NOON, holds: [NOON, LATE], fails: EARLY, section: "Date" },
  { operator: "Bool", want: "true", holds: ["true", "True"], fails: "false", section: "Boolean" },
  { operator: "BinaryEquals", want: "QQ==", holds: ["QQ==", "QQ=="], fails: "Qg==", section: "BinaryEquals" },
  {
    operator: "IpAddress",
    want: "203.0.113.0/24",
    holds: ["203.0.113.7", "203.0.113.0"],
    fails: "203.0.114.7",
    section: "IPAddress",
  },
  {
    operator: "NotIpAddress",
    want: "203.0.113.0/24",
    holds: ["203.0.114.7", "2001:db8::1"],
    fails: "203.0.113.7",
    section: "IPAddress",
  },
  {
    operator: "ArnEquals",
    want: "arn:aws:iam::*:role/orgwright/*",
    holds: [TOOL, `${TOOL}2`],
    fails: OTHER,
    section: "ARN",
  },
  {
    operator: "ArnLike",
    want: "arn:aws:iam::*:role/orgwright/*",
    holds: [TOOL, `${TOOL}2`],
    fails: OTHER,
    section: "ARN",
  },
  {
    operator: "ArnNotEquals",
    want: "arn:aws:iam::*:role/orgwright/*",
    holds: [OTHER, `${OTHER}2`],
    fails: TOOL,
    section: "ARN",
  },
  {
    operator: "ArnNotLike",
    want: "arn:aws:iam::*:role/orgwright/*",
    holds: [OTHER, `${OTHER}2`],
    fails: TOOL,
    section: "ARN",
  },
];

function answer(operator: string, want: string, have: readonly string[] | null): Truth {
  const [condition] = compileConditions({ [operator]: { "test:Key": [want] } }, true);
  const keys = new Map([
    ["test:key", have === null ? ABSENT : known(...have)],
    ["aws:username", known("ann")],
    ["aws:principalaccount", known("111111111111")],
  ]);
  if (condition === undefined) {
    throw new Error("No condition was compiled.");
  }
  return conditionHolds(condition, { keys, families: [], rest: ABSENT });
}

const isNegated = ({ operator }: Example) => operator.includes("Not");

type Situation = readonly [
  says: string,
  operator: (base: string) => string,
  have: (example: Example) => readonly string[] | null,
  answer: (example: Example) => Truth,
];

const itself = (base: string) => base;
const ifExists = (base: string) => `${base}IfExists`;
const forAll = (base: string) => `ForAllValues:${base}`;
const forAny = (base: string) => `ForAnyValue:${base}`;
const always = (truth: Truth) => () => truth;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html */
const SITUATIONS: readonly Situation[] = [
  ["holds", itself, ({ holds }) => [holds[0]], always(YES)],
  ["does not hold", itself, ({ fails }) => [fails], always(NO)],
  ["of a key that is absent", itself, () => null, (example) => (isNegated(example) ? YES : NO)],
  ["with IfExists, of a key that is absent", ifExists, () => null, always(YES)],
  ["with IfExists, of a value for which it holds", ifExists, ({ holds }) => [holds[0]], always(YES)],
  ["with IfExists, of another value", ifExists, ({ fails }) => [fails], always(NO)],
  ["ForAllValues, of values for which it holds", forAll, ({ holds }) => holds, always(YES)],
  [
    "ForAllValues, of one among them for which it does not",
    forAll,
    ({ holds, fails }) => [holds[0], fails],
    always(NO),
  ],
  ["ForAllValues, of a key that is absent", forAll, () => null, always(YES)],
  ["ForAnyValue, of one among them for which it holds", forAny, ({ holds, fails }) => [fails, holds[0]], always(YES)],
  ["ForAnyValue, of values for which it does not", forAny, ({ fails }) => [fails, fails], always(NO)],
  ["ForAnyValue, of a key that is absent", forAny, () => null, always(NO)],
];

describe("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html", () => {
  it("has an example here for each operator but Null, which takes no values", () => {
    expect(EXAMPLES.map(({ operator }) => operator).sort()).toEqual(
      CONDITION_OPERATORS.filter((name) => name !== "Null").sort(),
    );
  });

  describe.each(EXAMPLES)("$operator (#Conditions_$section)", (example) => {
    it.each(SITUATIONS)("%s", (_, operator, have, expected) => {
      expect(answer(operator(example.operator), example.want, have(example))).toBe(expected(example));
    });
  });
});

/** Variables stand in texts and ARNs alone. */
const WITH_VARIABLES: readonly (readonly [operator: string, want: string, holds: string, fails: string])[] = [
  ["StringEquals", "home/${aws:username}", "home/ann", "home/bob"],
  ["StringNotEquals", "home/${aws:username}", "home/bob", "home/ann"],
  ["StringEqualsIgnoreCase", "home/${aws:username}", "HOME/ANN", "home/bob"],
  ["StringNotEqualsIgnoreCase", "home/${aws:username}", "home/bob", "HOME/ANN"],
  ["StringLike", "home/${aws:username}/*", "home/ann/x", "home/bob/x"],
  ["StringNotLike", "home/${aws:username}/*", "home/bob/x", "home/ann/x"],
  ["ArnEquals", "arn:aws:iam::${aws:PrincipalAccount}:role/*", TOOL, "arn:aws:iam::222222222222:role/x"],
  ["ArnLike", "arn:aws:iam::${aws:PrincipalAccount}:role/*", TOOL, "arn:aws:iam::222222222222:role/x"],
  ["ArnNotEquals", "arn:aws:iam::${aws:PrincipalAccount}:role/*", "arn:aws:iam::222222222222:role/x", TOOL],
  ["ArnNotLike", "arn:aws:iam::${aws:PrincipalAccount}:role/*", "arn:aws:iam::222222222222:role/x", TOOL],
];

describe("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html", () => {
  it.each(WITH_VARIABLES)("%s %s holds of %s and not of %s", (operator, want, holds, fails) => {
    expect(answer(operator, want, [holds])).toBe(YES);
    expect(answer(operator, want, [fails])).toBe(NO);
  });
});
