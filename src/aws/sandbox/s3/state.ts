import type { LifecycleRule, PublicAccessBlockConfiguration, ServerSideEncryptionRule } from "@aws-sdk/client-s3";
import type { AccountId, Region } from "../../../model/place.ts";

export type ObjectOwnership = "BucketOwnerEnforced" | "BucketOwnerPreferred" | "ObjectWriter";

export interface PublicAccessBlock {
  BlockPublicAcls: boolean;
  IgnorePublicAcls: boolean;
  BlockPublicPolicy: boolean;
  RestrictPublicBuckets: boolean;
}

/** A block as it was sent: what is left out is not blocked. */
export function switchesOf(sent: PublicAccessBlockConfiguration): PublicAccessBlock {
  return {
    BlockPublicAcls: sent.BlockPublicAcls ?? false,
    IgnorePublicAcls: sent.IgnorePublicAcls ?? false,
    BlockPublicPolicy: sent.BlockPublicPolicy ?? false,
    RestrictPublicBuckets: sent.RestrictPublicBuckets ?? false,
  };
}

/** How long new objects are locked when nothing else is said: `days` or `years`. */
export interface Retention {
  mode: "GOVERNANCE" | "COMPLIANCE";
  days?: number;
  years?: number;
}

export interface Lifecycle {
  rules: LifecycleRule[];
  minimumSize: "all_storage_classes_128K" | "varies_by_storage_class";
}

/** A general purpose bucket as the sandbox keeps it: plain data. It holds no objects, but knows whether it would. */
export interface BucketState {
  name: string;
  account: AccountId;
  region: Region;
  /** Virtual milliseconds. */
  created: number;
  tags: Record<string, string>;
  /** Null while it was never versioned. */
  versioning: "Enabled" | "Suspended" | null;
  encryption: ServerSideEncryptionRule[];
  publicAccessBlock: PublicAccessBlock | null;
  ownership: ObjectOwnership | null;
  /** Null while Object Lock is off. */
  objectLock: { retention: Retention | null } | null;
  /** The bucket policy's text as it is stored. */
  policy: string | null;
  lifecycle: Lifecycle | null;
  /** Whether something was ever written to it. */
  used: boolean;
}

/** What is blocked of a new bucket: everything. https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
export const ALL_BLOCKED: Readonly<PublicAccessBlock> = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/**
 * How a new bucket is encrypted: with keys of S3, and not with keys of customers.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
 */
export function newEncryption(): ServerSideEncryptionRule[] {
  return [
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" },
      BucketKeyEnabled: false,
      BlockedEncryptionTypes: { EncryptionType: ["SSE-C"] },
    },
  ];
}

/** A bucket as AWS makes it unless more is said. */
export function newBucket(bucket: Pick<BucketState, "name" | "account" | "region" | "created">): BucketState {
  return {
    ...bucket,
    tags: {},
    versioning: null,
    encryption: newEncryption(),
    publicAccessBlock: { ...ALL_BLOCKED },
    ownership: "BucketOwnerEnforced",
    objectLock: null,
    policy: null,
    lifecycle: null,
    used: false,
  };
}

/** A bucket's ARN. */
export function bucketArn(partition: string, name: string): string {
  return `arn:${partition}:s3:::${name}`;
}
