import { z } from "zod";
import type { Text } from "../../model/deferred.ts";
import type { JsonObject } from "../../model/json.ts";
import { tagsSchema, textSchema } from "../../model/schema.ts";
import { lifecycleRules, lifecycleWords } from "./lifecycle.shape.ts";

/** How long every new object version is locked when its writer does not say otherwise. */
export type Retention = { readonly mode: "GOVERNANCE" | "COMPLIANCE"; readonly days: number };

export type Encryption = {
  readonly algorithm: string;
  /** The ARN of the key; null for S3's own. */
  readonly key: Text | null;
  /** One data key for many objects: far fewer calls to KMS. */
  readonly bucketKey: boolean;
};

export type S3Bucket = {
  readonly name: Text;
  /** Whether versions can be locked: for good, from the creating call on. */
  readonly objectLock: boolean;
  readonly retention: Retention | null;
  readonly versioning: boolean;
  /** Who owns what is written into it; `BucketOwnerEnforced` also switches access control lists off. */
  readonly ownership: string;
  /** Whether all four settings of the public access block are on. */
  readonly publicAccessBlock: boolean;
  readonly encryption: Encryption;
  /** Rules in S3's own form. */
  readonly lifecycle: readonly JsonObject[];
  /** The bucket policy; null where there is none, which is never wished for. */
  readonly policy: JsonObject | null;
  readonly tags: Readonly<Record<string, string>>;
  /** Why the name is not to be had; only live buckets have it, and nothing else about them is known. */
  readonly taken?: string;
  /** The bucket is ours, and S3 lets nobody look at it; only such live buckets have it. */
  readonly lockedOut?: true;
};

/** What a blueprint writes. Ownership, versioning and the public access block are not up for choice. */
export const writtenBucket = z.strictObject({
  name: textSchema(),
  objectLock: z.boolean().default(false),
  retention: z
    .strictObject({ mode: z.enum(["governance", "compliance"]), days: z.number().int().min(1) })
    .exactOptional(),
  /** The key's ARN; S3's own key when left out. */
  key: textSchema(z.string().startsWith("arn:")).exactOptional(),
  bucketKey: z.boolean().default(true),
  lifecycle: lifecycleWords,
  policy: z.record(z.string(), z.json()),
  tags: tagsSchema.default({}),
});

/** The bucket that was written, in the form in which it is compared with AWS. */
export function bucketOf(written: z.infer<typeof writtenBucket>): S3Bucket {
  const { name, objectLock, retention, key, bucketKey, lifecycle, policy, tags } = written;
  return {
    name,
    objectLock,
    retention:
      retention === undefined
        ? null
        : { mode: retention.mode === "compliance" ? "COMPLIANCE" : "GOVERNANCE", days: retention.days },
    versioning: true,
    ownership: "BucketOwnerEnforced",
    publicAccessBlock: true,
    encryption:
      key === undefined
        ? { algorithm: "AES256", key: null, bucketKey: false }
        : { algorithm: "aws:kms", key, bucketKey },
    lifecycle: lifecycleRules(lifecycle),
    policy: policy as JsonObject,
    tags,
  };
}
