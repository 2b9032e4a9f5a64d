import type { Address } from "./address.ts";
import { isObject, type Json } from "./json.ts";

/** An output of another resource that is known only once that resource exists. */
export type After = {
  readonly $after: `${Address}#${string}`;
};

/** A text some of whose parts are known only later. */
export type Join = {
  readonly $join: readonly (string | After)[];
};

/** A text that may be known only later. Everything deferred is itself plain JSON, so it can be saved in a plan. */
export type Text = string | After | Join;

/** What an output is called: the address it belongs to, and its name. */
export interface OutputRef {
  readonly address: Address;
  readonly output: string;
}

/** Finds an output's value, or another output that it is the same as; undefined while neither is known. */
export type Lookup = (ref: OutputRef) => string | After | undefined;

/** A value that stands for an output of `address`. */
export function after(address: Address, output: string): After {
  return { $after: `${address}#${output}` };
}

/** Whether `value` stands for an output that is known later. */
export function isAfter(value: unknown): value is After {
  return isObject(value) && typeof value["$after"] === "string";
}

/** Whether `value` is a text with parts that are known later. */
export function isJoin(value: unknown): value is Join {
  return isObject(value) && Array.isArray(value["$join"]);
}

/** Whether any part of `value` is known only later. */
export function isDeferred(value: unknown): boolean {
  return outputRefs(value).length > 0;
}

/** The output that an `After` stands for. */
export function refOf(value: After): OutputRef {
  const cut = value.$after.lastIndexOf("#");
  return { address: value.$after.slice(0, cut) as Address, output: value.$after.slice(cut + 1) };
}

/** A text that must be known by now. Throws when it is not: a step ran before one that it needs. */
export function known(text: Text): string {
  if (typeof text !== "string") {
    throw new Error(`A value is used before it is known: ${JSON.stringify(text)}`);
  }
  return text;
}

/** Every output that `value` waits for, in the order in which they stand in it. */
export function outputRefs(value: unknown): OutputRef[] {
  if (isAfter(value)) {
    return [refOf(value)];
  }
  if (Array.isArray(value)) {
    return value.flatMap(outputRefs);
  }
  return isObject(value) ? Object.values(value).flatMap(outputRefs) : [];
}

/** `parts` as one text if all of them are known, else as a `Join`. Neighbouring texts are fused, so equal texts have one form. */
export function joinOf(parts: readonly (string | After)[]): Text {
  const fused: (string | After)[] = [];
  for (const part of parts) {
    const last = fused.at(-1);
    if (typeof part === "string" && typeof last === "string") {
      fused[fused.length - 1] = last + part;
    } else if (part !== "") {
      fused.push(part);
    }
  }
  const [only] = fused;
  if (only === undefined) {
    return "";
  }
  return fused.length === 1 ? only : { $join: fused };
}

/** Texts put together into one, whichever of them are known. */
export function concatTexts(...texts: readonly Text[]): Text {
  return joinOf(texts.flatMap((text) => (isJoin(text) ? text.$join : [text])));
}

/** A text for people: parts that are known only later show as `…`. */
export function shownText(text: Text): string {
  const parts = isJoin(text) ? text.$join : [text];
  return parts.map((part) => (typeof part === "string" ? part : "…")).join("");
}

/**
 * `value` with every output that `lookup` knows filled in; what it does not know stays deferred. A value in which nothing
 * is filled in is given back itself: most are such, and this is asked of every property of every resource.
 */
export function fill(value: Json, lookup: Lookup): Json {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (isAfter(value)) {
    return lookup(refOf(value)) ?? value;
  }
  if (isJoin(value)) {
    const parts = value.$join.map((part) => (isAfter(part) ? (lookup(refOf(part)) ?? part) : part));
    return parts.every((part, index) => part === value.$join[index]) ? value : joinOf(parts);
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => fill(item, lookup));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  const members = Object.entries(value);
  const filled = members.map(([key, member]) => [key, fill(member, lookup)] as const);
  return filled.every(([, member], index) => member === members[index]?.[1]) ? value : Object.fromEntries(filled);
}
