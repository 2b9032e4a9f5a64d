import { type Address, isAddress } from "./address.ts";
import type { Owner } from "./live.ts";

/** The tag that tells which resource of the file a live thing is. */
export const ADDRESS_TAG = "orgwright:address";

/** The tag that tells which organization file a live thing belongs to: the file's `organization.name`. */
export const ORGANIZATION_TAG = "orgwright:organization";

/** The tag on the organization's root that tells where regional things at organization level live. */
export const HOME_REGION_TAG = "orgwright:home-region";

/** Every tag of ours begins so. */
export const RESERVED_TAG_PREFIX = "orgwright:";

export type Tags = Readonly<Record<string, string>>;

/** The tags that make a thing ours. */
export function ownershipTags(address: Address, organization: string): Tags {
  return { [ADDRESS_TAG]: address, [ORGANIZATION_TAG]: organization };
}

/** Who a thing with these tags belongs to, seen from the organization file named `organization`. */
export function ownerOf(tags: Tags, organization: string): Owner {
  const name = tags[ORGANIZATION_TAG];
  const address = tags[ADDRESS_TAG];
  if (name === undefined && address === undefined) {
    return { is: "nobody" };
  }
  if (name === organization && address !== undefined && isAddress(address)) {
    return { is: "us", address };
  }
  return { is: "other", name: name ?? "unknown" };
}

/** The tags that people and other tools set: without ours and without AWS's own. */
export function foreignTags(tags: Tags): Tags {
  const mine = Object.entries(tags).filter(([key]) => !key.startsWith(RESERVED_TAG_PREFIX) && !key.startsWith("aws:"));
  return Object.fromEntries(mine);
}

/** Tags as AWS's APIs take them, in a stable order. */
export function tagList(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([Key, Value]) => ({ Key, Value }));
}
