/** Actions on objects that do not say so in their names, and one that names the bucket too. */
const ON_OBJECTS = new Set([
  "abortmultipartupload",
  "bypassgovernanceretention",
  "listmultipartuploadparts",
  "objectowneroverridetobucketowner",
]);

/**
 * Whether an action of a bucket policy can be done to a resource: one on objects needs the ARN of objects, one on buckets
 * that of the bucket. A pattern of actions fits either.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 *
 * @param action as in `s3:PutObject`
 * @param resource ARN of a bucket or of objects
 */
export function appliesTo(action: string, resource: string): boolean {
  if (/[*?]/.test(action)) {
    return true;
  }
  return isOnObjects(action) ? /[/*]/.test(resource) : !resource.includes("/");
}

function isOnObjects(action: string): boolean {
  const name = action.slice(action.indexOf(":") + 1).toLowerCase();
  return ON_OBJECTS.has(name) || (name.includes("object") && !name.includes("bucket"));
}
