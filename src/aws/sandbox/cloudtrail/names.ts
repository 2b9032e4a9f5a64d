import { refuse } from "../refuse.ts";

/** A trail's name, checked. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html */
export function checkedTrailName(name: string | undefined): string {
  if (name === undefined || name.length < 3 || name.length > 128) {
    return invalidName("Trail name length must be between 3 and 128 characters.");
  }
  if (!/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(name)) {
    return invalidName(
      "Trail name must start and end with a letter or number, and can only contain letters, numbers, periods, underscores or dashes.",
    );
  }
  if (/[._-]{2}/.test(name) || /^\d+\.\d+\.\d+\.\d+$/.test(name)) {
    return invalidName(
      "Trail name can't contain adjacent periods, underscores or dashes, nor look like an IP address.",
    );
  }
  return name;
}

/** The name of a trail's bucket, checked as CloudTrail does. */
export function checkedTrailBucket(name: string | undefined): string {
  return name !== undefined && /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)
    ? name
    : refuse("InvalidS3BucketNameException", "Bucket name cannot be blank, and must follow S3's rules for names.");
}

/** What stands before the names of a trail's files, checked; null where nothing does. */
export function checkedPrefix(prefix: string | undefined): string | null {
  if (prefix !== undefined && (prefix.length > 200 || !/^[\w!.*'()/-]*$/.test(prefix) || prefix.startsWith("/"))) {
    return refuse("InvalidS3PrefixException", "The S3 prefix is not valid.");
  }
  return prefix === undefined || prefix === "" ? null : prefix;
}

function invalidName(message: string): never {
  return refuse("InvalidTrailNameException", message);
}
