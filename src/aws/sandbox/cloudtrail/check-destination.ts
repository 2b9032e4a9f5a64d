import type { Caller } from "../handlers.ts";
import { own } from "../iam/find.ts";
import { keyWithAlias, keyWithArn } from "../kms/access.ts";
import { type KeyState, keyArn } from "../kms/state.ts";
import { refuse } from "../refuse.ts";
import type { BucketState } from "../s3/state.ts";
import type { World } from "../world.ts";
import { mayCheckBucket, mayEncrypt, mayWrite, ownersOf, type Sender } from "./destination.ts";

const ALIAS_ARN = /^arn:[^:]+:kms:([^:]+):(\d{12}):(alias\/[\w/-]+)$/;
const KEY_ARN = /^arn:[^:]+:kms:[^:]+:\d{12}:key\/[\w-]+$/;
const ALIAS = /^alias\/[\w/-]+$/;
const KEY_ID = /^(mrk-)?[0-9a-f-]{32,36}$/;

/**
 * Refuses a trail that could not deliver: its bucket and key are there, in one region, and their policies let CloudTrail
 * write, under both prefixes for an organization trail.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html
 */
export function checkDestination(world: World, trail: Sender): void {
  if (world.takenBuckets.includes(trail.bucket)) {
    insufficientBucketPolicy(trail);
  }
  const bucket = own(world.buckets, trail.bucket);
  if (bucket === undefined) {
    refuse("S3BucketDoesNotExistException", `S3 bucket ${trail.bucket} does not exist!`);
  }
  const writable = ownersOf(world, trail).every((owner) => mayWrite(world, trail, bucket, owner, "CloudTrail"));
  if (!mayCheckBucket(world, trail, bucket) || !writable) {
    insufficientBucketPolicy(trail);
  }
  if (trail.kmsKey !== null) {
    checkKey(world, trail, trail.kmsKey, bucket);
  }
}

/**
 * The ARN of the key that a request names: its id or ARN, or an alias' name or ARN. What is no ARN is looked for in the
 * caller's account and region.
 */
export function kmsKeyOf(world: World, at: Caller, sent: string): string {
  const key = namedKey(world, at, sent) ?? keyNotFound(sent);
  return keyArn(world.partition, key);
}

function namedKey(world: World, { account, region }: Caller, sent: string): KeyState | undefined {
  if (KEY_ARN.test(sent)) {
    return keyWithArn(world, sent);
  }
  if (KEY_ID.test(sent)) {
    return keyWithArn(world, keyArn(world.partition, { account, region, id: sent }));
  }
  const [, itsRegion = region, itsAccount = account, alias = sent] = ALIAS_ARN.exec(sent) ?? [];
  if (!ALIAS.test(alias)) {
    refuse("InvalidKmsKeyIdException", `The KMS key id is not valid: ${sent}`);
  }
  return keyWithAlias(world, { account: itsAccount, region: itsRegion }, alias);
}

function checkKey(world: World, trail: Sender, arn: string, bucket: BucketState): void {
  const key = keyWithArn(world, arn);
  if (key === undefined || key.region !== bucket.region) {
    keyNotFound(arn);
  }
  if (key.state !== "Enabled") {
    refuse("KmsException", `The KMS key ${arn} is ${key.state === "Disabled" ? "disabled" : "pending deletion"}.`);
  }
  if (!mayEncrypt(world, trail, key, bucket)) {
    refuse(
      "InsufficientEncryptionPolicyException",
      `Insufficient permissions to access S3 bucket ${trail.bucket} or KMS key ${arn}.`,
    );
  }
}

function insufficientBucketPolicy({ bucket }: Sender): never {
  return refuse("InsufficientS3BucketPolicyException", `Incorrect S3 bucket policy is detected for bucket: ${bucket}`);
}

function keyNotFound(key: string): never {
  return refuse("KmsKeyNotFoundException", `The KMS key was not found in the S3 bucket's Region: ${key}`);
}
