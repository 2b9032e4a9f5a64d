import { z } from "zod";
import { canonicalJson, isObject, type Json, type JsonObject } from "../../model/json.ts";

const days = z.number().int().min(1);

/** When objects of a bucket go, as blueprints write it. */
export const lifecycleWords = z.strictObject({
  /** Days until a current version is no longer current; never when left out. */
  expireAfterDays: days.exactOptional(),
  /** Days until a version that is no longer current goes for good; never when left out. */
  noncurrentExpireAfterDays: days.exactOptional(),
  /** Days until the parts of an upload that was never finished go. */
  abortUploadsAfterDays: days,
});

export type LifecycleWords = z.infer<typeof lifecycleWords>;

/**
 * The rules that say so in S3's own form. AWS clears delete markers of their own accord where current versions expire.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html
 */
export function lifecycleRules(words: LifecycleWords): readonly JsonObject[] {
  const { expireAfterDays, noncurrentExpireAfterDays, abortUploadsAfterDays } = words;
  return [
    {
      ID: "orgwright",
      Status: "Enabled",
      Filter: { Prefix: "" },
      ...(expireAfterDays === undefined ? {} : { Expiration: { Days: expireAfterDays } }),
      ...(noncurrentExpireAfterDays === undefined
        ? {}
        : { NoncurrentVersionExpiration: { NoncurrentDays: noncurrentExpireAfterDays } }),
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: abortUploadsAfterDays },
    },
  ];
}

/**
 * The one form of equal rules, from whatever S3 answers: a rule without a filter applies to everything, as one with an
 * empty prefix does; dates become texts.
 */
export function normalRules(rules: readonly unknown[]): readonly JsonObject[] {
  const plain = JSON.parse(JSON.stringify(rules)) as readonly JsonObject[];
  return plain.map(normalRule).sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
}

function normalRule({ Filter: filter, Prefix: prefix, ...rule }: JsonObject): JsonObject {
  const all = !isObject(filter) || Object.keys(filter).length === 0;
  return { ...rule, Filter: all ? { Prefix: prefix ?? "" } : (filter as Json) };
}
