import { type After, isAfter, isDeferred, isJoin, joinOf } from "../model/deferred.ts";
import { isObject, type Json, type JsonObject, sameJson } from "../model/json.ts";
import { allBut, isListedServices } from "./all-but.ts";
import { notKnownYet, type Outcome, typeName, unusable } from "./outcome.ts";
import type { FunctionName } from "./template.ts";

/** How a function is written, and with how many values. */
export interface Signature {
  readonly least: number;
  readonly most: number;
  readonly usage: string;
  readonly gives: string;
}

const ANY_NUMBER = 64;

/** Every function of the expression language. All of them are pure and give an outcome for whatever they are handed. */
export const SIGNATURES: Readonly<Record<FunctionName, Signature>> = {
  if: { least: 3, most: 3, usage: "if(condition, then, else)", gives: "one of two values; the other is not looked at" },
  equals: { least: 2, most: 2, usage: "equals(a, b)", gives: "whether two values are the same" },
  not: { least: 1, most: 1, usage: "not(condition)", gives: "the opposite" },
  and: { least: 1, most: ANY_NUMBER, usage: "and(condition, …)", gives: "whether all are true" },
  or: { least: 1, most: ANY_NUMBER, usage: "or(condition, …)", gives: "whether one is true" },
  contains: {
    least: 2,
    most: 2,
    usage: "contains(whole, part)",
    gives: "whether a list, a text or a map's keys hold it",
  },
  default: {
    least: 2,
    most: 2,
    usage: "default(value, otherwise)",
    gives: "the second when the first is absent or null",
  },
  keys: { least: 1, most: 1, usage: "keys(map)", gives: "the keys of a map, sorted" },
  merge: { least: 0, most: ANY_NUMBER, usage: "merge(map, …)", gives: "one map; later members win" },
  concat: { least: 0, most: ANY_NUMBER, usage: "concat(list, …)", gives: "one list of all elements, in order" },
  length: { least: 1, most: 1, usage: "length(value)", gives: "the number of elements, members or characters" },
  join: { least: 2, most: 2, usage: "join(list, separator)", gives: "one text" },
  lower: { least: 1, most: 1, usage: "lower(text)", gives: "the text in lower case" },
  allBut: {
    least: 3,
    most: 3,
    usage: "allBut(data.iam-actions.services, actions, exceptions)",
    gives: "patterns for all of these actions but the exceptions",
  },
  accountsIn: {
    least: 1,
    most: 1,
    usage: 'accountsIn("workloads/**")',
    gives: "the accounts in these units, by key; `account:KEY` is one",
  },
};

/** The functions that look at all their values, and at nothing else. */
export type PlainFunctionName = Exclude<FunctionName, "if" | "and" | "or" | "default" | "accountsIn">;

/** Whether an expression may call `name`. */
export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(SIGNATURES, name);
}

/** How a function is written. */
export function signatureOf(name: FunctionName): Signature {
  return SIGNATURES[name];
}

/** What a function gives for these values. The parser has checked that there are as many as the signature allows. */
export function callFunction(name: PlainFunctionName, inputs: readonly Json[]): Outcome {
  return PLAIN[name](inputs);
}

/** Whether `value` is true or false; anything else is a problem of `what`. */
export function conditionOf(value: Json, what: string): Outcome<boolean> {
  if (typeof value === "boolean") {
    return { value };
  }
  return isLaterText(value) ? notKnownYet(what) : unusable(`${what} must be true or false; it is ${typeName(value)}.`);
}

/** Whether `value` is one text that is known only after apply. */
export function isLaterText(value: Json): boolean {
  return isAfter(value) || isJoin(value);
}

/** Whether `value` is a map with members of its own, not a text that is known later. */
export function isMap(value: Json): value is JsonObject {
  return isObject(value) && !isLaterText(value);
}

const PLAIN: Readonly<Record<PlainFunctionName, (inputs: readonly Json[]) => Outcome>> = {
  equals: ([a = null, b = null]) => equals(a, b),
  not: ([value = null]) => {
    const condition = conditionOf(value, "What `not` is handed");
    return "problem" in condition ? condition : { value: !condition.value };
  },
  contains: ([whole = null, part = null]) => contains(whole, part),
  keys: ([map = null]) => (isMap(map) ? { value: Object.keys(map).sort() } : refusal("keys", "a map", map)),
  merge,
  concat,
  length: ([value = null]) => length(value),
  join: ([list = null, separator = null]) => join(list, separator),
  lower: ([text = null]) =>
    typeof text === "string" ? { value: text.toLowerCase() } : refusal("lower", "a text", text),
  allBut: ([services = null, actions = null, exceptions = null]) => {
    if (!isMap(services) || !isListedServices(services)) {
      return refusal("allBut", "the services of the table `iam-actions` first", services);
    }
    if (!isTexts(actions) || !isTexts(exceptions)) {
      return refusal("allBut", "two lists of texts after it", isTexts(actions) ? exceptions : actions);
    }
    return { value: allBut(services, actions, exceptions) };
  },
};

function isTexts(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function refusal(name: FunctionName, wanted: string, value: Json): Outcome {
  const what = `What \`${name}\` is handed`;
  return isLaterText(value) ? notKnownYet(what) : unusable(`${what} must be ${wanted}; it is ${typeName(value)}.`);
}

function equals(a: Json, b: Json): Outcome {
  if (sameJson(a, b)) {
    return { value: true };
  }
  return isDeferred(a) || isDeferred(b) ? notKnownYet("What `equals` compares") : { value: false };
}

function contains(whole: Json, part: Json): Outcome {
  if (Array.isArray(whole)) {
    if (whole.some((item) => sameJson(item, part))) {
      return { value: true };
    }
    return isDeferred(whole) || isDeferred(part) ? notKnownYet("What `contains` looks through") : { value: false };
  }
  if (typeof part !== "string") {
    return refusal("contains", "a text as its second value, unless the first is a list", part);
  }
  if (typeof whole === "string") {
    return { value: whole.includes(part) };
  }
  return isMap(whole) ? { value: Object.hasOwn(whole, part) } : refusal("contains", "a list, a text or a map", whole);
}

function merge(maps: readonly Json[]): Outcome {
  const wrong = maps.find((map) => !isMap(map));
  const members = () => maps.flatMap((map) => Object.entries(map as JsonObject));
  return wrong === undefined ? { value: Object.fromEntries(members()) } : refusal("merge", "maps", wrong);
}

function concat(lists: readonly Json[]): Outcome {
  const wrong = lists.find((list) => !Array.isArray(list));
  return wrong === undefined ? { value: lists.flat() as Json[] } : refusal("concat", "lists", wrong);
}

function length(value: Json): Outcome {
  if (Array.isArray(value) || typeof value === "string") {
    return { value: value.length };
  }
  return isMap(value) ? { value: Object.keys(value).length } : refusal("length", "a list, a map or a text", value);
}

function join(list: Json, separator: Json): Outcome {
  if (!Array.isArray(list) || typeof separator !== "string") {
    return refusal("join", "a list and a separator", Array.isArray(list) ? separator : list);
  }
  const parts: (string | After)[] = [];
  for (const [index, item] of list.entries()) {
    const texts = textParts(item);
    if (texts === null) {
      return refusal("join", "a list of texts", item);
    }
    parts.push(...(index === 0 ? texts : [separator, ...texts]));
  }
  return { value: joinOf(parts) };
}

/** A value as pieces of a text, or null when it is a list, a map or nothing at all. */
export function textParts(value: Json): readonly (string | After)[] | null {
  if (isAfter(value)) {
    return [value];
  }
  if (isJoin(value)) {
    return value.$join;
  }
  return value === null || typeof value === "object" ? null : [String(value)];
}
