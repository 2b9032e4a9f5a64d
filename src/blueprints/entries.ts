import { isKey } from "../model/address.ts";
import { type Json, pointerSegment } from "../model/json.ts";
import { isLaterText, isMap } from "./functions.ts";
import { notKnownYet, type Outcome, typeName, unusable } from "./outcome.ts";

/** One of the things that `forEach` or `$for` goes through; `pointer` leads to it from the whole. */
export interface Entry<K extends Json = Json> {
  readonly key: K;
  readonly value: Json;
  readonly pointer: string;
}

/** What `$for` goes through. In a list, a text that may be a key is its own key; other elements have their index. */
export function entriesOf(value: Json, what: string): Outcome<readonly Entry[]> {
  if (isLaterText(value)) {
    return notKnownYet(`What ${what} goes through`);
  }
  if (isMap(value)) {
    return { value: mapEntries(value) };
  }
  if (!Array.isArray(value)) {
    return unusable(`${what} must go through a map or a list; this is ${typeName(value)}.`);
  }
  const entries = value.map((item: Json, index) => ({
    key: typeof item === "string" && isKey(item) ? item : index,
    value: item,
    pointer: `/${index}`,
  }));
  return { value: entries };
}

/** What a resource's `forEach` goes through. Each key becomes part of an address, so keys are legal and come once. */
export function keyedEntriesOf(value: Json): Outcome<readonly Entry<string>[]> {
  if (isLaterText(value)) {
    return notKnownYet("What `forEach` goes through");
  }
  const entries = isMap(value) ? mapEntries(value) : listEntries(value);
  if (entries === null) {
    const what = Array.isArray(value) ? "a list of something else" : typeName(value);
    return unusable(`\`forEach\` must go through a map or a list of texts that are known now; this is ${what}.`);
  }
  return wrongKey(entries) ?? { value: entries };
}

function mapEntries(map: { readonly [key: string]: Json }): Entry<string>[] {
  return Object.entries(map).map(([key, value]) => ({ key, value, pointer: `/${pointerSegment(key)}` }));
}

function listEntries(value: Json): Entry<string>[] | null {
  if (!Array.isArray(value) || value.some((item) => typeof item !== "string")) {
    return null;
  }
  return value.map((item: string, index) => ({ key: item, value: item, pointer: `/${index}` }));
}

function wrongKey(entries: readonly Entry<string>[]): Outcome<never> | null {
  const keys = entries.map(({ key }) => key);
  const illegal = entries.find(({ key }) => !isKey(key));
  if (illegal !== undefined) {
    const { key, pointer } = illegal;
    const detail = `\`${key}\` becomes part of an address and cannot.`;
    const fix =
      "Begin it with a letter or digit; use letters, digits and . _ @ + = - only, at most 64 between slashes.";
    return { problem: { code: "illegal-key", detail, fix, pointer } };
  }
  const twice = entries.find(({ key }, index) => keys.indexOf(key) !== index);
  if (twice === undefined) {
    return null;
  }
  const { key, pointer } = twice;
  const detail = `\`${key}\` is there twice, and each makes a resource of its own.`;
  return { problem: { code: "duplicate-key", detail, fix: "Remove one of the two.", pointer } };
}
