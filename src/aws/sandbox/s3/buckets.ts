import type { Handler } from "../handlers.ts";
import { pageOf } from "../pages.ts";
import { refuse } from "../refuse.ts";
import { bucketFor } from "./access.ts";
import { invalidArgument } from "./refusals.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
const LARGEST_PAGE = 10_000;

/**
 * The caller's buckets in all regions. Where they are is told only to who asks for something in particular.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 */
export const listBuckets: Handler<"s3:ListBuckets"> = (world, input, at) => {
  const { Prefix = "", BucketRegion, MaxBuckets = LARGEST_PAGE, ContinuationToken } = input;
  if (MaxBuckets < 1 || MaxBuckets > LARGEST_PAGE) {
    invalidArgument("Argument max-buckets must be an integer between 1 and 10000.");
  }
  if (BucketRegion !== undefined && BucketRegion !== at.region) {
    invalidArgument(`Argument value ${BucketRegion} is not a valid AWS Region`);
  }
  const mine = Object.values(world.buckets)
    .filter(
      ({ account, name, region }) =>
        account === at.account && name.startsWith(Prefix) && region === (BucketRegion ?? region),
    )
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const page = pageOf(world.tempo, mine, { list: "buckets", token: ContinuationToken, size: MaxBuckets });
  if (page === null) {
    return invalidArgument("The continuation token provided is incorrect");
  }
  const isParticular = [input.Prefix, BucketRegion, input.MaxBuckets, ContinuationToken].some(
    (each) => each !== undefined,
  );
  return {
    Buckets: page.items.map(({ name, created, region }) => ({
      Name: name,
      CreationDate: new Date(created),
      ...(isParticular ? { BucketRegion: region } : {}),
    })),
    Owner: { ID: ownerId(at.account) },
    ...(input.Prefix === undefined ? {} : { Prefix: input.Prefix }),
    ...(page.next === undefined ? {} : { ContinuationToken: page.next }),
  };
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const headBucket: Handler<"s3:HeadBucket"> = (world, input, at) => {
  const { region } = bucketFor(world, at, input, "s3:ListBucket");
  return { BucketRegion: region, AccessPointAlias: false };
};

/** Null for us-east-1. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
export const getBucketLocation: Handler<"s3:GetBucketLocation"> = (world, input, at) => {
  const { region } = bucketFor(world, at, input, "s3:GetBucketLocation");
  return region === "us-east-1" ? {} : { LocationConstraint: region as "eu-west-1" };
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export const deleteBucket: Handler<"s3:DeleteBucket"> = (world, input, at) => {
  const bucket = bucketFor(world, at, input, "s3:DeleteBucket");
  if (bucket.used) {
    refuse(
      "BucketNotEmpty",
      "The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
      {
        status: 409,
      },
    );
  }
  delete world.buckets[bucket.name];
  return {};
};

/** A stand-in for the canonical user id, which has 64 hexadecimal digits. */
function ownerId(account: string): string {
  return account.padStart(64, "0");
}
