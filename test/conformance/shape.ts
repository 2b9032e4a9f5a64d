import { isObject } from "../../src/model/json.ts";

/**
 * What an answer has to be like. An object: these keys and no others. `[]`: a list that is there and empty; `[shape]`:
 * one with members, each like this. `absent` is not written: a key that is not named must not be there.
 */
export type Shape =
  | Leaf
  | Exactly
  | readonly []
  | readonly [Shape]
  | { readonly [key: string]: Shape | { readonly [MAYBE]: Shape } };

/** `document`: JSON text. `encoded document`: the same, URL-encoded. */
export type Leaf = "text" | "number" | "flag" | "date" | "document" | "encoded document";

const MAYBE = Symbol("maybe");
const EXACTLY = Symbol("exactly");
interface Exactly {
  readonly [EXACTLY]: string | number | boolean;
}

/** This value and no other. */
export function exactly(value: string | number | boolean): Exactly {
  return { [EXACTLY]: value };
}

/** Like this if it is there: AWS's pages do not say whether it is, and orgwright does not look. */
export function maybe(shape: Shape): { readonly [MAYBE]: Shape } {
  return { [MAYBE]: shape };
}

/** Where an answer is not as it has to be. */
export interface Mismatch {
  /** As in `Accounts[].Paths`; empty for the answer as a whole. */
  readonly at: string;
  readonly expected: string;
  readonly found: string;
}

/** Everything in which an answer differs from its shape, each once. */
export function mismatches(shape: Shape, answer: unknown, at = ""): Mismatch[] {
  const all = compare(shape, answer, at);
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

function compare(shape: Shape, answer: unknown, at: string): Mismatch[] {
  if (typeof shape === "string" || isExactly(shape)) {
    return compareLeaf(shape, answer, at);
  }
  if (isList(shape)) {
    return compareList(shape, answer, at);
  }
  if (!isObject(answer) || answer instanceof Date) {
    return [{ at, expected: "an object", found: describe(answer) }];
  }
  const keys = new Set([...Object.keys(shape), ...Object.keys(answer)]);
  return [...keys].flatMap((key) => {
    const below = at === "" ? key : `${at}.${key}`;
    const [entry, there] = [shape[key], answer[key]];
    const isOptional = isObject(entry) && MAYBE in entry;
    const wanted = isOptional ? entry[MAYBE] : entry;
    if (wanted === undefined || (isOptional && there === undefined)) {
      return there === undefined ? [] : [{ at: below, expected: "absent", found: describe(there) }];
    }
    return there === undefined
      ? [{ at: below, expected: describeShape(wanted), found: "absent" }]
      : compare(wanted, there, below);
  });
}

function compareLeaf(shape: Leaf | Exactly, answer: unknown, at: string): Mismatch[] {
  const isRight = isExactly(shape) ? answer === shape[EXACTLY] : describe(answer) === shape || isAlso(shape, answer);
  const found = isExactly(shape) ? JSON.stringify(answer) : describe(answer);
  return isRight ? [] : [{ at, expected: describeShape(shape), found }];
}

/** Any string is a text, whatever may be in it. */
function isAlso(shape: Leaf, answer: unknown): boolean {
  return shape === "text" && typeof answer === "string";
}

function compareList(shape: readonly [] | readonly [Shape], answer: unknown, at: string): Mismatch[] {
  if (!Array.isArray(answer) || (answer.length === 0) !== (shape.length === 0)) {
    return [{ at, expected: describeShape(shape), found: describe(answer) }];
  }
  const [each] = shape;
  return each === undefined ? [] : answer.flatMap((member) => compare(each, member, `${at}[]`));
}

function describeShape(shape: Shape): string {
  if (typeof shape === "string") {
    return shape;
  }
  if (isExactly(shape)) {
    return JSON.stringify(shape[EXACTLY]);
  }
  if (isList(shape)) {
    return shape.length === 0 ? "empty list" : "list";
  }
  return "object";
}

function describe(value: unknown): string {
  if (value === undefined || value === null) {
    return "absent";
  }
  if (typeof value === "string") {
    return describeText(value);
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? "empty list" : "list";
  }
  if (value instanceof Date) {
    return "date";
  }
  return { number: "number", boolean: "flag" }[typeof value as string] ?? "object";
}

function describeText(value: string): string {
  if (value === "") {
    return "empty text";
  }
  if (isJson(value)) {
    return "document";
  }
  return /^%7B/i.test(value) && isJson(decodeURIComponent(value)) ? "encoded document" : "text";
}

function isJson(text: string): boolean {
  try {
    return isObject(JSON.parse(text));
  } catch {
    return false;
  }
}

function isExactly(shape: Shape): shape is Exactly {
  return typeof shape === "object" && EXACTLY in shape;
}

function isList(shape: Shape): shape is readonly [] | readonly [Shape] {
  return Array.isArray(shape);
}
