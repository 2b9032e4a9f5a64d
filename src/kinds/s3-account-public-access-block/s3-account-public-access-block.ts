import { z } from "zod";
import type { JsonObject } from "../../model/json.ts";
import { listed } from "../../model/listed.ts";
import type { Live } from "../../model/live.ts";
import type { Remark, Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";

export type S3AccountPublicAccessBlock = {
  /** Whether S3 refuses new ACLs that let the public in. */
  readonly blockPublicAcls: boolean;
  /** Whether S3 passes over the ACLs that let the public in. */
  readonly ignorePublicAcls: boolean;
  /** Whether S3 refuses new policies of buckets and access points that let the public in. */
  readonly blockPublicPolicy: boolean;
  /** Whether a bucket with a policy that lets the public in is open to the account and to AWS's services alone. */
  readonly restrictPublicBuckets: boolean;
};

const written = z.strictObject({
  blockPublicAcls: z.boolean().default(true),
  ignorePublicAcls: z.boolean().default(true),
  blockPublicPolicy: z.boolean().default(true),
  restrictPublicBuckets: z.boolean().default(true),
});

/**
 * What S3 blocks of public access in a whole account, whatever its buckets say: of an account's block and a bucket's, the
 * stricter one holds. AWS takes it only as a whole, so every write sends all four switches.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export const s3AccountPublicAccessBlock: Shape<S3AccountPublicAccessBlock> = {
  kind: "s3-account-public-access-block",
  noun: "S3 public access block",
  schema: written as z.ZodType<JsonObject>,
  scope: "account",
  ownership: "place",
  removal: "tell",
  stage: () => STAGE.roles,
  key: () => "public-access-block",
  label: (switches) => `${Object.values(switches).filter((on) => on === true).length} of 4 switches on`,
  normal: (properties) => properties,
  fields: {
    blockPublicAcls: { rule: "exclusive" },
    ignorePublicAcls: { rule: "exclusive" },
    blockPublicPolicy: { rule: "exclusive" },
    restrictPublicBuckets: { rule: "exclusive" },
  },
  assigned: [],
  computed: {},
  health,
  // A switch that goes on cuts off what the public reads today; one that goes off lets the public in again.
  risk: () => "disruptive",
  requests: () => [{ action: "s3:PutAccountPublicAccessBlock", resource: "*" }],
};

/** The buckets in which something might be closed to the public; there while switches shall go on that could do that. */
export type BlockVitals = { readonly unblocked: readonly string[] };

function health({ place, vitals }: Live<S3AccountPublicAccessBlock>): readonly Remark[] {
  const { unblocked } = (vitals ?? { unblocked: [] }) as BlockVitals & JsonObject;
  return unblocked.length === 0
    ? []
    : [
        {
          code: "buckets-would-close",
          detail: `Buckets in the account ${place.account} that do not keep the public out themselves: ${listed(unblocked)}. What the public reads of them today it can read no more once the account's block is on.`,
          fix: "Look what is in them. What is meant for the public is better served by CloudFront from a closed bucket; until then take the account out, as by the parameter `publicBuckets` of the blueprint guardrails.",
        },
      ];
}
