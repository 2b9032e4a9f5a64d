import type { Region } from "../../../model/place.ts";
import type { Input } from "../../contract/services.ts";
import type { Caller, Handler } from "../handlers.ts";
import { own } from "../iam/find.ts";
import { refuse } from "../refuse.ts";
import { checkedBucketName } from "./names.ts";
import { invalidArgument } from "./refusals.ts";
import { type BucketState, newBucket, type ObjectOwnership } from "./state.ts";
import { checkedBucketTags } from "./tags.ts";

/** The region whose endpoint makes buckets in any region, and takes no constraint to its own. */
const CLASSIC: Region = "us-east-1";

const OWNERSHIPS: ReadonlySet<string> = new Set<ObjectOwnership>([
  "BucketOwnerEnforced",
  "BucketOwnerPreferred",
  "ObjectWriter",
]);

/**
 * Makes a bucket. Whoever makes one again that is theirs is told so, but in us-east-1, where nothing happens.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
 */
export const createBucket: Handler<"s3:CreateBucket"> = (world, input, at) => {
  const name = checkedBucketName(input.Bucket, input.BucketNamespace, at);
  const region = regionOf(input, at);
  const ownership = checkedOwnership(input.ObjectOwnership);
  const tags = checkedBucketTags(input.CreateBucketConfiguration?.Tags ?? []);
  const Location = region === CLASSIC ? `/${name}` : `http://${name}.s3.amazonaws.com/`;
  const there = own(world.buckets, name);
  if (there !== undefined || world.takenBuckets.includes(name)) {
    refuseUnlessRepeated(there, at, region);
    return { Location };
  }
  const bucket = newBucket({ name, account: at.account, region, created: world.time });
  bucket.tags = tags;
  bucket.ownership = ownership;
  if (input.ObjectLockEnabledForBucket === true) {
    bucket.objectLock = { retention: null };
    bucket.versioning = "Enabled";
  }
  world.buckets[name] = bucket;
  return { Location };
};

function refuseUnlessRepeated(there: BucketState | undefined, at: Caller, region: Region): void {
  if (there?.account !== at.account) {
    refuse(
      "BucketAlreadyExists",
      "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please " +
        "select a different name and try again.",
      { status: 409 },
    );
  }
  if (there.region !== CLASSIC || region !== CLASSIC) {
    refuse(
      "BucketAlreadyOwnedByYou",
      "Your previous request to create the named bucket succeeded and you already own it.",
      {
        status: 409,
      },
    );
  }
}

/** Where the bucket shall be: each endpoint makes buckets in its own region, and wants to be told so. */
function regionOf(input: Input<"s3:CreateBucket">, at: Caller): Region {
  const sent: string | undefined = input.CreateBucketConfiguration?.LocationConstraint;
  const wanted = sent === "EU" ? "eu-west-1" : sent;
  if (at.region !== CLASSIC) {
    return wanted === at.region ? wanted : incompatible(wanted);
  }
  if (wanted !== undefined && !/^[a-z]{2,4}(-[a-z]+)+-\d$/.test(wanted)) {
    return invalidConstraint();
  }
  return wanted === CLASSIC ? invalidConstraint() : (wanted ?? CLASSIC);
}

function invalidConstraint(): never {
  return refuse("InvalidLocationConstraint", "The specified location-constraint is not valid");
}

function incompatible(wanted: string | undefined): never {
  return refuse(
    "IllegalLocationConstraintException",
    `The ${wanted ?? "unspecified"} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}

function checkedOwnership(sent: string | undefined): ObjectOwnership {
  const ownership = sent ?? "BucketOwnerEnforced";
  return OWNERSHIPS.has(ownership)
    ? (ownership as ObjectOwnership)
    : invalidArgument("Invalid x-amz-object-ownership header");
}
