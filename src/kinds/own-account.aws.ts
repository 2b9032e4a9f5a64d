import type { Reader } from "../aws/contract/call.ts";
import type { AccountId, Place } from "../model/place.ts";

/** The id of the account at a place: what S3 is told to expect as the owner of a bucket. */
export async function accountIdAt(aws: Reader, at: Place): Promise<AccountId> {
  const { Account: id = "" } = await aws.call("sts:GetCallerIdentity", at, {});
  return id;
}
