import type { Operation } from "./operations.ts";

/** Asked with HEAD, so that its answers have no body. */
const WITHOUT_BODY: ReadonlySet<string> = new Set<Operation>(["s3:HeadBucket"]);

const CODES: Readonly<Record<number, string>> = {
  301: "PermanentRedirect",
  400: "BadRequest",
  403: "Forbidden",
  404: "NotFound",
};

/**
 * The code of a refusal whose answer has no body to carry AWS's own: its status stands for one. Undefined for any other.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export function bareCode(operation: string, status: number): string | undefined {
  return WITHOUT_BODY.has(operation) ? CODES[status] : undefined;
}
