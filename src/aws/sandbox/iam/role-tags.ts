import type { Handler } from "../handlers.ts";
import { roleNamed } from "./find.ts";
import { markerPage } from "./pages.ts";
import { iamQuota } from "./quotas.ts";
import { tagEntries, withoutTags, withTags } from "./tags.ts";

/** Service-linked roles too. https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
export const tagRole: Handler<"iam:TagRole"> = (world, input, at) => {
  const role = roleNamed(world, at, input.RoleName);
  role.tags = withTags(role.tags, input.Tags ?? [], iamQuota(world, "tags"));
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html */
export const untagRole: Handler<"iam:UntagRole"> = (world, input, at) => {
  const role = roleNamed(world, at, input.RoleName);
  role.tags = withoutTags(role.tags, input.TagKeys ?? []);
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html */
export const listRoleTags: Handler<"iam:ListRoleTags"> = (world, input, at) => {
  const tags = tagEntries(roleNamed(world, at, input.RoleName).tags);
  const { items, more } = markerPage(world, "role-tags", tags, (tag) => tag.Key, input);
  return { Tags: items, ...more };
};
