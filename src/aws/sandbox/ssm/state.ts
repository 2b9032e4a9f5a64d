import type { AccountId, Region } from "../../../model/place.ts";

/** A parameter of Parameter Store as the sandbox keeps it: plain data. */
export interface ParameterState {
  name: string;
  account: AccountId;
  region: Region;
  type: "String" | "StringList" | "SecureString";
  value: string;
  description: string;
  tier: "Standard" | "Advanced";
  /** Counts every value. */
  version: number;
  /** Virtual milliseconds. */
  modified: number;
  /** ARN of who wrote it last. */
  modifiedBy: string;
  tags: Record<string, string>;
}

/** A parameter's ARN: a name that begins with a slash does not get a second one. */
export function parameterArn(
  partition: string,
  { account, region, name }: Pick<ParameterState, "account" | "region" | "name">,
): string {
  return `arn:${partition}:ssm:${region}:${account}:parameter${name.startsWith("/") ? "" : "/"}${name}`;
}
