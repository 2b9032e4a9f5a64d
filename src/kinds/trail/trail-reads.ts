import { all } from "../../aws/contract/all.ts";
import { unlessRefused } from "../../aws/contract/aws-error.ts";
import type { Reader } from "../../aws/contract/call.ts";
import type { Output } from "../../aws/contract/services.ts";
import type { Scope } from "../../aws/contract/verbs.ts";
import type { Live } from "../../model/live.ts";
import { foreignTags, ownerOf, type Tags } from "../../model/ownership.ts";
import type { Place } from "../../model/place.ts";
import { accountIdAt } from "../own-account.aws.ts";
import { hasDelivered, trailStatus, vitalsOf } from "./delivery.ts";
import { eventsIn } from "./event-selectors.ts";
import { type Trail, trail } from "./trail.ts";

export type FoundTrail = NonNullable<Output<"cloudtrail:DescribeTrails">["trailList"]>[number];

/** ListTags takes so many ARNs at once. */
const ARNS_AT_ONCE = 20;

/** The trails whose home is here, without the shadows of others. `only` is a name or ARN. */
export async function trailsAt(aws: Reader, at: Place, only?: string): Promise<FoundTrail[]> {
  const { trailList = [] } = await aws.call("cloudtrail:DescribeTrails", at, {
    includeShadowTrails: false,
    ...(only === undefined ? {} : { trailNameList: [only] }),
  });
  return trailList.filter(({ HomeRegion: region }) => region === at.region);
}

/** The trails of the account that record what happens here, and have their home in another region. */
export async function shadowsAt(aws: Reader, at: Place): Promise<FoundTrail[]> {
  const { trailList = [] } = await aws.call("cloudtrail:DescribeTrails", at, { includeShadowTrails: true });
  const away = trailList.filter(({ HomeRegion: region }) => region !== at.region);
  if (away.length === 0) {
    return [];
  }
  // A member sees the organization's trails too, and may ask nothing about them.
  const own = await accountIdAt(aws, at);
  return away.filter(({ TrailARN: arn = "" }) => arn.split(":")[4] === own);
}

/** The tags of trails, by ARN. */
export async function tagsOfTrails(
  aws: Reader,
  at: Place,
  trails: readonly FoundTrail[],
): Promise<ReadonlyMap<string, Tags>> {
  const arns = trails.map(({ TrailARN: arn = "" }) => arn);
  const tags = new Map<string, Tags>();
  for (let start = 0; start < arns.length; start += ARNS_AT_ONCE) {
    const ResourceIdList = arns.slice(start, start + ARNS_AT_ONCE);
    for (const { ResourceId: arn = "", TagsList = [] } of await all(aws, "cloudtrail:ListTags", at, {
      ResourceIdList,
    })) {
      tags.set(arn, Object.fromEntries(TagsList.map(({ Key = "", Value = "" }) => [Key, Value])));
    }
  }
  return tags;
}

/** A trail in full. */
export async function liveTrail(
  aws: Reader,
  at: Place,
  found: FoundTrail,
  tags: Tags,
  scope: Scope<Trail>,
): Promise<Live<Trail>> {
  const arn = found.TrailARN ?? "";
  const [status, events, insights] = await Promise.all([
    trailStatus(aws, at, arn),
    eventsOf(aws, at, found),
    insightsOf(aws, at, found),
  ]);
  const logging = status.IsLogging === true;
  return {
    kind: "trail",
    id: arn,
    place: at,
    owner: ownerOf(tags, scope.organization),
    properties: trail.normal({
      name: found.Name ?? "",
      bucket: found.S3BucketName ?? "",
      prefix: found.S3KeyPrefix || null,
      key: found.KmsKeyId ?? null,
      organization: found.IsOrganizationTrail === true,
      multiRegion: found.IsMultiRegionTrail === true,
      globalEvents: found.IncludeGlobalServiceEvents === true,
      validation: found.LogFileValidationEnabled === true,
      events,
      insights,
      logging,
      delivery: logging && hasDelivered(status) ? "verified" : "awaited",
      tags: foreignTags(tags),
    }),
    outputs: {},
    vitals: vitalsOf(status),
  };
}

/** A trail that says it has no selectors of its own is not asked for them: it records all management events. */
async function eventsOf(aws: Reader, at: Place, { TrailARN: arn, HasCustomEventSelectors: has }: FoundTrail) {
  const usual = { EventSelectors: [{ ReadWriteType: "All" as const, IncludeManagementEvents: true }] };
  return eventsIn(has === false ? usual : await aws.call("cloudtrail:GetEventSelectors", at, { TrailName: arn }));
}

async function insightsOf(
  aws: Reader,
  at: Place,
  { TrailARN: arn, HasInsightSelectors: has }: FoundTrail,
): Promise<string[]> {
  if (has === false) {
    return [];
  }
  const answer = await unlessRefused(
    aws.call("cloudtrail:GetInsightSelectors", at, { TrailName: arn }),
    ["InsightNotEnabledException"],
    null,
  );
  return (answer?.InsightSelectors ?? []).map(({ InsightType: type = "" }) => type);
}
