import { isObject, type Json, type JsonObject, pointerSegment, sameJson } from "../model/json.ts";

/** An element of a list that stands there before, and how it is called. */
export interface Repeat {
  readonly pointer: string;
  readonly called: string;
}

/**
 * The elements that a list holds again. Lists of parameters are sets: what stands there twice is a slip.
 *
 * @param unique the field of elements of which no two may have the same; whole elements are compared without one
 */
export function repeatsIn(list: readonly Json[], unique: string | undefined): Repeat[] {
  const compared = list.map((item) => (unique === undefined ? item : fieldOf(item, unique)));
  return compared.flatMap((item, index) => {
    const isRepeat =
      item !== undefined && compared.slice(0, index).some((one) => one !== undefined && sameJson(one, item));
    const part = unique === undefined ? "" : `/${pointerSegment(unique)}`;
    return isRepeat ? [{ pointer: `/${index}${part}`, called: calls(item) }] : [];
  });
}

function fieldOf(item: Json, name: string): Json | undefined {
  return isObject(item) && Object.hasOwn(item, name) ? (item as JsonObject)[name] : undefined;
}

function calls(item: Json): string {
  return typeof item === "object" && item !== null ? "The same" : `\`${item}\``;
}
