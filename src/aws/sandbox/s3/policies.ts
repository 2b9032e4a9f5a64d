import type { Handler } from "../handlers.ts";
import { own } from "../iam/find.ts";
import { type StoredPolicy, storedResourcePolicy } from "../resource-policy/stored.ts";
import { texts } from "../sts/conditions.ts";
import type { World } from "../world.ts";
import { bucketFor } from "./access.ts";
import { appliesTo } from "./actions.ts";
import { isPublic } from "./public-policy.ts";
import { accessDenied, malformedPolicy, missing } from "./refusals.ts";
import { type BucketState, bucketArn } from "./state.ts";

/** Bytes without white space. https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html */
const LARGEST = 20_480;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html */
export const getBucketPolicy: Handler<"s3:GetBucketPolicy"> = (world, input, at) => {
  const { policy } = bucketFor(world, at, input, "s3:GetBucketPolicy");
  return policy === null ? missing("NoSuchBucketPolicy", "The bucket policy does not exist") : { Policy: policy };
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
export const putBucketPolicy: Handler<"s3:PutBucketPolicy"> = (world, input, at) => {
  const bucket = bucketFor(world, at, input, "s3:PutBucketPolicy");
  const { text, statements } = checkedPolicy(world, bucket, input.Policy ?? "");
  const blocks = [bucket.publicAccessBlock, own(world.accounts, bucket.account)?.publicAccessBlock];
  if (blocks.some((block) => block?.BlockPublicPolicy === true) && statements.some(isPublic)) {
    accessDenied(
      `User: ${at.principalArn} is not authorized to perform: s3:PutBucketPolicy on resource: ` +
        `"${bucketArn(world.partition, bucket.name)}" because public policies are prevented by the BlockPublicPolicy ` +
        "setting in S3 Block Public Access.",
    );
  }
  bucket.policy = text;
  return {};
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html */
export const deleteBucketPolicy: Handler<"s3:DeleteBucketPolicy"> = (world, input, at) => {
  bucketFor(world, at, input, "s3:DeleteBucketPolicy").policy = null;
  return {};
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html */
function checkedPolicy(world: World, bucket: BucketState, sent: string): Exclude<StoredPolicy, { mistake: string }> {
  const stored = storedResourcePolicy(world, sent);
  if ("mistake" in stored) {
    return malformedPolicy(
      {
        json: "Policies must be valid JSON and the first byte must be '{'",
        grammar: stored.says,
        principal: "Invalid principal in policy",
      }[stored.mistake],
    );
  }
  for (const statement of stored.statements) {
    checkStatement(bucketArn(world.partition, bucket.name), statement);
  }
  return Buffer.byteLength(JSON.stringify(JSON.parse(sent))) > LARGEST
    ? malformedPolicy("Policy exceeds the maximum allowed document size.")
    : stored;
}

function checkStatement(arn: string, statement: Readonly<Record<string, unknown>>): void {
  const actions = texts(statement["Action"] ?? statement["NotAction"]);
  if (!actions.every((action) => action === "*" || /^s3:[a-z*?]+$/i.test(action))) {
    malformedPolicy("Policy has invalid action");
  }
  const resources = texts(statement["Resource"] ?? statement["NotResource"]);
  if (resources.length === 0) {
    malformedPolicy("Missing required field Resource");
  }
  if (!resources.every((resource) => resource === arn || resource.startsWith(`${arn}/`) || resource === `${arn}*`)) {
    malformedPolicy("Policy has invalid resource");
  }
  if (
    statement["NotAction"] === undefined &&
    !actions.every((action) => resources.some((one) => appliesTo(action, one)))
  ) {
    malformedPolicy("Action does not apply to any resource(s) in statement");
  }
}
