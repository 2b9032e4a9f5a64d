import { isObject, type Json } from "../model/json.ts";
import type { SourcePosition } from "../model/position.ts";

/** Where a value was written, or, given a JSON Pointer, a part of it; where its key was, if that is asked for. */
export type Origin = (pointer: string, on?: "key") => SourcePosition;

/** Where the parts of an evaluated value were written, by JSON Pointer into it. */
export type Origins = ReadonlyMap<string, Origin>;

/** Where the part at `pointer` was written, or the nearest whole that it is part of. */
export function originAt(origins: Origins, pointer: string, otherwise: SourcePosition, on?: "key"): SourcePosition {
  let whole = pointer;
  while (!origins.has(whole) && whole !== "") {
    whole = whole.slice(0, whole.lastIndexOf("/"));
  }
  return origins.get(whole)?.(pointer.slice(whole.length), on) ?? otherwise;
}

/** `value` without members that are null: a property that a template leaves empty counts as not written. */
export function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(withoutNulls);
  }
  if (!isObject(value)) {
    return value;
  }
  const members = Object.entries(value as { [key: string]: Json }).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}
