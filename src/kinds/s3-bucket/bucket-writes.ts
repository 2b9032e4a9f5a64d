import type { Writer } from "../../aws/contract/call.ts";
import type { Input } from "../../aws/contract/services.ts";
import { known } from "../../model/deferred.ts";
import { type Tags, tagList } from "../../model/ownership.ts";
import { type BucketAt, bucketTags } from "./bucket-reads.ts";
import type { Encryption, Retention, S3Bucket } from "./properties.shape.ts";

/** A bucket that can be written to. */
export interface WritableBucket extends BucketAt {
  readonly aws: Writer;
}

/** What of a bucket is set by a call of its own. */
export type Setting = Exclude<keyof S3Bucket, "name" | "objectLock" | "tags" | "taken" | "lockedOut">;

const ALL_BLOCKED = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** How each setting is written, in an order in which the bucket is protected as early as possible. */
const WRITES: { readonly [S in Setting]: (bucket: WritableBucket, wished: S3Bucket) => Promise<unknown> } = {
  publicAccessBlock: ({ aws, at, request }) =>
    aws.call("s3:PutPublicAccessBlock", at, { ...request, PublicAccessBlockConfiguration: ALL_BLOCKED }),
  ownership: ({ aws, at, request }, { ownership }) =>
    aws.call("s3:PutBucketOwnershipControls", at, {
      ...request,
      OwnershipControls: { Rules: [{ ObjectOwnership: ownership as "BucketOwnerEnforced" }] },
    }),
  versioning: ({ aws, at, request }) =>
    aws.call("s3:PutBucketVersioning", at, { ...request, VersioningConfiguration: { Status: "Enabled" } }),
  retention: ({ aws, at, request }, { retention }) =>
    aws.call("s3:PutObjectLockConfiguration", at, { ...request, ObjectLockConfiguration: lockWith(retention) }),
  encryption: ({ aws, at, request }, { encryption }) =>
    aws.call("s3:PutBucketEncryption", at, {
      ...request,
      ServerSideEncryptionConfiguration: { Rules: [ruleFor(encryption)] },
    }),
  policy: ({ aws, at, request }, { policy }) =>
    aws.call("s3:PutBucketPolicy", at, { ...request, Policy: JSON.stringify(policy) }),
  lifecycle: ({ aws, at, request }, { lifecycle }) =>
    aws.call("s3:PutBucketLifecycleConfiguration", at, {
      ...request,
      LifecycleConfiguration: { Rules: lifecycle as unknown as LifecycleRules },
    }),
};

type LifecycleRules = NonNullable<Input<"s3:PutBucketLifecycleConfiguration">["LifecycleConfiguration"]>["Rules"];

/** Writes the settings for which `isDue`, one after the other: S3 refuses two changes of one bucket at a time. */
export async function writeSettings(
  bucket: WritableBucket,
  wished: S3Bucket,
  isDue: (setting: Setting) => boolean,
): Promise<void> {
  for (const setting of Object.keys(WRITES) as Setting[]) {
    if (isDue(setting)) {
      await WRITES[setting](bucket, wished);
    }
  }
}

/** Adds tags to those that a bucket has: S3 only takes all of them at once. */
export async function addTags(bucket: WritableBucket, tags: Tags): Promise<void> {
  const there = await bucketTags(bucket);
  if (Object.entries(tags).some(([key, value]) => there[key] !== value)) {
    const { aws, at, request } = bucket;
    await aws.call("s3:PutBucketTagging", at, { ...request, Tagging: { TagSet: tagList({ ...there, ...tags }) } });
  }
}

function lockWith(retention: Retention | null) {
  const rule = retention === null ? {} : { Rule: { DefaultRetention: { Mode: retention.mode, Days: retention.days } } };
  return { ObjectLockEnabled: "Enabled" as const, ...rule };
}

function ruleFor({ algorithm, key, bucketKey }: Encryption) {
  return {
    ApplyServerSideEncryptionByDefault: {
      SSEAlgorithm: algorithm as "aws:kms",
      ...(key === null ? {} : { KMSMasterKeyID: known(key) }),
    },
    BucketKeyEnabled: bucketKey,
    // Who writes with a key of their own takes what is written away from everybody who shall read it.
    BlockedEncryptionTypes: { EncryptionType: ["SSE-C" as const] },
  };
}
