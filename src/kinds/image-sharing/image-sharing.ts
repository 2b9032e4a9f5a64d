import { z } from "zod";
import type { JsonObject } from "../../model/json.ts";
import type { Live } from "../../model/live.ts";
import type { Remark, Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";

export type ImageSharing = {
  /** Ids of accounts outside of the organization that may launch the images all the same. */
  readonly allowed: readonly string[];
  /** Who else outside may launch them, in words, by the image's id. */
  readonly outsiders: Readonly<Record<string, readonly string[]>>;
};

const written = z.strictObject({
  allowed: z.array(z.string().regex(/^\d{12}$/, "must be an account's id of twelve digits")).default([]),
});

/**
 * Who outside of the organization may launch the machine images that an account owns in a region: nobody, or the accounts
 * that are named. Launch permissions of accounts, units and the whole of the organization are not looked at any further.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharing-amis.html
 */
export const imageSharing: Shape<ImageSharing> = {
  kind: "image-sharing",
  noun: "sharing of machine images",
  schema: written as z.ZodType<JsonObject>,
  // That there are others is nobody's wish.
  resolve: (properties) => ({ properties: { ...(properties as z.infer<typeof written>), outsiders: {} } }),
  scope: "region",
  ownership: "place",
  removal: "tell",
  stage: () => STAGE.buckets,
  key: () => "image-sharing",
  label: ({ outsiders }) => {
    const images = Object.keys(outsiders).length;
    return images === 0 ? "nobody outside" : `${images} ${images === 1 ? "image" : "images"} shared with outsiders`;
  },
  normal: ({ allowed, outsiders }) => ({
    allowed: [...allowed].sort(),
    outsiders: Object.fromEntries(Object.entries(outsiders).map(([image, names]) => [image, [...names].sort()])),
  }),
  fields: {
    allowed: { rule: "unwatched", why: "AWS has no such list: it says which launch permissions count as outsiders'." },
    outsiders: { rule: "exclusive", by: "entries" },
  },
  assigned: [],
  computed: {},
  health,
  // Whoever loses a permission launches no more instances; what runs goes on running.
  risk: () => "disruptive",
  requests: () => [{ action: "ec2:ModifyImageAttribute", resource: "*" }],
};

/** There while the account has not enabled the region. */
export type RegionVitals = { readonly enabled: boolean };

function health({ place, vitals }: Live<ImageSharing>): readonly Remark[] {
  const { enabled } = (vitals ?? { enabled: true }) as RegionVitals & JsonObject;
  return enabled
    ? []
    : [
        {
          code: "region-not-enabled",
          detail: `The account ${place.account} has not enabled the region ${place.region}, so nobody can look there: with whom machine images in it are shared, if there are any, is not known.`,
          fix: "If the region shall be used, enable it in the account, under Account in its console; else take it out of `organization.regions`. Then run again.",
        },
      ];
}
