import { all } from "../aws/contract/all.ts";
import { unlessRefused } from "../aws/contract/aws-error.ts";
import type { Reader } from "../aws/contract/call.ts";
import type { Place } from "../model/place.ts";

const GONE = ["NoSuchEntityException"];

/** By what a user can do something. */
export interface MeansOfAccess {
  /** Whether the user has a password for the console. */
  readonly password: boolean;
  /** The ids of the access keys that work. */
  readonly keys: readonly string[];
  readonly groups: readonly string[];
}

/** One fresh look at what a user can do something by; null when there is nothing, or no such user. */
export async function meansOfAccess(aws: Reader, at: Place, user: string): Promise<MeansOfAccess | null> {
  const UserName = user;
  const [profile, keys, groups] = await Promise.all([
    unlessRefused(aws.call("iam:GetLoginProfile", at, { UserName }), GONE, null),
    unlessRefused(all(aws, "iam:ListAccessKeys", at, { UserName }), GONE, []),
    unlessRefused(all(aws, "iam:ListGroupsForUser", at, { UserName }), GONE, []),
  ]);
  const means = {
    password: profile !== null,
    keys: keys.flatMap(({ Status, AccessKeyId = "" }) => (Status === "Active" ? AccessKeyId : [])).sort(),
    groups: groups.map(({ GroupName = "" }) => GroupName).sort(),
  };
  return means.password || means.keys.length > 0 || means.groups.length > 0 ? means : null;
}
