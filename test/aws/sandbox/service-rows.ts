import type { Operation } from "../../../src/aws/contract/operations.ts";
import type { Input } from "../../../src/aws/contract/services.ts";
import { BUCKET, type Stand } from "./trail-world.ts";

/** One thing that S3, KMS or CloudTrail refuses. */
export interface ServiceRow {
  readonly operation: Operation;
  readonly why: string;
  readonly input: (stand: Stand) => unknown;
  readonly code: string;
  readonly page: string;
  /** Who asks, besides those who usually do. */
  readonly as?: "management" | "logging";
  readonly region?: string;
  /** What was done to the world before. */
  readonly before?: (stand: Stand) => Promise<unknown>;
}

/** Who asks and where, and what was done before. */
export type Where = Pick<ServiceRow, "as" | "region" | "before">;
type Line<O extends Operation> = readonly [
  why: string,
  input: (stand: Stand) => { [K in keyof Input<O>]?: unknown },
  code: string,
  where?: Where,
];

const PAGES: Readonly<Record<string, string>> = {
  s3: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_",
  s3control: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_",
  kms: "https://docs.aws.amazon.com/kms/latest/APIReference/API_",
  cloudtrail: "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_",
};

/** Rows of one operation, each with its page in AWS's API reference. */
export function rows<O extends Operation>(operation: O, ...lines: readonly Line<O>[]): ServiceRow[] {
  const [service = "", name = ""] = operation.split(":");
  return lines.map(([why, input, code, where]) => ({
    operation,
    why,
    input,
    code,
    page: `${PAGES[service]}${name}.html`,
    ...where,
  }));
}

export const long = (length: number) => "x".repeat(length);
export const tags = (count: number, key = "Key", value = "Value") =>
  Array.from({ length: count }, (_, n) => ({ [key]: `k${n}`, [value]: "" }));
export const policyOf = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
export const objects = `arn:aws:s3:::${BUCKET}/*`;
/** A key's id that no key has. */
export const UNKNOWN = "11111111-2222-4333-a444-555555555555";
/** The id of the only key. */
export const keyId = (stand: Stand) => ({ KeyId: Object.keys(stand.sandbox.world.keys)[0] });
