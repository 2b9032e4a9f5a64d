import { AwsError, unlessRefused } from "../../aws/contract/aws-error.ts";
import type { Reader } from "../../aws/contract/call.ts";
import { readDocument } from "../../aws/contract/document.ts";
import type { Output } from "../../aws/contract/services.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Tags } from "../../model/ownership.ts";
import type { AccountId, Place } from "../../model/place.ts";
import type { Encryption, Retention, S3Bucket } from "./properties.shape.ts";

/** One bucket, asked for in the account that is expected to own it: S3 then answers for no other bucket of that name. */
export interface BucketAt {
  readonly aws: Reader;
  readonly at: Place;
  readonly request: { readonly Bucket: string; readonly ExpectedBucketOwner: AccountId };
}

const DAYS_A_YEAR = 365;

/** A bucket's tags; none when it has none. */
export async function bucketTags({ aws, at, request }: BucketAt): Promise<Tags> {
  const answer = await unlessRefused(aws.call("s3:GetBucketTagging", at, request), ["NoSuchTagSet"], { TagSet: [] });
  return Object.fromEntries((answer.TagSet ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
}

/** Everything about a bucket that orgwright watches, but for its tags. */
export async function bucketSettings({ aws, at, request }: BucketAt): Promise<Omit<S3Bucket, "tags">> {
  const [versioning, encryption, block, ownership, lock, policy, lifecycle] = await Promise.all([
    aws.call("s3:GetBucketVersioning", at, request),
    aws.call("s3:GetBucketEncryption", at, request),
    orNone(aws.call("s3:GetPublicAccessBlock", at, request), "NoSuchPublicAccessBlockConfiguration"),
    orNone(aws.call("s3:GetBucketOwnershipControls", at, request), "OwnershipControlsNotFoundError"),
    orNone(aws.call("s3:GetObjectLockConfiguration", at, request), "ObjectLockConfigurationNotFoundError"),
    orNone(aws.call("s3:GetBucketPolicy", at, request), "NoSuchBucketPolicy"),
    orNone(aws.call("s3:GetBucketLifecycleConfiguration", at, request), "NoSuchLifecycleConfiguration"),
  ]);
  return {
    name: request.Bucket,
    objectLock: lock?.ObjectLockConfiguration?.ObjectLockEnabled === "Enabled",
    retention: retentionIn(lock),
    versioning: versioning.Status === "Enabled",
    ownership: ownership?.OwnershipControls?.Rules?.[0]?.ObjectOwnership ?? "ObjectWriter",
    publicAccessBlock: isBlocked(block),
    encryption: encryptionIn(encryption),
    lifecycle: (lifecycle?.Rules ?? []) as unknown as readonly JsonObject[],
    policy: policy?.Policy === undefined ? null : readDocument(policy.Policy),
  };
}

/** What a name that is not among the account's own buckets turns out to be. */
export type Standing = "free" | "ours" | "taken";

/**
 * Whether a bucket can be made under a name. Its answer has no body: whose bucket it is shows only in whether S3 answers
 * at all when the owner is named.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export async function standingOf({ aws, at, request }: BucketAt): Promise<Standing> {
  try {
    await aws.call("s3:HeadBucket", at, request);
    return "ours";
  } catch (error) {
    const status = error instanceof AwsError && error.outcome === "refused" ? error.status : undefined;
    if (status === 404) {
      return "free";
    }
    if (status === 403 || status === 301) {
      return "taken";
    }
    throw error;
  }
}

async function orNone<T>(work: Promise<T>, code: string): Promise<T | null> {
  return await unlessRefused(work, [code], null);
}

function retentionIn(lock: Output<"s3:GetObjectLockConfiguration"> | null): Retention | null {
  const { Mode: mode, Days: days, Years: years } = lock?.ObjectLockConfiguration?.Rule?.DefaultRetention ?? {};
  return mode === undefined ? null : { mode, days: days ?? (years ?? 0) * DAYS_A_YEAR };
}

function isBlocked(answer: Output<"s3:GetPublicAccessBlock"> | null): boolean {
  const block = answer?.PublicAccessBlockConfiguration ?? {};
  const { BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets } = block;
  return [BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets].every((one) => one === true);
}

function encryptionIn(answer: Output<"s3:GetBucketEncryption">): Encryption {
  const [rule] = answer.ServerSideEncryptionConfiguration?.Rules ?? [];
  const { SSEAlgorithm: algorithm = "AES256", KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
  const key = KMSMasterKeyID ?? null;
  // A Bucket Key means nothing without a key of KMS, whatever S3 says of it.
  return { algorithm, key, bucketKey: algorithm === "aws:kms" && rule?.BucketKeyEnabled === true };
}
