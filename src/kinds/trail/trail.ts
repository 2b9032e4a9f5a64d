import { z } from "zod";
import { type Change, fieldsOf } from "../../model/change.ts";
import { concatTexts, shownText, type Text } from "../../model/deferred.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import type { Live } from "../../model/live.ts";
import { tagsSchema, textSchema } from "../../model/schema.ts";
import type { Remark, Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";

/** Which events a trail records. */
export type TrailEvents = {
  /** What is done to resources: all of it, only what changes something, or nothing. */
  readonly management: "all" | "writes" | "none";
  /** The types of resources whose contents are watched too, as in `AWS::S3::Object`; sorted. */
  readonly data: readonly string[];
  /** Selectors that say something else. Only live trails have any. */
  readonly other: readonly JsonObject[];
};

export type Trail = {
  readonly name: string;
  readonly bucket: Text;
  /** What stands before the names of its files in the bucket; null for nothing. Wished-for ones have none. */
  readonly prefix: string | null;
  /** ARN of the key that log and digest files are encrypted with; null for S3's own. */
  readonly key: Text | null;
  /** Whether it records every account of the organization. */
  readonly organization: boolean;
  readonly multiRegion: boolean;
  /** Whether what happens in global services, as in IAM, is recorded. */
  readonly globalEvents: boolean;
  /** Whether digest files prove that no log file was changed. */
  readonly validation: boolean;
  readonly events: TrailEvents;
  /** Kinds of unusual activity that are looked for; sorted. */
  readonly insights: readonly string[];
  readonly logging: boolean;
  /** `verified` once a log file has arrived since logging was last started. */
  readonly delivery: "verified" | "awaited";
  readonly tags: Readonly<Record<string, string>>;
  /** The region from which another trail has the name here; only of one that is not to be had. */
  readonly taken?: string;
};

/** How a trail's deliveries go at the moment. */
export type TrailVitals = {
  /** ISO 8601; null while there was none. */
  readonly latestDelivery: string | null;
  readonly started: string | null;
  readonly deliveryError: string | null;
  readonly digestError: string | null;
};

const DAY = 24 * 60 * 60_000;

const written = z.strictObject({
  name: z
    .string()
    .min(3)
    .max(128)
    .regex(
      /^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/,
      "letters and digits, with single dots, hyphens and underscores between",
    ),
  bucket: textSchema(),
  key: textSchema(z.string().startsWith("arn:")).exactOptional(),
  organization: z.boolean().default(true),
  multiRegion: z.boolean().default(true),
  validation: z.boolean().default(true),
  managementEvents: z.enum(["all", "writes"]).default("all"),
  dataEvents: z.array(z.string().regex(/^AWS::\w+::\w+$/)).default([]),
  insights: z.array(z.enum(["ApiCallRateInsight", "ApiErrorRateInsight"])).default([]),
  tags: tagsSchema.default({}),
});

/** A trail of CloudTrail that writes to a bucket. It is never deleted and never stopped. */
export const trail: Shape<Trail> = {
  kind: "trail",
  noun: "trail",
  schema: written as z.ZodType<JsonObject>,
  resolve(properties) {
    const { managementEvents, dataEvents, key, ...same } = properties as z.infer<typeof written>;
    return {
      properties: {
        ...same,
        key: key ?? null,
        prefix: null,
        globalEvents: true,
        events: { management: managementEvents, data: dataEvents, other: [] },
        logging: true,
        delivery: "verified",
      },
    };
  },
  scope: "region",
  ownership: "tag",
  removal: "tell",
  stage: () => STAGE.trails,
  key: ({ name }) => name,
  label: ({ name }) => name,
  normal: (properties) => ({
    ...properties,
    events: { ...properties.events, data: sortedOnce(properties.events.data) },
    insights: sortedOnce(properties.insights),
  }),
  fields: {
    name: { rule: "immutable", why: "A trail keeps its name, which the policies of its bucket and key hold." },
    bucket: { rule: "exclusive" },
    prefix: { rule: "exclusive" },
    key: { rule: "exclusive" },
    organization: { rule: "exclusive" },
    multiRegion: { rule: "exclusive" },
    globalEvents: { rule: "exclusive" },
    validation: { rule: "exclusive" },
    events: { rule: "exclusive" },
    insights: { rule: "exclusive" },
    logging: { rule: "exclusive" },
    delivery: { rule: "exclusive" },
    tags: { rule: "additive", by: "entries" },
    taken: { rule: "unwatched", why: "It tells why a name cannot be had." },
  },
  assigned: [],
  computed: {
    name: { text: ({ name }) => name },
    arn: {
      text: ({ name }, { partition, accountId, place }) =>
        concatTexts(`arn:${partition}:cloudtrail:${place.region}:`, accountId, `:trail/${name}`),
    },
  },
  hindrance({ id, properties: { name, taken } }) {
    return taken === undefined
      ? null
      : {
          code: "trail-name-taken",
          severity: "error",
          detail: `The trail ${id} records all regions from ${taken}, so that its name ${name} is taken in every region; a trail keeps its home region.`,
          fix: `Whoever owns it makes it one of ${taken} alone (aws cloudtrail update-trail --region ${taken} --name ${name} --no-is-multi-region-trail) or deletes it; what it has written stays in its bucket. Then run again.`,
        };
  },
  bystander({ id, properties: { name, bucket, organization, logging } }, wish) {
    return !organization || !logging
      ? null
      : {
          code: "another-organization-trail",
          detail: `The trail ${name} (${id}) records every account too, into the bucket ${shownText(bucket)}. It is not the file's, and stays as it is.`,
          fix: `Nothing has to be done, but CloudTrail charges for every copy of an event after the first. Once ${wish.properties.name} delivers and nobody reads the other one any more, delete that.`,
        };
  },
  health,
  risk: (change) =>
    fieldsOf(change).some(({ path }) => path !== "/delivery" && path !== "/logging") ? "disruptive" : "safe",
  requests,
};

function sortedOnce(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

/** A day without a log file is too long for any organization; errors are told as soon as CloudTrail reports them. */
function health({ properties: { name, logging }, vitals }: Live<Trail>, now: Date): readonly Remark[] {
  if (!logging || vitals === undefined) {
    return [];
  }
  const { latestDelivery, started, deliveryError, digestError } = vitals as TrailVitals & Record<string, Json>;
  const errors = [
    ...(deliveryError === null ? [] : [`log files: ${deliveryError}`]),
    ...(digestError === null ? [] : [`digest files: ${digestError}`]),
  ];
  if (errors.length > 0) {
    return [
      {
        code: "trail-delivery-fails",
        detail: `CloudTrail cannot deliver what the trail ${name} records; it reports for ${errors.join(", for ")}.`,
        fix: "Apply this plan if it changes the policies of the trail's bucket or key. Else look for what denies CloudTrail there: a resource control policy, a disabled key, a bucket that is gone.",
      },
    ];
  }
  const last = latestDelivery ?? started;
  if (last === null || now.getTime() - Date.parse(last) <= DAY) {
    return [];
  }
  const silence =
    latestDelivery === null
      ? `has delivered nothing since that was done at ${last}`
      : `delivered its last log file at ${last}`;
  return [
    {
      code: "trail-silent",
      detail: `The trail ${name} is switched on, reports no error, and ${silence}, more than a day ago.`,
      fix: "Look at the trail's bucket and at what may deny CloudTrail to write there; ask AWS Support if nothing is to be found.",
    },
  ];
}

function requests(change: Change) {
  const actions = {
    create: ["CreateTrail", "AddTags", "StartLogging", "PutEventSelectors", "PutInsightSelectors"],
    adopt: ["AddTags", "UpdateTrail", "StartLogging", "PutEventSelectors", "PutInsightSelectors"],
    update: ["AddTags", "UpdateTrail", "StartLogging", "PutEventSelectors", "PutInsightSelectors"],
    move: [],
    delete: [],
  }[change.action];
  const name = change.action === "delete" ? "*" : String(change.to.properties["name"]);
  return actions.map((action) => ({ action: `cloudtrail:${action}`, resource: `arn:*:cloudtrail:*:*:trail/${name}` }));
}
