import { refuse } from "../refuse.ts";

/*
 * S3's refusals under the names that its answers give them; the SDK has classes for few of them.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */

export function accessDenied(message = "Access Denied"): never {
  return refuse("AccessDenied", message, { status: 403 });
}

export function noSuchBucket(): never {
  return refuse("NoSuchBucket", "The specified bucket does not exist", { status: 404 });
}

/** What a bucket has not got. */
export function missing(code: string, message: string): never {
  return refuse(code, message, { status: 404 });
}

export function malformedXml(): never {
  return refuse(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );
}

export function invalidArgument(message: string): never {
  return refuse("InvalidArgument", message);
}

export function invalidBucketState(message: string): never {
  return refuse("InvalidBucketState", message, { status: 409 });
}

export function malformedPolicy(message: string): never {
  return refuse("MalformedPolicy", message);
}
