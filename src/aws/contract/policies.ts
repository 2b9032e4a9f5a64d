import { ORGANIZATION_TAG, type Tags } from "../../model/ownership.ts";
import { ORGANIZATION_PLACE } from "../../model/place.ts";
import { all } from "./all.ts";
import type { Reader } from "./call.ts";
import { tagIndex } from "./organization-tags.ts";
import { readRoot } from "./organization-tree.ts";

export interface PolicyListing {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly description: string;
  readonly awsManaged: boolean;
  readonly tags: Tags;
}

/**
 * Every policy of the types that the root has enabled, with its tags, without its text.
 *
 * @param wantedTypes types that are looked at even if they are disabled: their policies stand and are attached nowhere
 * @param isWanted whether the file wishes for a policy of this type and name
 */
export async function readPolicies(
  aws: Reader,
  wantedTypes: readonly string[],
  isWanted: (type: string, name: string) => boolean,
): Promise<PolicyListing[]> {
  const root = await readRoot(aws);
  if (root === null) {
    return [];
  }
  const types = [...new Set([...root.policyTypes.keys(), ...wantedTypes])].sort();
  const perType = await Promise.all(types.map((type) => listPolicies(aws, type)));
  const index = await tagIndex(aws, root.rootId);
  return await Promise.all(
    perType.flat().map(async (policy) => {
      const tags = policy.awsManaged ? {} : await index.of(policy.id, isWanted(policy.type, policy.name));
      return { ...policy, tags };
    }),
  );
}

/** The policies of one type, without tags. */
export async function listPolicies(aws: Reader, type: string): Promise<Omit<PolicyListing, "tags">[]> {
  const listed = await all(aws, "organizations:ListPolicies", ORGANIZATION_PLACE, { Filter: type as "TAG_POLICY" });
  return listed.map((policy) => ({
    id: policy.Id ?? "",
    type,
    name: policy.Name ?? "",
    description: policy.Description ?? "",
    awsManaged: policy.AwsManaged ?? false,
  }));
}

/** Whether these tags say that a policy belongs to the file named `organization`. */
export function isTaggedFor(tags: Tags, organization: string): boolean {
  return tags[ORGANIZATION_TAG] === organization;
}
