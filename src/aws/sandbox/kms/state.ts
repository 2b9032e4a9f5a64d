import type { AccountId, Region } from "../../../model/place.ts";

export interface AliasState {
  /** Virtual milliseconds. */
  created: number;
  /** When it came to its key, in virtual milliseconds. */
  updated: number;
}

/** A customer managed key for symmetric encryption, as the sandbox keeps it: plain data. */
export interface KeyState {
  id: string;
  account: AccountId;
  region: Region;
  /** Virtual milliseconds. */
  created: number;
  description: string;
  /** The key policy's text as it is stored. */
  policy: string;
  tags: Record<string, string>;
  multiRegion: boolean;
  /** Null while it does not rotate by itself. `since`: virtual milliseconds. */
  rotation: { days: number; since: number } | null;
  state: "Enabled" | "Disabled" | "PendingDeletion";
  /** When it will be gone, in virtual milliseconds; null while nobody asked for that. */
  deletion: number | null;
  /** By name, as in `alias/logs`. */
  aliases: Record<string, AliasState>;
}

/** A key's ARN. */
export function keyArn(
  partition: string,
  { account, region, id }: Pick<KeyState, "account" | "region" | "id">,
): string {
  return `arn:${partition}:kms:${region}:${account}:key/${id}`;
}

/**
 * The policy that a key has when none is given.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function defaultKeyPolicy(partition: string, account: AccountId): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:${partition}:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });
}
