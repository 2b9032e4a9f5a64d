import type { Reader, Writer } from "../../aws/contract/call.ts";
import type { Scope, Verbs } from "../../aws/contract/verbs.ts";
import { known } from "../../model/deferred.ts";
import { sameJson } from "../../model/json.ts";
import type { Live } from "../../model/live.ts";
import { ORGANIZATION_TAG, type Tags, tagList } from "../../model/ownership.ts";
import type { Place } from "../../model/place.ts";
import { awaitDelivery, trailStatus } from "./delivery.ts";
import { selectorsFor } from "./event-selectors.ts";
import type { Trail } from "./trail.ts";
import { type FoundTrail, liveTrail, shadowsAt, tagsOfTrails, trailsAt } from "./trail-reads.ts";

/** What says where a trail delivers, and how: UpdateTrail takes it all at once. */
const SETTINGS = ["bucket", "prefix", "key", "organization", "multiRegion", "globalEvents", "validation"] as const;

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html */
export const trailVerbs: Verbs<Trail> = {
  kind: "trail",

  async list(aws, at, scope) {
    if (scope.wanted.length === 0 && !scope.thorough) {
      return [];
    }
    const here = await trailsAt(aws, at);
    const names = new Set(here.map(({ Name: name = "" }) => name));
    const wanted = new Set(scope.wanted.map(({ properties: { name } }) => name));
    const missing = new Set([...wanted].filter((name) => !names.has(name)));
    // Trails of others count where one more shall be made, and those of the organization cost where there is one already.
    const matters = ({ IsOrganizationTrail: is }: FoundTrail) => wanted.size > 0 && (missing.size > 0 || is === true);
    const home = await readAll(aws, at, here, scope, (trail, tags) => {
      const { Name: name = "" } = trail;
      return scope.thorough || wanted.has(name) || tags[ORGANIZATION_TAG] === scope.organization || matters(trail);
    });
    // A look at everything comes to each region by itself.
    const shadows = wanted.size === 0 || scope.thorough ? [] : await shadowsAt(aws, at);
    const others = shadows.filter(matters).map((trail) => readShadow(aws, at, trail, missing, scope));
    return [...home, ...(await Promise.all(others)).flat()];
  },

  async find(aws, at, like, scope, id) {
    const [live] = await readAll(aws, at, await trailsAt(aws, at, id ?? like.name), scope, () => true);
    return live ?? null;
  },

  async create(aws, { place, properties }, tools) {
    const { name, tags, events, insights } = properties;
    const made = await aws.call("cloudtrail:CreateTrail", place, {
      Name: name,
      ...settingsOf(properties),
      TagsList: tagList({ ...tags, ...tools.tags }),
    });
    const arn = made.TrailARN ?? name;
    if (events.management !== "all" || events.data.length > 0) {
      await aws.call("cloudtrail:PutEventSelectors", place, { TrailName: arn, ...selectorsFor(events) });
    }
    if (insights.length > 0) {
      await putInsights(aws, place, arn, insights);
    }
    await aws.call("cloudtrail:StartLogging", place, { Name: name });
    await awaitDelivery(aws, place, arn, undefined, tools);
    return { id: arn, outputs: {} };
  },

  async update(aws, from, { place, properties }, fields, tools) {
    const arn = from.id;
    const differs = (...names: readonly string[]) =>
      fields.some(({ path }) => names.some((name) => path === `/${name}` || path.startsWith(`/${name}/`)));
    const before = differs(...SETTINGS) ? (await trailStatus(aws, place, arn)).LatestDeliveryTime : undefined;
    if (differs(...SETTINGS)) {
      // An empty key takes the old one away, an empty prefix likewise.
      const nothing = { KmsKeyId: "", S3KeyPrefix: "" };
      await aws.call("cloudtrail:UpdateTrail", place, { Name: arn, ...nothing, ...settingsOf(properties) });
    }
    if (differs("events") && !sameJson(from.properties.events, properties.events)) {
      await aws.call("cloudtrail:PutEventSelectors", place, { TrailName: arn, ...selectorsFor(properties.events) });
    }
    if (differs("insights") && !sameJson(from.properties.insights, properties.insights)) {
      await putInsights(aws, place, arn, properties.insights);
    }
    if (differs("tags")) {
      await addTags(aws, place, arn, properties.tags);
    }
    if (differs("logging")) {
      await aws.call("cloudtrail:StartLogging", place, { Name: properties.name });
    }
    if (differs("logging", "delivery", ...SETTINGS)) {
      await awaitDelivery(aws, place, arn, before, tools);
    }
  },

  async claim(aws, live, tools) {
    await addTags(aws, live.place, live.id, tools.tags);
  },
};

function settingsOf(wished: Trail) {
  return {
    S3BucketName: known(wished.bucket),
    ...(wished.key === null ? {} : { KmsKeyId: known(wished.key) }),
    IsOrganizationTrail: wished.organization,
    IsMultiRegionTrail: wished.multiRegion,
    IncludeGlobalServiceEvents: wished.globalEvents,
    EnableLogFileValidation: wished.validation,
  };
}

async function readAll(
  aws: Reader,
  at: Place,
  found: readonly FoundTrail[],
  scope: Scope<Trail>,
  isOfInterest: (trail: FoundTrail, tags: Tags) => boolean,
): Promise<Live<Trail>[]> {
  const tags = await tagsOfTrails(aws, at, found);
  const tagsOf = ({ TrailARN: arn = "" }: FoundTrail) => tags.get(arn) ?? {};
  const wanted = found.filter((trail) => isOfInterest(trail, tagsOf(trail)));
  return await Promise.all(wanted.map((trail) => liveTrail(aws, at, trail, tagsOf(trail), scope)));
}

/** A trail whose home is elsewhere, as it is there; one that has a wished-for name is in the way here. */
async function readShadow(
  aws: Reader,
  at: Place,
  found: FoundTrail,
  missing: ReadonlySet<string>,
  scope: Scope<Trail>,
): Promise<Live<Trail>[]> {
  const { HomeRegion: region = at.region, Name: name = "" } = found;
  const trails = await readAll(aws, { ...at, region }, [found], scope, () => true);
  return missing.has(name)
    ? trails.map((one) => ({ ...one, place: at, properties: { ...one.properties, taken: region } }))
    : trails;
}

async function putInsights(aws: Writer, at: Place, arn: string, insights: readonly string[]): Promise<void> {
  await aws.call("cloudtrail:PutInsightSelectors", at, {
    TrailName: arn,
    InsightSelectors: insights.map((type) => ({ InsightType: type as "ApiCallRateInsight" })),
  });
}

async function addTags(aws: Writer, at: Place, arn: string, tags: Tags): Promise<void> {
  if (Object.keys(tags).length > 0) {
    await aws.call("cloudtrail:AddTags", at, { ResourceId: arn, TagsList: tagList(tags) });
  }
}
