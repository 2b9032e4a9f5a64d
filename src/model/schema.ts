import { z } from "zod";
import { isAfter, isJoin, type Text } from "./deferred.ts";

/** A text, or a text that is known only later. A known one must pass `known`. */
export function textSchema(known: z.ZodType<string> = z.string()): z.ZodType<Text> {
  const later = z.custom<Exclude<Text, string>>((value) => isAfter(value) || isJoin(value), "expected a text");
  return z.union([later, known]);
}

const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * Tags as Organizations and IAM take them: at most 128 characters in a key and 256 in a value, of letters, digits, white
 * space and `_ . : / = + - @`; `aws:` is AWS's own and `orgwright:` ours.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Tag.html
 */
export const tagsSchema = z.record(
  z
    .string()
    .min(1)
    .max(128)
    .regex(TAG_TEXT, "a tag's key has letters, digits, spaces and _ . : / = + - @ only")
    .refine(
      (key) => !/^(aws|orgwright):/i.test(key),
      "a tag that begins neither with aws: nor with orgwright:, which are reserved",
    ),
  z.string().max(256).regex(TAG_TEXT, "a tag's value of letters, digits, spaces and _ . : / = + - @"),
);
