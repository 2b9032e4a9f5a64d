import type { Caller } from "../handlers.ts";
import { own } from "../iam/find.ts";
import { refuse } from "../refuse.ts";
import { isRootUser, weighForCaller } from "../resource-policy/callers.ts";
import type { World } from "../world.ts";
import { accessDenied, noSuchBucket } from "./refusals.ts";
import { type BucketState, bucketArn } from "./state.ts";

interface BucketRequest {
  readonly Bucket?: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

/** A root user that a policy has locked out may still take the policy away. */
const OPEN_TO_ROOT = new Set(["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"]);

/**
 * The bucket of a request, if it is in the region that is asked, belongs to whom the caller expects, and its policy
 * leaves it to the caller: within the account unless it denies, from others only if it allows.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-s3-evaluates-access-control.html
 *
 * @param action IAM's name of what is done
 */
export function bucketFor(world: World, at: Caller, input: BucketRequest, action: string): BucketState {
  const name = input.Bucket ?? "";
  if (world.takenBuckets.includes(name)) {
    accessDenied();
  }
  const bucket = own(world.buckets, name) ?? noSuchBucket();
  if (bucket.region !== at.region && !asksFromAfar(action, at)) {
    redirected(bucket);
  }
  if (input.ExpectedBucketOwner !== undefined && input.ExpectedBucketOwner !== bucket.account) {
    accessDenied();
  }
  return isAllowed(world, at, bucket, action) ? bucket : accessDenied();
}

function isAllowed(world: World, at: Caller, bucket: BucketState, action: string): boolean {
  const { account, name } = bucket;
  const verdict = weighForCaller(world, at, bucket.policy, {
    action,
    resource: bucketArn(world.partition, name),
    account,
  });
  if (at.account === account) {
    return verdict !== "deny" || (OPEN_TO_ROOT.has(action) && isRootUser(world, at));
  }
  return verdict === "allow" || verdict === "account";
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
function asksFromAfar(action: string, at: Caller): boolean {
  return action === "s3:GetBucketLocation" && at.region === "us-east-1";
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html */
function redirected({ name, region }: BucketState): never {
  return refuse(
    "PermanentRedirect",
    "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future " +
      `requests to this endpoint: ${name}.s3.${region}.amazonaws.com`,
    { status: 301 },
  );
}
