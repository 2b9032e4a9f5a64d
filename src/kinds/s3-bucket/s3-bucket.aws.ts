import { all } from "../../aws/contract/all.ts";
import { refusedWith, unlessRefused } from "../../aws/contract/aws-error.ts";
import type { Reader, Writer } from "../../aws/contract/call.ts";
import { Failed } from "../../aws/contract/unfinished.ts";
import type { Scope, Verbs } from "../../aws/contract/verbs.ts";
import { known } from "../../model/deferred.ts";
import { type Json, sameJson } from "../../model/json.ts";
import type { Live } from "../../model/live.ts";
import { foreignTags, ORGANIZATION_TAG, ownerOf, type Tags, tagList } from "../../model/ownership.ts";
import type { AccountId, Place } from "../../model/place.ts";
import { accountIdAt } from "../own-account.aws.ts";
import { type BucketAt, bucketSettings, bucketTags, standingOf } from "./bucket-reads.ts";
import { addTags, type Setting, writeSettings } from "./bucket-writes.ts";
import type { S3Bucket } from "./properties.shape.ts";
import { s3Bucket } from "./s3-bucket.ts";

/** The region whose buckets name no region when they are made. */
const CLASSIC = "us-east-1";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const s3BucketVerbs: Verbs<S3Bucket> = {
  kind: "s3-bucket",

  async list(aws, at, scope) {
    if (scope.wanted.length === 0 && !scope.thorough) {
      return [];
    }
    const wanted = scope.wanted.map(({ properties: { name } }) => known(name));
    const [owner, listed] = await Promise.all([
      accountIdAt(aws, at),
      all(aws, "s3:ListBuckets", at, { BucketRegion: at.region }),
    ]);
    const names = listed.map(({ Name: name = "" }) => name);
    const own = names.map((name) => readIfOurs(bucketAt(aws, at, name, owner), wanted.includes(name), scope));
    const others = wanted
      .filter((name) => !names.includes(name))
      .map((name) => readUnlisted(bucketAt(aws, at, name, owner), scope));
    return (await Promise.all([...own, ...others])).flatMap((bucket) => bucket ?? []);
  },

  async find(aws, at, like, scope, id) {
    return await readUnlisted(bucketAt(aws, at, id ?? known(like.name), await accountIdAt(aws, at)), scope);
  },

  async scout(aws, from, wanted) {
    const owner = await accountIdAt(aws, from);
    const known = wanted.filter(({ properties: { name } }) => typeof name === "string");
    const taken = await Promise.all(
      known.map(async ({ place, properties: { name } }) => {
        const bucket = bucketAt(aws, from, String(name), owner);
        const isFree = (await standingOf(bucket)) === "free";
        const why = "it is there already, while the account that it shall be made in is not";
        return isFree ? [] : [unreadable({ ...bucket, at: place }, { taken: why })];
      }),
    );
    return taken.flat();
  },

  async create(aws, to, tools) {
    const { place } = to;
    // What was not known before may have its place elsewhere in a sorted list.
    const properties = s3Bucket.normal(to.properties);
    const name = known(properties.name);
    await make(aws, place, properties, { ...properties.tags, ...tools.tags });
    const bucket = { ...bucketAt(aws, place, name, await accountIdAt(aws, place)), aws };
    await writeSettings(bucket, properties, (setting) => !isSetByCreation(setting, properties));
    // Not every S3 heeds tags in the creating call, which are new there, and without them the bucket would not be ours.
    await addTags(bucket, { ...properties.tags, ...tools.tags });
    return { id: name, outputs: {} };
  },

  async update(aws, from, to, fields) {
    const { place } = to;
    const properties = s3Bucket.normal(to.properties);
    const bucket = { ...bucketAt(aws, place, from.id, await accountIdAt(aws, place)), aws };
    const differs = (name: string) => fields.some(({ path }) => path === `/${name}` || path.startsWith(`/${name}/`));
    const isDue = (setting: Setting) =>
      differs(setting) && !sameJson(from.properties[setting] as Json, properties[setting] as Json);
    await writeSettings(bucket, properties, isDue);
    if (differs("tags")) {
      await addTags(bucket, properties.tags);
    }
  },

  async claim(aws, live, tools) {
    await addTags({ ...bucketAt(aws, live.place, live.id, await accountIdAt(aws, live.place)), aws }, tools.tags);
  },
};

/** What the creating call says itself, or S3 gives every new bucket; a bucket without a lock cannot retain anything. */
function isSetByCreation(setting: Setting, { objectLock }: S3Bucket): boolean {
  switch (setting) {
    case "ownership":
      return true;
    case "versioning":
      return objectLock;
    case "retention":
      return !objectLock;
    default:
      return false;
  }
}

function bucketAt(aws: Reader, at: Place, name: string, owner: AccountId): BucketAt {
  return { aws, at, request: { Bucket: name, ExpectedBucketOwner: owner } };
}

/** Locked in the very call that makes it, so that nothing in it was ever without a lock. */
async function make(aws: Writer, at: Place, { name, objectLock }: S3Bucket, tags: Tags): Promise<void> {
  const constraint = at.region === CLASSIC ? {} : { LocationConstraint: at.region as "eu-west-1" };
  try {
    await aws.call("s3:CreateBucket", at, {
      Bucket: known(name),
      ObjectLockEnabledForBucket: objectLock,
      ObjectOwnership: "BucketOwnerEnforced",
      CreateBucketConfiguration: { ...constraint, Tags: tagList(tags) },
    });
  } catch (error) {
    if (refusedWith(error, "BucketAlreadyExists")) {
      throw new Failed(
        "bucket-name-taken",
        `The bucket ${known(name)} belongs to another AWS account, which made it before this run could.`,
        "Give the blueprint another form of name, then run again. Nothing was written to the stranger's bucket.",
      );
    }
    throw error;
  }
}

/**
 * A bucket of the account in full, if the file wishes for it or it carries our tags; null otherwise, and for one that
 * lets nobody look and is none of the file's.
 */
async function readIfOurs(bucket: BucketAt, isWanted: boolean, scope: Scope<S3Bucket>): Promise<Live<S3Bucket> | null> {
  const tags = await unlessRefused(bucketTags(bucket), ["AccessDenied"], null);
  if (tags === null) {
    return isWanted ? unreadable(bucket, { lockedOut: true }) : null;
  }
  return isWanted || scope.thorough || tags[ORGANIZATION_TAG] === scope.organization
    ? liveBucket(bucket, tags, await bucketSettings(bucket), scope)
    : null;
}

/** A bucket that no list has shown: new, not there, or somebody else's. */
async function readUnlisted(bucket: BucketAt, scope: Scope<S3Bucket>): Promise<Live<S3Bucket> | null> {
  switch (await standingOf(bucket)) {
    case "free":
      return null;
    case "ours":
      return liveBucket(bucket, await bucketTags(bucket), await bucketSettings(bucket), scope);
    case "taken":
      return unreadable(bucket, {
        taken: `it belongs to another account, stands in another region than ${bucket.at.region}, or lets nobody look`,
      });
  }
}

function liveBucket(
  { at, request }: BucketAt,
  tags: Tags,
  settings: Omit<S3Bucket, "tags">,
  scope: Scope<S3Bucket>,
): Live<S3Bucket> {
  const owner = ownerOf(tags, scope.organization);
  const properties = s3Bucket.normal({ ...settings, tags: foreignTags(tags) });
  return { kind: "s3-bucket", id: request.Bucket, place: at, owner, properties, outputs: {} };
}

/** All that is known of a bucket that does not answer us is its name, and why. */
function unreadable(
  { at, request: { Bucket: name } }: BucketAt,
  why: Pick<S3Bucket, "taken" | "lockedOut">,
): Live<S3Bucket> {
  return {
    kind: "s3-bucket",
    id: name,
    place: at,
    owner: { is: "nobody" },
    properties: {
      name,
      objectLock: false,
      retention: null,
      versioning: false,
      ownership: "",
      publicAccessBlock: false,
      encryption: { algorithm: "", key: null, bucketKey: false },
      lifecycle: [],
      policy: null,
      tags: {},
      ...why,
    },
    outputs: {},
  };
}
