import { own } from "../iam/find.ts";
import { type KeyState, keyArn } from "../kms/state.ts";
import { weigh } from "../resource-policy/weigh.ts";
import { type BucketState, bucketArn } from "../s3/state.ts";
import type { RequestContext } from "../sts/conditions.ts";
import type { World } from "../world.ts";
import { CLOUDTRAIL } from "./organization.ts";
import { type TrailState, trailArn } from "./state.ts";

/** A trail, as far as its deliveries go. */
export type Sender = Pick<
  TrailState,
  "name" | "account" | "region" | "bucket" | "prefix" | "organization" | "validation" | "kmsKey"
>;

/** What CloudTrail delivers. */
export type File = "CloudTrail" | "CloudTrail-Digest";

/** Whether CloudTrail may read a bucket's list of grants, which it asks before anything else. */
export function mayCheckBucket(world: World, trail: Sender, bucket: BucketState): boolean {
  return mayDo(world, trail, bucket, "s3:GetBucketAcl", bucketArn(world.partition, bucket.name), {});
}

/**
 * Whether CloudTrail may write a trail's files for an account or organization into a bucket.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export function mayWrite(world: World, trail: Sender, bucket: BucketState, owner: string, file: File): boolean {
  const prefix = trail.prefix === null ? "" : `${trail.prefix}/`;
  const account = owner === trail.account ? "" : `${trail.account}/`;
  const key = `${prefix}AWSLogs/${owner}/${account}${file}/${trail.region}/2026/01/01/file.json.gz`;
  const encryption =
    trail.kmsKey === null
      ? {}
      : {
          "s3:x-amz-server-side-encryption": "aws:kms",
          "s3:x-amz-server-side-encryption-aws-kms-key-id": trail.kmsKey,
        };
  return mayDo(world, trail, bucket, "s3:PutObject", `${bucketArn(world.partition, bucket.name)}/${key}`, {
    "s3:x-amz-acl": "bucket-owner-full-control",
    ...encryption,
  });
}

/** For whom a trail's files must be writable: its own account, and the organization. */
export function ownersOf(world: World, trail: Sender): string[] {
  return trail.organization && world.organization !== null ? [trail.account, world.organization.id] : [trail.account];
}

/**
 * Whether CloudTrail may encrypt a trail's files with a key. Into a bucket with an S3 Bucket Key it also has to decrypt.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export function mayEncrypt(world: World, trail: Sender, key: KeyState, bucket: BucketState): boolean {
  const arn = trailArn(world.partition, trail);
  const may = (action: string, keys: Readonly<Record<string, string>>) =>
    weigh(key.policy, {
      by: { service: CLOUDTRAIL },
      action,
      resource: keyArn(world.partition, key),
      context: contextOf(world, trail, keys),
    }) === "allow";
  const encrypts = may("kms:GenerateDataKey", { "kms:EncryptionContext:aws:cloudtrail:arn": arn });
  const usesBucketKey = bucket.encryption.some(({ BucketKeyEnabled }) => BucketKeyEnabled === true);
  return encrypts && may("kms:DescribeKey", {}) && (!usesBucketKey || may("kms:Decrypt", {}));
}

function mayDo(
  world: World,
  trail: Sender,
  bucket: BucketState,
  action: string,
  resource: string,
  keys: Readonly<Record<string, string>>,
): boolean {
  const context = contextOf(world, trail, keys);
  return weigh(bucket.policy, { by: { service: CLOUDTRAIL }, action, resource, context }) === "allow";
}

/** What a request of CloudTrail's own carries. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function contextOf(world: World, trail: Sender, keys: Readonly<Record<string, string>>): RequestContext {
  const organization = own(world.accounts, trail.account)?.parent == null ? null : world.organization;
  const context = {
    "aws:SourceArn": trailArn(world.partition, trail),
    "aws:SourceAccount": trail.account,
    ...(organization === null ? {} : { "aws:SourceOrgID": organization.id }),
    "aws:PrincipalIsAWSService": "true",
    "aws:PrincipalServiceName": CLOUDTRAIL,
    "aws:SecureTransport": "true",
    "aws:RequestedRegion": trail.region,
    ...keys,
  };
  return new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
}
