import type { HandlersOf } from "../handlers.ts";
import * as settings from "./access-settings.ts";
import * as buckets from "./buckets.ts";
import { createBucket } from "./create-bucket.ts";
import * as lifecycle from "./lifecycle.ts";
import * as policies from "./policies.ts";
import * as protection from "./protection.ts";
import * as tags from "./tags.ts";

/** Every S3 operation that the sandbox answers. */
export const s3Handlers = {
  "s3:ListBuckets": buckets.listBuckets,
  "s3:HeadBucket": buckets.headBucket,
  "s3:GetBucketLocation": buckets.getBucketLocation,
  "s3:CreateBucket": createBucket,
  "s3:DeleteBucket": buckets.deleteBucket,

  "s3:GetBucketTagging": tags.getBucketTagging,
  "s3:PutBucketTagging": tags.putBucketTagging,
  "s3:DeleteBucketTagging": tags.deleteBucketTagging,

  "s3:GetBucketVersioning": protection.getBucketVersioning,
  "s3:PutBucketVersioning": protection.putBucketVersioning,
  "s3:GetObjectLockConfiguration": protection.getObjectLockConfiguration,
  "s3:PutObjectLockConfiguration": protection.putObjectLockConfiguration,

  "s3:GetBucketEncryption": settings.getBucketEncryption,
  "s3:PutBucketEncryption": settings.putBucketEncryption,
  "s3:DeleteBucketEncryption": settings.deleteBucketEncryption,
  "s3:GetPublicAccessBlock": settings.getPublicAccessBlock,
  "s3:PutPublicAccessBlock": settings.putPublicAccessBlock,
  "s3:DeletePublicAccessBlock": settings.deletePublicAccessBlock,
  "s3:GetBucketOwnershipControls": settings.getBucketOwnershipControls,
  "s3:PutBucketOwnershipControls": settings.putBucketOwnershipControls,
  "s3:DeleteBucketOwnershipControls": settings.deleteBucketOwnershipControls,

  "s3:GetBucketPolicy": policies.getBucketPolicy,
  "s3:PutBucketPolicy": policies.putBucketPolicy,
  "s3:DeleteBucketPolicy": policies.deleteBucketPolicy,

  "s3:GetBucketLifecycleConfiguration": lifecycle.getBucketLifecycle,
  "s3:PutBucketLifecycleConfiguration": lifecycle.putBucketLifecycle,
  "s3:DeleteBucketLifecycle": lifecycle.deleteBucketLifecycle,
} as const satisfies HandlersOf<"s3">;
