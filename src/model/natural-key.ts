import { isDeferred } from "./deferred.ts";
import type { Json } from "./json.ts";

/** The parts of a natural key as one text, or null while one of them is known only after apply. */
export function keyOf(...parts: readonly Json[]): string | null {
  return parts.some(isDeferred) ? null : JSON.stringify(parts);
}
