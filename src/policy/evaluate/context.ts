/**
 * What is known of one condition key of a request. `unknown` may be anything; `chosen` is whatever the caller likes. Both
 * may be absent too unless `present`, and are one of `among` where that is given.
 */
export type ContextValue =
  | { readonly is: "known"; readonly values: readonly string[] }
  | { readonly is: "absent" }
  | { readonly is: "unknown" | "chosen"; readonly present: boolean; readonly among: readonly string[] | null };

/** Keys that begin alike, such as tags, and what is known of those that are not named one by one. */
export interface KeyFamily {
  /** In lower case. */
  readonly prefix: string;
  readonly value: ContextValue;
}

/** What is known of a request's condition keys. */
export interface Context {
  /** By key in lower case: AWS does not tell capitals in key names apart. */
  readonly keys: ReadonlyMap<string, ContextValue>;
  readonly families: readonly KeyFamily[];
  /** What is known of every other key. */
  readonly rest: ContextValue;
}

export const ABSENT: ContextValue = { is: "absent" };
export const UNKNOWN: ContextValue = { is: "unknown", present: false, among: null };
export const CHOSEN: ContextValue = { is: "chosen", present: false, among: null };

/** A key with these values. An empty list is an absent key: AWS treats both alike under the set operators. */
export function known(...values: readonly string[]): ContextValue {
  return values.length === 0 ? ABSENT : { is: "known", values };
}

/** A key that is there with a value that is not known. */
export function presentUnknown(among: readonly string[] | null = null): ContextValue {
  return { is: "unknown", present: true, among };
}

/** A key that is there with a value that the caller chooses. */
export function presentChosen(among: readonly string[] | null = null): ContextValue {
  return { is: "chosen", present: true, among };
}

/** What is known of the key of this name, given in lower case. */
export function keyValue(context: Context, key: string): ContextValue {
  const own = context.keys.get(key);
  if (own !== undefined) {
    return own;
  }
  for (const family of context.families) {
    if (key.startsWith(family.prefix)) {
      return family.value;
    }
  }
  return context.rest;
}

/** The context with some keys, named in lower case, known otherwise. */
export function withKeys(context: Context, keys: Iterable<readonly [string, ContextValue]>): Context {
  return { ...context, keys: new Map([...context.keys, ...keys]) };
}
