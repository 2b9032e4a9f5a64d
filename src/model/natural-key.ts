import { isDeferred } from "./deferred.ts";
import type { Json } from "./json.ts";

/** The parts of a natural key as one text, or null while one of them is known only after apply. */
export function keyOf(...parts: readonly Json[]): string | null {
  return parts.some(isDeferred) ? null : JSON.stringify(parts);
}

/** A name as the key of what AWS tells apart without regard to case, as everything in IAM that has a name. */
export function caseless(name: string): string {
  return name.toLowerCase();
}

/** Whether two names differ in nothing but case. */
export function differInCase(one: unknown, other: unknown): boolean {
  return typeof one === "string" && typeof other === "string" && one !== other && caseless(one) === caseless(other);
}
