import type { Tag } from "@aws-sdk/client-s3";
import type { Handler } from "../handlers.ts";
import { refuse } from "../refuse.ts";
import { bucketFor } from "./access.ts";
import { malformedXml, missing } from "./refusals.ts";

const MOST = 50;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html */
export const getBucketTagging: Handler<"s3:GetBucketTagging"> = (world, input, at) => {
  const { tags } = bucketFor(world, at, input, "s3:GetBucketTagging");
  const list = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return list.length === 0 ? missing("NoSuchTagSet", "The TagSet does not exist") : { TagSet: list };
};

/** All of the tags, whatever there were. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html */
export const putBucketTagging: Handler<"s3:PutBucketTagging"> = (world, input, at) => {
  const bucket = bucketFor(world, at, input, "s3:PutBucketTagging");
  bucket.tags = checkedBucketTags(input.Tagging?.TagSet ?? malformedXml());
  return {};
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html */
export const deleteBucketTagging: Handler<"s3:DeleteBucketTagging"> = (world, input, at) => {
  bucketFor(world, at, input, "s3:PutBucketTagging").tags = {};
  return {};
};

/** The tags of a request, checked. https://docs.aws.amazon.com/AmazonS3/latest/userguide/CostAllocTagging.html */
export function checkedBucketTags(sent: readonly Tag[]): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const { Key: key = "", Value: value = "" } of sent) {
    if (Object.hasOwn(tags, key)) {
      invalidTag("Cannot provide multiple Tags with the same key");
    }
    if (key === "" || key.length > 128 || !ALLOWED.test(key)) {
      invalidTag("The TagKey you have provided is invalid");
    }
    if (value.length > 256 || !ALLOWED.test(value)) {
      invalidTag("The TagValue you have provided is invalid");
    }
    if (/^aws:/i.test(key)) {
      invalidTag("System tags cannot be added/updated by requester");
    }
    tags[key] = value;
  }
  return Object.keys(tags).length > MOST
    ? refuse("BadRequest", `Bucket tag count cannot be greater than ${MOST}`)
    : tags;
}

function invalidTag(message: string): never {
  return refuse("InvalidTag", message);
}
