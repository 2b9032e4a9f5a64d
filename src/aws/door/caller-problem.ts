import { AwsError } from "../contract/aws-error.ts";
import { CallerProblem } from "../contract/caller-problem.ts";

const EXPIRED = new Set(["ExpiredToken", "ExpiredTokenException"]);
const UNKNOWN_KEY = new Set(["InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId"]);

/** Whether a call failed because its credentials have run out. */
export function isExpired(error: unknown): boolean {
  return error instanceof AwsError && EXPIRED.has(error.code);
}

/** What a failed call says about the caller's own credentials, or null when it says nothing about them. */
export function callerProblemIn(error: unknown): CallerProblem | null {
  if (!(error instanceof AwsError)) {
    return null;
  }
  if (error.code === "NoCredentials") {
    return new CallerProblem(
      {
        code: "no-credentials",
        summary: "There are no AWS credentials",
        detail: `Neither the environment nor the AWS profile gave any. ${error.message}`,
        fix: "Sign in, for example with `aws sso login --profile NAME`, and name the profile with --profile NAME or AWS_PROFILE. Credentials in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY do as well.",
      },
      error,
    );
  }
  if (isExpired(error)) {
    return new CallerProblem(
      {
        code: "credentials-expired",
        summary: "The AWS credentials have expired",
        detail: `AWS took the caller's credentials no longer at ${error.operation}. What was done until then is done.`,
        fix: "Sign in again and run the same command again: it looks at AWS afresh and goes on from there.",
      },
      error,
    );
  }
  if (UNKNOWN_KEY.has(error.code)) {
    return new CallerProblem(
      {
        code: "credentials-refused",
        summary: "AWS does not know the credentials",
        detail: `AWS refused the caller's access key at ${error.operation} (${error.code}): it was deleted or switched off, or belongs to another partition.`,
        fix: "Find out with `aws sts get-caller-identity` which credentials are in use, and sign in with ones that are valid.",
      },
      error,
    );
  }
  return null;
}
