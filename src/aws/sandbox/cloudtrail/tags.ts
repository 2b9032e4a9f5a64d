import type { Tag } from "@aws-sdk/client-cloudtrail";
import type { Caller, Handler } from "../handlers.ts";
import { refuse } from "../refuse.ts";
import type { World } from "../world.ts";
import { trailWithArn } from "./find.ts";
import { mayRunOrganizationTrails } from "./organization.ts";
import type { TrailState } from "./state.ts";

const MOST = 50;
const MOST_ARNS = 20;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** All on one page. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListTags.html */
export const listTags: Handler<"cloudtrail:ListTags"> = (world, input, at) => {
  const arns = input.ResourceIdList ?? [];
  if (arns.length === 0 || arns.length > MOST_ARNS) {
    refuse("InvalidParameterException", `ResourceIdList must have 1 to ${MOST_ARNS} ARNs.`);
  }
  if (input.NextToken !== undefined) {
    refuse("InvalidTokenException", "The token is reserved for future use.");
  }
  return {
    ResourceTagList: arns.map((arn) => ({
      ResourceId: arn,
      TagsList: Object.entries(taggedTrail(world, at, arn).tags).map(([Key, Value]) => ({ Key, Value })),
    })),
  };
};

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AddTags.html */
export const addTags: Handler<"cloudtrail:AddTags"> = (world, input, at) => {
  const trail = taggedTrail(world, at, input.ResourceId);
  trail.tags = checkedTrailTags(trail.tags, input.TagsList ?? []);
  return {};
};

/** Keys that are not there are no error. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_RemoveTags.html */
export const removeTags: Handler<"cloudtrail:RemoveTags"> = (world, input, at) => {
  const trail = taggedTrail(world, at, input.ResourceId);
  const gone = new Set((input.TagsList ?? []).map(({ Key }) => Key));
  trail.tags = Object.fromEntries(Object.entries(trail.tags).filter(([key]) => !gone.has(key)));
  return {};
};

/** What tags a trail has once these are added. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Tag.html */
export function checkedTrailTags(
  present: Readonly<Record<string, string>>,
  added: readonly Tag[],
): Record<string, string> {
  const keys = added.map(({ Key }) => Key);
  if (new Set(keys).size < keys.length) {
    invalidTag("Duplicate tag keys are not allowed.");
  }
  const tags = { ...present };
  for (const { Key: key = "", Value: value = "" } of added) {
    if (key === "" || key.length > 128 || !ALLOWED.test(key) || /^aws:/i.test(key)) {
      invalidTag(`The tag key is not valid: ${key}`);
    }
    if (value.length > 256 || !ALLOWED.test(value)) {
      invalidTag(`The value of the tag ${key} is not valid.`);
    }
    tags[key] = value;
  }
  return Object.keys(tags).length > MOST
    ? refuse("TagsLimitExceededException", `A trail can have at most ${MOST} tags.`)
    : tags;
}

/** A trail of this region by its ARN: of the caller's account, or of the organization that the caller runs. */
function taggedTrail(world: World, at: Caller, arn: string | undefined): TrailState {
  const trail = trailWithArn(world, arn ?? "");
  const isOurs = trail?.account === at.account || (trail?.organization && mayRunOrganizationTrails(world, at.account));
  return trail !== undefined && isOurs === true && trail.region === at.region
    ? trail
    : refuse("ResourceNotFoundException", `Resource not found: ${arn ?? ""}`);
}

function invalidTag(message: string): never {
  return refuse("InvalidTagParameterException", message);
}
