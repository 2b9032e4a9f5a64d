import { isKey } from "../model/address.ts";
import { closest } from "../model/closest.ts";
import { isDay } from "../model/day.ts";
import { isObject, type Json, type JsonObject, pointerSegment } from "../model/json.ts";
import { enumerated } from "../model/listed.ts";
import { MANAGEMENT } from "../model/place.ts";
import type { ValueRule } from "./blueprint.ts";
import { typeName } from "./outcome.ts";
import { repeatsIn } from "./repeats.ts";

/** What is wrong with a part of a value; `pointer` leads to it. */
export interface Fault {
  readonly pointer: string;
  /** The key there is what is wrong, not its value. */
  readonly on?: "key";
  readonly detail: string;
  readonly fix: string;
}

/** A value with everything filled in that may be left out, and what is wrong with it. */
export interface Checked {
  readonly value: Json;
  readonly faults: readonly Fault[];
}

const TEXT: ValueRule = { type: "string" };
const OPTIONAL_TEXT: ValueRule = { type: "string", default: null };
const TAGS: ValueRule = { type: "map", elements: TEXT, default: {} };

/** What every account in a parameter of type `accounts` may have. */
export const ACCOUNT_FIELDS: Readonly<Record<string, ValueRule>> = {
  ou: OPTIONAL_TEXT,
  name: OPTIONAL_TEXT,
  email: OPTIONAL_TEXT,
  tags: TAGS,
};

/** What every person in a parameter of type `people` may have, besides a name. */
export const PERSON_FIELDS: Readonly<Record<string, ValueRule>> = {
  name: TEXT,
  groups: { type: "list", elements: TEXT, default: [] },
  email: OPTIONAL_TEXT,
  tags: TAGS,
};

/** Checks `value` against `rule`. `name` is what messages call it. A list of people becomes a map by their names. */
export function checkValue(rule: ValueRule, value: Json, name: string, pointer = ""): Checked {
  if (value === null && rule.default === null) {
    return { value, faults: [] };
  }
  return CHECKS[rule.type](rule, value, name, pointer);
}

type Check = (rule: ValueRule, value: Json, name: string, pointer: string) => Checked;

const CHECKS: Readonly<Record<ValueRule["type"], Check>> = {
  string: checkText,
  integer: checkInteger,
  boolean: (_rule, value, name, pointer) =>
    typeof value === "boolean"
      ? right(value)
      : wrong(value, pointer, `\`${name}\` must be true or false`, "true or false"),
  choice: checkChoice,
  list: checkList,
  map: checkMap,
  accounts: checkAccounts,
  people: checkPeople,
};

function right(value: Json): Checked {
  return { value, faults: [] };
}

function wrong(value: Json, pointer: string, must: string, wanted: string): Checked {
  const shown = isObject(value) || Array.isArray(value) || value === null ? typeName(value) : `\`${value}\``;
  const quotes = wanted.startsWith("a text") && (typeof value === "number" || typeof value === "boolean");
  const fix = quotes ? `Put it in quotes: "${value}".` : `Write ${wanted}.`;
  return { value, faults: [{ pointer, detail: `${must}; it is ${shown}.`, fix }] };
}

function checkText(rule: ValueRule, value: Json, name: string, pointer: string): Checked {
  if (typeof value !== "string") {
    return wrong(value, pointer, `\`${name}\` must be a text`, "a text");
  }
  if (rule.pattern !== undefined && !new RegExp(`^(?:${rule.pattern})$`, "u").test(value)) {
    return misfit(rule, value, name, pointer);
  }
  if (rule.lastDayOf !== undefined && !isDay(value)) {
    return wrong(value, pointer, `\`${name}\` must be a day of the calendar`, "a day as in 2027-01-31");
  }
  return within(rule, value, value.length, `\`${name}\``, "characters", pointer);
}

/** In the words that the rule has for its pattern: an example at their end is what to do. */
function misfit({ pattern, says }: ValueRule, value: string, name: string, pointer: string): Checked {
  if (says === undefined) {
    return wrong(value, pointer, `\`${name}\` must match ${pattern}`, "a text that matches it");
  }
  const [what, example] = splitExample(says);
  return wrong(value, pointer, `\`${name}\` must be ${what}`, example === null ? what : `it as in ${example}`);
}

function splitExample(says: string): [string, string | null] {
  const at = says.lastIndexOf(EXAMPLE);
  return at < 0 ? [says, null] : [says.slice(0, at), says.slice(at + EXAMPLE.length)];
}

const EXAMPLE = ", as in ";

function checkInteger(rule: ValueRule, value: Json, name: string, pointer: string): Checked {
  return typeof value === "number" && Number.isSafeInteger(value)
    ? within(rule, value, value, `\`${name}\``, "", pointer)
    : wrong(value, pointer, `\`${name}\` must be a whole number`, "a whole number, without quotes");
}

function checkChoice(rule: ValueRule, value: Json, name: string, pointer: string): Checked {
  const choices = rule.choices ?? [];
  if (typeof value === "string" && choices.includes(value)) {
    return right(value);
  }
  const near = typeof value === "string" ? closest(value, choices) : null;
  const wanted = near === null ? `one of ${choices.join(", ")}` : `${near}, if that is meant`;
  return wrong(value, pointer, `\`${name}\` must be one of ${choices.join(", ")}`, wanted);
}

/** `size` says how big `value` is, in `unit`. */
function within(rule: ValueRule, value: Json, size: number, name: string, unit: string, pointer: string): Checked {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = rule;
  if (size >= min && size <= max) {
    return right(value);
  }
  const bound = size < min ? `at least ${min}` : `at most ${max}`;
  const [must, is, fix] =
    unit === ""
      ? [`be ${bound}`, `is ${size}`, `Write a number of ${bound}.`]
      : [`have ${bound} ${unit}`, `has ${size}`, `Write ${bound} ${unit}.`];
  return { value, faults: [{ pointer, detail: `${name} must ${must}; it ${is}.`, fix }] };
}

function checkList(rule: ValueRule, value: Json, name: string, pointer: string): Checked {
  if (!Array.isArray(value)) {
    return wrong(value, pointer, `\`${name}\` must be a list`, "a list");
  }
  const items = value.map((item: Json, index) =>
    checkValue(rule.elements ?? TEXT, item, `${name}[${index}]`, `${pointer}/${index}`),
  );
  const repeats = repeatsIn(value as readonly Json[], rule.unique).map(({ pointer: part, called }) => ({
    pointer: pointer + part,
    detail: `${called} is there twice in \`${name}\`.`,
    fix: rule.unique === undefined ? "Remove one." : `Remove one, or tell them apart by \`${rule.unique}\`.`,
  }));
  return together(
    items.map((item) => item.value),
    [...items, within(rule, value, value.length, `\`${name}\``, "elements", pointer), { value: null, faults: repeats }],
  );
}

function checkMap(rule: ValueRule, value: Json, name: string, pointer: string): Checked {
  if (!isObject(value)) {
    return wrong(value, pointer, `\`${name}\` must be a map`, "a map");
  }
  const map = value as JsonObject;
  const size = within(rule, map, Object.keys(map).length, `\`${name}\``, "members", pointer);
  if (rule.fields !== undefined) {
    const checked = checkFields(rule.fields, map, name, pointer);
    const all = [checked, size, ...reservedKeys(map, name, pointer), allEmpty(rule, checked, name, pointer)];
    return together(checked.value, all);
  }
  const members = Object.entries(map).map(([key, member]): [string, Checked] => {
    const at = `${pointer}/${pointerSegment(key)}`;
    return [
      key,
      rule.elements === undefined
        ? checkFree(member, `${name}.${key}`, at)
        : checkValue(rule.elements, member, `${name}.${key}`, at),
    ];
  });
  return together(Object.fromEntries(members.map(([key, member]) => [key, member.value])), [
    ...members.map(([, member]) => member),
    size,
    ...reservedKeys(map, name, pointer),
  ]);
}

/** Wrong where none of the fields of which one must hold something does. */
function allEmpty({ someOf = [] }: ValueRule, { value, faults }: Checked, name: string, pointer: string): Checked {
  const isEmpty = (field: string) => Object.values((value as JsonObject)[field] ?? {}).length === 0;
  if (someOf.length === 0 || faults.length > 0 || !someOf.every(isEmpty)) {
    return right(value);
  }
  const detail = `\`${name}\` holds nothing: of ${enumerated(someOf)}, at least one must name somebody or something.`;
  return { value, faults: [{ pointer, detail, fix: `Name at least one, as in \`${someOf[0]}: [NAME]\`.` }] };
}

/** A value of any form; only keys that orgwright uses itself are refused in it. */
function checkFree(value: Json, name: string, pointer: string): Checked {
  if (Array.isArray(value)) {
    return together(
      value,
      value.map((item: Json, index) => checkFree(item, `${name}[${index}]`, `${pointer}/${index}`)),
    );
  }
  if (!isObject(value)) {
    return right(value);
  }
  const map = value as JsonObject;
  const members = Object.entries(map).map(([key, member]) =>
    checkFree(member, `${name}.${key}`, `${pointer}/${pointerSegment(key)}`),
  );
  return together(map, [...members, ...reservedKeys(map, name, pointer)]);
}

function checkFields(
  fields: Readonly<Record<string, ValueRule>>,
  map: JsonObject,
  name: string,
  pointer: string,
): Checked {
  const unknown = Object.keys(map).filter((key) => !Object.hasOwn(fields, key));
  const faults = unknown.map((key) => unknownField(key, Object.keys(fields), name, pointer));
  const members = Object.entries(fields).map(([key, rule]): [string, Checked] => {
    const path = `${pointer}/${pointerSegment(key)}`;
    const written = Object.hasOwn(map, key) ? (map[key] as Json) : rule.default;
    return [
      key,
      written === undefined ? missingField(key, name, pointer) : checkValue(rule, written, `${name}.${key}`, path),
    ];
  });
  const value = Object.fromEntries(members.map(([key, member]) => [key, member.value]));
  return together(value, [{ value: null, faults }, ...members.map(([, member]) => member)]);
}

function unknownField(key: string, known: readonly string[], name: string, pointer: string): Fault {
  const near = closest(key, known);
  const fix = near === null ? `It may have ${known.join(", ")}.` : `Did you mean \`${near}\`?`;
  return { pointer: `${pointer}/${pointerSegment(key)}`, on: "key", detail: `\`${name}\` has no \`${key}\`.`, fix };
}

function missingField(key: string, name: string, pointer: string): Checked {
  return { value: null, faults: [{ pointer, detail: `\`${name}\` lacks \`${key}\`.`, fix: `Add \`${key}\`.` }] };
}

function checkAccounts(rule: ValueRule, value: Json, name: string, pointer: string): Checked {
  const fields = { ...ACCOUNT_FIELDS, ...rule.fields };
  const elements: ValueRule = { type: "map", fields };
  const written = isObject(value) ? withoutNullMembers(value as JsonObject) : value;
  const checked = checkMap({ type: "map", elements, ...limits(rule) }, written, name, pointer);
  const keys = isObject(value) ? Object.keys(value) : [];
  const faults = keys.filter((key) => !isAccountKey(key)).map((key) => wrongAccountKey(key, pointer));
  return { value: checked.value, faults: [...checked.faults, ...faults] };
}

/** `shop-dev:` with nothing behind it is an account with nothing special about it. */
function withoutNullMembers(map: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(map).map(([key, member]) => [key, member ?? {}]));
}

function isAccountKey(key: string): boolean {
  return isKey(key) && !key.includes("/") && key !== MANAGEMENT;
}

function wrongAccountKey(key: string, pointer: string): Fault {
  const at = `${pointer}/${pointerSegment(key)}`;
  return key === MANAGEMENT
    ? { pointer: at, on: "key", detail: `\`${key}\` always means the management account.`, fix: "Use another key." }
    : {
        pointer: at,
        on: "key",
        detail: `\`${key}\` cannot be an account's key.`,
        fix: "Use letters, digits and . _ @ + = - only.",
      };
}

function checkPeople(rule: ValueRule, value: Json, name: string, pointer: string): Checked {
  const elements: ValueRule = { type: "map", fields: { ...PERSON_FIELDS, ...rule.fields } };
  const checked = checkList({ type: "list", elements, unique: "name", ...limits(rule) }, value, name, pointer);
  const people = checked.faults.length === 0 ? (checked.value as readonly JsonObject[]) : [];
  const names = people.map((person) => String(person["name"]));
  const faults = names.flatMap((person, index) => wrongPerson(person, `${pointer}/${index}/name`));
  return {
    value: Object.fromEntries(people.map((person, index) => [names[index] as string, person])),
    faults: [...checked.faults, ...faults],
  };
}

function wrongPerson(person: string, pointer: string): Fault[] {
  const detail = `\`${person}\` cannot be a person's name here: it becomes a user name.`;
  const fix = "Begin it with a letter or digit; use letters, digits and . _ @ + = - only, at most 64.";
  return isKey(person) && !person.includes("/") ? [] : [{ pointer, detail, fix }];
}

function limits({ min, max }: ValueRule): Pick<ValueRule, "min" | "max"> {
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function reservedKeys(map: JsonObject, name: string, pointer: string): Checked[] {
  return Object.keys(map)
    .filter((key) => key.startsWith("$"))
    .map((key) => ({
      value: null,
      faults: [
        {
          pointer: `${pointer}/${pointerSegment(key)}`,
          on: "key",
          detail: `\`${key}\` in \`${name}\` begins with \`$\`, as only names of orgwright's own do.`,
          fix: "Use another name.",
        },
      ],
    }));
}

function together(value: Json, parts: readonly Checked[]): Checked {
  return { value, faults: parts.flatMap(({ faults }) => faults) };
}
