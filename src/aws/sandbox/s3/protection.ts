import type { Handler } from "../handlers.ts";
import { refuse } from "../refuse.ts";
import { bucketFor } from "./access.ts";
import { invalidArgument, invalidBucketState, malformedXml, missing } from "./refusals.ts";
import type { Retention } from "./state.ts";

const MOST_YEARS = 100;
const DAYS_A_YEAR = 365;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html */
export const getBucketVersioning: Handler<"s3:GetBucketVersioning"> = (world, input, at) => {
  const { versioning } = bucketFor(world, at, input, "s3:GetBucketVersioning");
  return versioning === null ? {} : { Status: versioning };
};

/**
 * Versioning of a bucket with Object Lock stays.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html
 */
export const putBucketVersioning: Handler<"s3:PutBucketVersioning"> = (world, input, at) => {
  const bucket = bucketFor(world, at, input, "s3:PutBucketVersioning");
  const status = input.VersioningConfiguration?.Status;
  if (status !== "Enabled" && status !== "Suspended") {
    return refuse("IllegalVersioningConfigurationException", "The Versioning element must be specified");
  }
  if (bucket.objectLock !== null && status === "Suspended") {
    invalidBucketState(
      "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
    );
  }
  bucket.versioning = status;
  return {};
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html */
export const getObjectLockConfiguration: Handler<"s3:GetObjectLockConfiguration"> = (world, input, at) => {
  const { objectLock } = bucketFor(world, at, input, "s3:GetBucketObjectLockConfiguration");
  if (objectLock === null) {
    return missing("ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket");
  }
  return {
    ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", ...ruleOf(objectLock.retention) },
  };
};

/**
 * Switches Object Lock on, for good, and says how long new objects are locked; what locks those that are there stays.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLockConfiguration.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html
 */
export const putObjectLockConfiguration: Handler<"s3:PutObjectLockConfiguration"> = (world, input, at) => {
  const bucket = bucketFor(world, at, input, "s3:PutBucketObjectLockConfiguration");
  const { ObjectLockEnabled, Rule } = input.ObjectLockConfiguration ?? {};
  if (ObjectLockEnabled !== "Enabled") {
    malformedXml();
  }
  const retention = Rule === undefined ? null : checkedRetention(Rule.DefaultRetention ?? malformedXml());
  if (bucket.versioning !== "Enabled") {
    invalidBucketState("Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
  }
  bucket.objectLock = { retention };
  return {};
};

function ruleOf(retention: Retention | null) {
  if (retention === null) {
    return {};
  }
  const { mode, days, years } = retention;
  const period = days === undefined ? { Years: years } : { Days: days };
  return { Rule: { DefaultRetention: { Mode: mode, ...period } } };
}

interface SentRetention {
  readonly Mode?: string | undefined;
  readonly Days?: number | undefined;
  readonly Years?: number | undefined;
}

function checkedRetention({ Mode: mode, Days: days, Years: years }: SentRetention): Retention {
  if ((mode !== "GOVERNANCE" && mode !== "COMPLIANCE") || (days === undefined) === (years === undefined)) {
    return malformedXml();
  }
  const period = days ?? years ?? 0;
  if (!Number.isInteger(period) || period < 1) {
    invalidArgument("Default retention period must be a positive integer value.");
  }
  if (period > MOST_YEARS * (days === undefined ? 1 : DAYS_A_YEAR)) {
    invalidArgument(`Default retention period is too large; the longest is ${MOST_YEARS} years.`);
  }
  return days === undefined ? { mode, years: period } : { mode, days: period };
}
