import { type Tags, tagList } from "../../model/ownership.ts";
import { ORGANIZATION_PLACE } from "../../model/place.ts";
import type { Writer } from "./call.ts";

/** Sets tags on a root, unit, account or policy; tags that are not named stay. */
export async function writeTags(aws: Writer, resourceId: string, tags: Tags): Promise<void> {
  if (Object.keys(tags).length > 0) {
    await aws.call("organizations:TagResource", ORGANIZATION_PLACE, { ResourceId: resourceId, Tags: tagList(tags) });
  }
}
