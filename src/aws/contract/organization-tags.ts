import { ORGANIZATION_TAG, type Tags } from "../../model/ownership.ts";
import { ORGANIZATION_PLACE } from "../../model/place.ts";
import { all } from "./all.ts";
import { unlessRefused } from "./aws-error.ts";
import type { Reader } from "./call.ts";

const MAX_PER_PAGE = 100;

/** The tags of one root, unit, account or policy, from AWS's authoritative answer. */
export async function tagsOf(aws: Reader, resourceId: string): Promise<Tags> {
  const tags = await all(aws, "organizations:ListTagsForResource", ORGANIZATION_PLACE, { ResourceId: resourceId });
  return Object.fromEntries(tags.map((tag) => [tag.Key ?? "", tag.Value ?? ""]));
}

/** Reads tags in bulk, and one by one where the bulk answer does not settle the matter. */
export interface TagIndex {
  /**
   * The tags of one thing. `expected` says that the file wishes for it: then an answer without our tags is not taken
   * from the index, which lags behind.
   */
  of(resourceId: string, expected: boolean): Promise<Tags>;
}

/**
 * The tags of everything in the organization in a few calls through the Resource Groups Tagging API, which answers for
 * Organizations only in us-east-1 and is eventually consistent. It is believed about foreign things only when it knows
 * the root's own tag; where it knows nothing, ListTagsForResource is asked.
 *
 * @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
 */
export async function tagIndex(aws: Reader, rootId: string): Promise<TagIndex> {
  const listed = await unlessRefused(
    all(aws, "tagging:GetResources", ORGANIZATION_PLACE, {
      ResourceTypeFilters: ["organizations"],
      ResourcesPerPage: MAX_PER_PAGE,
    }),
    ["AccessDeniedException", "UnrecognizedClientException", "InvalidParameterException"],
    [],
  );
  const index = new Map<string, Tags>();
  for (const { ResourceARN: arn = "", Tags: tags = [] } of listed) {
    index.set(arn.slice(arn.lastIndexOf("/") + 1), Object.fromEntries(tags.map((tag) => [tag.Key, tag.Value])));
  }
  const complete = index.get(rootId)?.[ORGANIZATION_TAG] !== undefined;
  return {
    async of(resourceId, expected) {
      const known = index.get(resourceId);
      if (known?.[ORGANIZATION_TAG] !== undefined || (complete && !expected)) {
        return known ?? {};
      }
      return await tagsOf(aws, resourceId);
    },
  };
}
