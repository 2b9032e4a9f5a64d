import type { ResourceTagMapping } from "@aws-sdk/client-resource-groups-tagging-api";
import type { Input } from "../../contract/services.ts";
import { controlRegion } from "../control-region.ts";
import type { Caller, HandlersOf } from "../handlers.ts";
import { policyArn, targetArn } from "../organizations/arns.ts";
import { memberAccounts } from "../organizations/tree.ts";
import { pageOf } from "../pages.ts";
import { refuse } from "../refuse.ts";
import type { World, WorldTags } from "../world.ts";

interface Tagged {
  readonly type: "root" | "ou" | "account" | "policy";
  readonly arn: string;
  readonly tags: WorldTags;
}

type Request = Input<"tagging:GetResources">;

const LARGEST_PAGE = 100;

/** What the sandbox's Resource Groups Tagging API can do. It knows only what Organizations holds. */
export const taggingHandlers = {
  /** https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html */
  "tagging:GetResources": (world, input, at) => {
    const size = input.ResourcesPerPage ?? LARGEST_PAGE;
    if (size < 1 || size > LARGEST_PAGE) {
      invalid(`ResourcesPerPage must be from 1 to ${LARGEST_PAGE}.`);
    }
    const found = taggedIn(world, at).filter((each) => isWanted(each, input));
    const token = input.PaginationToken === "" ? undefined : input.PaginationToken;
    const page = pageOf(world.tempo, found, { list: "resources", token, size });
    if (page === null) {
      return invalid("The PaginationToken is not one that this list gave.");
    }
    return { ResourceTagMappingList: page.items.map(mappingOf), PaginationToken: page.next ?? "" };
  },
} satisfies HandlersOf<"tagging">;

function taggedIn(world: World, at: Caller): Tagged[] {
  const organization = world.organization;
  const here = at.region === controlRegion(world, at.region);
  if (organization === null || at.account !== world.managementAccount || !here) {
    return [];
  }
  const arnOf = (id: string) => targetArn(world, organization, id);
  const all: Tagged[] = [
    { type: "root", arn: arnOf(organization.rootId), tags: organization.rootTags },
    ...Object.values(world.units).map(({ id, tags }) => ({ type: "ou", arn: arnOf(id), tags }) as const),
    ...memberAccounts(world).map(({ id, tags }) => ({ type: "account", arn: arnOf(id), tags }) as const),
    ...Object.values(world.policies).map(
      (policy) => ({ type: "policy", arn: policyArn(world, organization, policy), tags: policy.tags }) as const,
    ),
  ];
  return all.filter((each) => Object.keys(each.tags).length > 0);
}

function isWanted(each: Tagged, { ResourceTypeFilters, TagFilters, ResourceARNList }: Request): boolean {
  const types = ResourceTypeFilters ?? [];
  const ofType = types.length === 0 || types.includes("organizations") || types.includes(`organizations:${each.type}`);
  const named = ResourceARNList === undefined || ResourceARNList.includes(each.arn);
  return ofType && named && (TagFilters ?? []).every(({ Key, Values }) => hasTag(each.tags, Key ?? "", Values ?? []));
}

function hasTag(tags: WorldTags, key: string, values: readonly string[]): boolean {
  const value = tags[key];
  return value !== undefined && (values.length === 0 || values.includes(value));
}

function mappingOf({ arn, tags }: Tagged): ResourceTagMapping {
  return { ResourceARN: arn, Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
}

function invalid(message: string): never {
  return refuse("InvalidParameterException", message);
}
