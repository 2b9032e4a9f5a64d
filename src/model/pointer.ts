import { isObject, type Json } from "./json.ts";

/** The value at a JSON Pointer (RFC 6901) below `root`, or undefined when there is none. */
export function valueAt(root: Json, pointer: string): Json | undefined {
  let value: Json | undefined = root;
  for (const segment of pointer.split("/").slice(1)) {
    const name = segment.replaceAll("~1", "/").replaceAll("~0", "~");
    value = isObject(value) && Object.hasOwn(value, name) ? (value[name] as Json) : undefined;
  }
  return value;
}
