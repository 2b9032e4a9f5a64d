import type { Handler } from "../handlers.ts";
import { bucketFor } from "./access.ts";
import { invalidArgument, malformedXml, missing } from "./refusals.ts";
import { newEncryption, type ObjectOwnership, switchesOf } from "./state.ts";

const ALGORITHMS = new Set(["AES256", "aws:kms", "aws:kms:dsse"]);
const OWNERSHIPS = new Set(["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"]);

/**
 * There always is one: AWS encrypts every bucket.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html
 */
export const getBucketEncryption: Handler<"s3:GetBucketEncryption"> = (world, input, at) => {
  const { encryption } = bucketFor(world, at, input, "s3:GetEncryptionConfiguration");
  return { ServerSideEncryptionConfiguration: { Rules: encryption } };
};

/**
 * S3 does not look whether the key is there.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html
 */
export const putBucketEncryption: Handler<"s3:PutBucketEncryption"> = (world, input, at) => {
  const bucket = bucketFor(world, at, input, "s3:PutEncryptionConfiguration");
  const [rule, ...more] = input.ServerSideEncryptionConfiguration?.Rules ?? [];
  const { SSEAlgorithm = "AES256", KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
  if (rule === undefined || more.length > 0 || !ALGORITHMS.has(SSEAlgorithm)) {
    return malformedXml();
  }
  if (KMSMasterKeyID !== undefined && SSEAlgorithm === "AES256") {
    invalidArgument("a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse");
  }
  bucket.encryption = [{ ...rule, BucketKeyEnabled: rule.BucketKeyEnabled ?? false }];
  return {};
};

/** Back to AWS's own. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketEncryption.html */
export const deleteBucketEncryption: Handler<"s3:DeleteBucketEncryption"> = (world, input, at) => {
  bucketFor(world, at, input, "s3:PutEncryptionConfiguration").encryption = newEncryption();
  return {};
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html */
export const getPublicAccessBlock: Handler<"s3:GetPublicAccessBlock"> = (world, input, at) => {
  const { publicAccessBlock } = bucketFor(world, at, input, "s3:GetBucketPublicAccessBlock");
  return publicAccessBlock === null
    ? missing("NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found")
    : { PublicAccessBlockConfiguration: publicAccessBlock };
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html */
export const putPublicAccessBlock: Handler<"s3:PutPublicAccessBlock"> = (world, input, at) => {
  const bucket = bucketFor(world, at, input, "s3:PutBucketPublicAccessBlock");
  bucket.publicAccessBlock = switchesOf(input.PublicAccessBlockConfiguration ?? malformedXml());
  return {};
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html */
export const deletePublicAccessBlock: Handler<"s3:DeletePublicAccessBlock"> = (world, input, at) => {
  bucketFor(world, at, input, "s3:PutBucketPublicAccessBlock").publicAccessBlock = null;
  return {};
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html */
export const getBucketOwnershipControls: Handler<"s3:GetBucketOwnershipControls"> = (world, input, at) => {
  const { ownership } = bucketFor(world, at, input, "s3:GetBucketOwnershipControls");
  return ownership === null
    ? missing("OwnershipControlsNotFoundError", "The bucket ownership controls were not found")
    : { OwnershipControls: { Rules: [{ ObjectOwnership: ownership }] } };
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html */
export const putBucketOwnershipControls: Handler<"s3:PutBucketOwnershipControls"> = (world, input, at) => {
  const bucket = bucketFor(world, at, input, "s3:PutBucketOwnershipControls");
  const [rule, ...more] = input.OwnershipControls?.Rules ?? [];
  if (more.length > 0 || !OWNERSHIPS.has(rule?.ObjectOwnership ?? "")) {
    malformedXml();
  }
  bucket.ownership = rule?.ObjectOwnership as ObjectOwnership;
  return {};
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketOwnershipControls.html */
export const deleteBucketOwnershipControls: Handler<"s3:DeleteBucketOwnershipControls"> = (world, input, at) => {
  bucketFor(world, at, input, "s3:PutBucketOwnershipControls").ownership = null;
  return {};
};
