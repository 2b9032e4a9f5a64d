import type { Handler } from "../handlers.ts";
import { refuse } from "../refuse.ts";
import type { OrganizationState, World, WorldTags } from "../world.ts";
import { invalidInput, required } from "./invalid-input.ts";
import { listed, nextToken } from "./lists.ts";
import { managerOf, readerOf } from "./membership.ts";
import { checkedTagKey, checkedTags, checkTagCount } from "./tag-rules.ts";
import { memberAccount } from "./tree.ts";

const TAGGABLE = /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}|\d{12}|p-[0-9a-zA-Z_]{8,128})$/;

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_TagResource.html */
export const tagResource: Handler<"organizations:TagResource"> = (world, input, at) => {
  const organization = managerOf(world, at);
  const tags = writableTags(world, organization, input.ResourceId);
  if (input.Tags === undefined) {
    invalidInput("INPUT_REQUIRED", "You must provide a value for Tags.");
  }
  const added = checkedTags(world, input.Tags);
  checkTagCount(world, { ...tags, ...added });
  Object.assign(tags, added);
  return {};
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_UntagResource.html */
export const untagResource: Handler<"organizations:UntagResource"> = (world, input, at) => {
  const organization = managerOf(world, at);
  const tags = writableTags(world, organization, input.ResourceId);
  if (input.TagKeys === undefined) {
    invalidInput("INPUT_REQUIRED", "You must provide a value for TagKeys.");
  }
  for (const key of input.TagKeys.map(checkedTagKey)) {
    delete tags[key];
  }
  return {};
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: Handler<"organizations:ListTagsForResource"> = (world, input, at) => {
  const organization = readerOf(world, at);
  const id = resourceIdOf(input.ResourceId);
  const tags = Object.entries(tagsOf(world, organization, id));
  const page = listed(world, `tags:${id}`, tags, { NextToken: input.NextToken });
  return { Tags: page.items.map(([Key, Value]) => ({ Key, Value })), ...nextToken(page) };
};

function resourceIdOf(value: unknown): string {
  const id = required(value, "ResourceId");
  return TAGGABLE.test(id) ? id : invalidInput("INVALID_PATTERN", `ResourceId is not in the form of an id: ${id}`);
}

function writableTags(world: World, organization: OrganizationState, resource: unknown): WorldTags {
  const id = resourceIdOf(resource);
  if (world.policies[id]?.awsManaged) {
    invalidInput("IMMUTABLE_POLICY", `The policy ${id} is managed by AWS and can't be modified.`);
  }
  return tagsOf(world, organization, id);
}

function tagsOf(world: World, organization: OrganizationState, id: string): WorldTags {
  if (id === organization.rootId) {
    return organization.rootTags;
  }
  const tags = world.units[id]?.tags ?? memberAccount(world, id)?.tags ?? world.policies[id]?.tags;
  return tags ?? refuse("TargetNotFoundException", `There is no root, unit, account or policy ${id}.`);
}
