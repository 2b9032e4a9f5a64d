// biome-ignore-all lint/suspicious/noTemplateCurlyInString: one of the texts is what a template of a blueprint looks like.

import type { ValueRule } from "../../src/blueprints/blueprint.ts";
import { ACCOUNT_FIELDS, PERSON_FIELDS } from "../../src/blueprints/value-rules.ts";
import type { Json } from "../../src/model/json.ts";

/** A value that a parameter must not take, and why. */
export interface BadValue {
  readonly why: string;
  readonly value: Json;
}

/** Values of each type: all but those of a rule's own are of the wrong type for it. */
const OF_TYPE: Readonly<Record<string, Json>> = {
  text: "Some Text!",
  number: 3,
  fraction: 1.5,
  boolean: true,
  list: [["nested"]],
  map: { "no such": 1 },
  nothing: null,
};

/** Texts that AWS takes nowhere, or only in some places; a pattern decides which of them a parameter refuses. */
const TEXTS: readonly (readonly [why: string, text: string])[] = [
  ["empty text", ""],
  ["a blank", " "],
  ["capitals", "ACME"],
  ["an underscore", "acme_logs"],
  ["dots", "acme.logs"],
  ["two dots", "acme..logs"],
  ["a dash at the end", "acme-"],
  ["a dash at the start", "-acme"],
  ["a slash", "a/b"],
  ["a reserved prefix", "xn--acme"],
  ["a reserved prefix of S3", "sthree-acme"],
  ["an IP address", "192.168.0.1"],
  ["a text that is too long", "a".repeat(300)],
  ["a quotation mark", 'a"b'],
  ["a line break", "a\nb"],
  ["a template", "${organization.id}"],
  ["a wildcard", "*"],
  ["a word of another script", "日本"],
  ["an account id of 11 digits", "12345678901"],
  ["an account id of 13 digits", "1234567890123"],
  ["an account id with dashes", "1234-5678-9012"],
  ["half an ARN", "arn:aws:iam::111111111111"],
  ["an ARN of a session", "arn:aws:sts::111111111111:assumed-role/R/s"],
  ["an ARN with a short account", "arn:aws:iam::1111:role/R"],
  ["a region that is none", "europe-west-1"],
  ["a zone instead of a region", "eu-west-1a"],
  ["a day that is none", "2026-02-30"],
  ["a day in another form", "30.1.2027"],
  ["a moment instead of a day", "2027-01-31T00:00:00Z"],
  ["an action of no service", "GetObject"],
  ["a repository of everybody", "repo:*"],
];

/** Everything that is generated from a rule and that the rule must refuse. Whatever it cannot judge by itself is left out. */
export function badValues(rule: ValueRule): BadValue[] {
  return [...wrongTypes(rule), ...outOfRange(rule), ...badTexts(rule), ...badMembers(rule)];
}

const TYPES: Readonly<Record<ValueRule["type"], readonly string[]>> = {
  string: ["text"],
  integer: ["number"],
  boolean: ["boolean"],
  choice: [],
  list: [],
  map: [],
  accounts: [],
  people: [],
};

function wrongTypes(rule: ValueRule): BadValue[] {
  const fits = new Set([...TYPES[rule.type], ...(rule.default === null ? ["nothing"] : [])]);
  // A map without a rule for its members takes any.
  const isFree = rule.type === "map" && rule.elements === undefined && rule.fields === undefined;
  return Object.entries(OF_TYPE)
    .filter(([type]) => !fits.has(type) && !(isFree && type === "map"))
    .map(([type, value]) => ({ why: `${type} for ${rule.type}`, value }));
}

function outOfRange({ type, min, max }: ValueRule): BadValue[] {
  if (type !== "integer") {
    return type === "string" || min === undefined || min === 0
      ? []
      : [{ why: "too few", value: type === "list" ? [] : {} }];
  }
  const low = min ?? Number.NEGATIVE_INFINITY;
  const high = max ?? Number.POSITIVE_INFINITY;
  return [-1, 0, low - 1, high + 1, 40_000, 2 ** 53]
    .filter((value) => Number.isFinite(value) && (value < low || value > high))
    .map((value) => ({ why: `the number ${value}`, value }));
}

function badTexts(rule: ValueRule): BadValue[] {
  if (rule.type === "choice") {
    return ["", "none-of-them", (rule.choices?.[0] ?? "x").toUpperCase()]
      .filter((text) => !(rule.choices ?? []).includes(text))
      .map((value) => ({ why: `the choice ${JSON.stringify(value)}`, value }));
  }
  return rule.type !== "string"
    ? []
    : TEXTS.filter(([, text]) => !isTaken(rule, text)).map(([why, value]) => ({ why, value }));
}

/** Whether a text has the form that the rule itself names; what it names none for is not judged by it. */
function isTaken({ pattern, lastDayOf, min = 0, max = Number.POSITIVE_INFINITY }: ValueRule, text: string): boolean {
  const fits = pattern === undefined || new RegExp(`^(?:${pattern})$`, "u").test(text);
  return fits && lastDayOf === undefined && text.length >= min && text.length <= max;
}

function badMembers(rule: ValueRule): BadValue[] {
  const { type, elements, fields } = rule;
  if (type === "list") {
    const member = elements ?? { type: "string" };
    const good = goodValue(member);
    return [
      ...badValues(member).map(({ why, value }) => ({ why: `in a list, ${why}`, value: [value] })),
      { why: "the same twice", value: [good, good] },
    ];
  }
  if (type === "people") {
    const member: ValueRule = { type: "map", fields: { ...PERSON_FIELDS, ...fields } };
    const good = goodValue(member) as { readonly [name: string]: Json };
    return [
      ...badValues(member).map(({ why, value }) => ({ why: `of a person, ${why}`, value: [value] })),
      { why: "a person twice", value: [good, good] },
      { why: "a person's name with a blank", value: [{ ...good, name: "a b" }] },
    ];
  }
  if (type === "accounts") {
    const member: ValueRule = { type: "map", fields: { ...ACCOUNT_FIELDS, ...fields } };
    const nothing = (value: Json) => value === null;
    return [
      ...badValues(member)
        .filter(({ value }) => !nothing(value))
        .map(({ why, value }) => ({ why: `of an account, ${why}`, value: { shop: value } })),
      { why: "a reserved account key", value: { management: {} } },
      { why: "an account key with a slash", value: { "a/b": {} } },
    ];
  }
  return type === "map" ? badFields(rule) : [];
}

function badFields({ elements, fields }: ValueRule): BadValue[] {
  if (fields === undefined) {
    const inner = elements === undefined ? [] : badValues(elements);
    return [
      ...inner.map(({ why, value }) => ({ why: `of a member, ${why}`, value: { name: value } })),
      { why: "a key of orgwright's own", value: { $after: elements === undefined ? "x" : goodValue(elements) } },
    ];
  }
  const good = goodValue({ type: "map", fields }) as { readonly [name: string]: Json };
  return [
    { why: "an unknown key", value: { ...good, nosuchkey: 1 } },
    ...Object.entries(fields).flatMap(([name, field]) => [
      ...badValues(field).map(({ why, value }) => ({ why: `${name}: ${why}`, value: { ...good, [name]: value } })),
      ...(field.default === undefined
        ? [
            {
              why: `${name} is missing`,
              value: Object.fromEntries(Object.entries(good).filter(([key]) => key !== name)),
            },
          ]
        : []),
    ]),
  ];
}

/** Values for texts with a pattern, one of which fits. */
const FITTING: readonly string[] = [
  "acme",
  "888888888888",
  "s3:GetObject",
  "2030-12-31",
  "AWS::S3::Object",
  "arn:aws:iam::111111111111:role/Reader",
  "repo:acme/app:ref:refs/heads/main",
  "ami-0123456789abcdef0",
  "Admin",
  "100",
];

/** A value that the rule takes. */
export function goodValue(rule: ValueRule): Json {
  const { type, min = 0, elements, fields = {} } = rule;
  switch (type) {
    case "string": {
      const fitting = FITTING.find((text) =>
        rule.lastDayOf === undefined ? isTaken(rule, text) : text === "2030-12-31",
      );
      return fitting ?? rule.default ?? "x".repeat(Math.max(1, min));
    }
    case "integer":
      return Math.max(min, 1);
    case "boolean":
      return true;
    case "choice":
      return rule.choices?.[0] ?? "";
    case "list":
      return min === 0 ? [] : [goodValue(elements ?? { type: "string" })];
    case "map":
      return Object.fromEntries(
        Object.entries(fields).map(([name, field]) => [
          name,
          field.default === undefined ? goodValue(field) : field.default,
        ]),
      );
    case "accounts":
      return {};
    case "people":
      return [];
  }
}

/** Texts that AWS refuses in many places. */
export const BAD_TEXTS: readonly string[] = TEXTS.map(([, text]) => text);

/** Values of a parameter that hold this text in a place where a text may stand; none where the rule refuses it. */
export function textsAt(rule: ValueRule, text: string): Json[] {
  const { type, elements, fields } = rule;
  switch (type) {
    case "string":
      return isTaken(rule, text) ? [text] : [];
    case "list":
      return textsAt(elements ?? { type: "string" }, text).map((value) => [value]);
    case "map": {
      if (fields === undefined) {
        return elements === undefined
          ? [{ [text]: text }]
          : textsAt(elements, text).map((value) => ({ [text]: value }));
      }
      const good = goodValue(rule) as { readonly [name: string]: Json };
      return Object.entries(fields).flatMap(([name, field]) =>
        textsAt(field, text).map((value) => ({ ...good, [name]: value })),
      );
    }
    case "accounts":
      return textsAt({ type: "map", fields: { ...ACCOUNT_FIELDS, ...fields } }, text).map((value) => ({ shop: value }));
    case "people":
      return textsAt({ type: "map", fields: { ...PERSON_FIELDS, ...fields } }, text).map((value) => [value]);
    default:
      return [];
  }
}
