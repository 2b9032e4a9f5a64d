import type { LifecycleRule } from "@aws-sdk/client-s3";
import type { Handler } from "../handlers.ts";
import { bucketFor } from "./access.ts";
import { invalidArgument, malformedXml, missing } from "./refusals.ts";

const MOST_RULES = 1000;

const ACTIONS = [
  "Expiration",
  "Transitions",
  "NoncurrentVersionTransitions",
  "NoncurrentVersionExpiration",
  "AbortIncompleteMultipartUpload",
] as const satisfies readonly (keyof LifecycleRule)[];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html */
export const getBucketLifecycle: Handler<"s3:GetBucketLifecycleConfiguration"> = (world, input, at) => {
  const { lifecycle } = bucketFor(world, at, input, "s3:GetLifecycleConfiguration");
  return lifecycle === null
    ? missing("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist")
    : { Rules: lifecycle.rules.map(dated), TransitionDefaultMinimumObjectSize: lifecycle.minimumSize };
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html */
export const putBucketLifecycle: Handler<"s3:PutBucketLifecycleConfiguration"> = (world, input, at) => {
  const bucket = bucketFor(world, at, input, "s3:PutLifecycleConfiguration");
  const rules = input.LifecycleConfiguration?.Rules ?? [];
  if (rules.length === 0 || rules.length > MOST_RULES) {
    malformedXml();
  }
  rules.forEach(checkRule);
  const named = rules.map((rule, index) => ({ ...rule, ID: rule.ID ?? `rule-${index + 1}` }));
  if (new Set(named.map(({ ID }) => ID)).size < named.length) {
    invalidArgument("Rule ID must be unique. Found same ID for more than one rule");
  }
  const minimumSize = input.TransitionDefaultMinimumObjectSize ?? "all_storage_classes_128K";
  bucket.lifecycle = { rules: named, minimumSize };
  return { TransitionDefaultMinimumObjectSize: minimumSize };
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketLifecycle.html */
export const deleteBucketLifecycle: Handler<"s3:DeleteBucketLifecycle"> = (world, input, at) => {
  bucketFor(world, at, input, "s3:PutLifecycleConfiguration").lifecycle = null;
  return {};
};

/** A journal has kept dates as text. */
function dated(rule: LifecycleRule): LifecycleRule {
  const date = rule.Expiration?.Date;
  return date === undefined ? rule : { ...rule, Expiration: { Date: new Date(date) } };
}

function checkRule(rule: LifecycleRule): void {
  const status: string | undefined = rule.Status;
  if ((status !== "Enabled" && status !== "Disabled") || (rule.Filter === undefined && rule.Prefix === undefined)) {
    malformedXml();
  }
  if ((rule.ID?.length ?? 0) > 255) {
    invalidArgument("ID length should not exceed allowed limit of 255");
  }
  if (ACTIONS.every((action) => rule[action] === undefined)) {
    malformedXml();
  }
  checkExpiration(rule);
  const days = [
    rule.NoncurrentVersionExpiration?.NoncurrentDays,
    rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
  ];
  if (days.some((each) => each !== undefined && each < 1)) {
    invalidArgument("'NoncurrentDays' and 'DaysAfterInitiation' must be positive integers");
  }
}

function checkExpiration({ Expiration: expiration }: LifecycleRule): void {
  if (expiration === undefined) {
    return;
  }
  const { Days, Date: date, ExpiredObjectDeleteMarker: marker } = expiration;
  if ([Days, date, marker].filter((each) => each !== undefined).length !== 1) {
    malformedXml();
  }
  if (Days !== undefined && Days < 1) {
    invalidArgument("'Days' for Expiration action must be a positive integer");
  }
}
