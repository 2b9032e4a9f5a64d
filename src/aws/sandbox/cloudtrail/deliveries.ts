import { own } from "../iam/find.ts";
import { keyWithArn } from "../kms/access.ts";
import type { BucketState } from "../s3/state.ts";
import type { World } from "../world.ts";
import { type File, mayCheckBucket, mayEncrypt, mayWrite } from "./destination.ts";
import type { DeliveryState, TrailState } from "./state.ts";

const MINUTE = 60_000;

/**
 * CloudTrail delivers within about five minutes of a call, and digests every hour; the first files of a new trail take a
 * little longer.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-cloudtrail-works.html
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html
 */
const FIRST = 7 * MINUTE;
const EVERY = { CloudTrail: 5 * MINUTE, "CloudTrail-Digest": 60 * MINUTE } as const;

/** Lets a trail's deliveries begin now, those of digests only where it validates files. */
export function beginDeliveries(world: World, trail: TrailState): void {
  trail.logs.next = world.time + (world.tempo.deliveryMilliseconds ?? FIRST);
  trail.digests.next = trail.validation ? world.time + EVERY["CloudTrail-Digest"] : null;
}

/** Lets a trail that logs begin or end to deliver digests, as its validation of files was switched on or off. */
export function adaptDigests(world: World, trail: TrailState): void {
  const { logging, validation, digests } = trail;
  digests.next = logging && validation ? (digests.next ?? world.time + EVERY["CloudTrail-Digest"]) : null;
}

/** Lets a trail deliver nothing more. */
export function endDeliveries(trail: TrailState): void {
  trail.logs.next = null;
  trail.digests.next = null;
}

/**
 * Makes the deliveries that have fallen due. Between two calls nothing changes on which they depend, so the last that is
 * due tells how all of them went.
 */
export function deliver(world: World): void {
  for (const trail of Object.values(world.trails)) {
    deliverFiles(world, trail, "CloudTrail", trail.logs);
    deliverFiles(world, trail, "CloudTrail-Digest", trail.digests);
  }
}

function deliverFiles(world: World, trail: TrailState, file: File, state: DeliveryState): void {
  if (state.next === null || state.next > world.time) {
    return;
  }
  const last = state.next + Math.floor((world.time - state.next) / EVERY[file]) * EVERY[file];
  const bucket = own(world.buckets, trail.bucket);
  state.error = errorOf(world, trail, file, bucket);
  state.next = last + EVERY[file];
  if (state.error === null && bucket !== undefined) {
    state.latest = last;
    bucket.used = true;
  }
}

/** S3's error when CloudTrail writes a file now; null when it arrives. */
function errorOf(world: World, trail: TrailState, file: File, bucket: BucketState | undefined): string | null {
  if (bucket === undefined) {
    return world.takenBuckets.includes(trail.bucket) ? "AccessDenied" : "NoSuchBucket";
  }
  const owner = trail.organization ? (world.organization?.id ?? trail.account) : trail.account;
  if (!mayCheckBucket(world, trail, bucket) || !mayWrite(world, trail, bucket, owner, file)) {
    return "AccessDenied";
  }
  return trail.kmsKey === null ? null : keyErrorOf(world, trail, trail.kmsKey, bucket);
}

function keyErrorOf(world: World, trail: TrailState, arn: string, bucket: BucketState): string | null {
  const key = keyWithArn(world, arn);
  if (key === undefined) {
    return "KMS.NotFoundException";
  }
  if (key.state !== "Enabled") {
    return key.state === "Disabled" ? "KMS.DisabledException" : "KMS.KMSInvalidStateException";
  }
  return mayEncrypt(world, trail, key, bucket) ? null : "AccessDenied";
}
