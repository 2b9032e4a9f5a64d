import { z } from "zod";
import { isAfter, isJoin, type Text } from "./deferred.ts";

/** A text, or a text that is known only later. A known one must pass `known`. */
export function textSchema(known: z.ZodType<string> = z.string()): z.ZodType<Text> {
  const later = z.custom<Exclude<Text, string>>((value) => isAfter(value) || isJoin(value), "expected a text");
  return z.union([later, known]);
}
