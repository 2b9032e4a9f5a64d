import { z } from "zod";
import { fieldsOf } from "../../model/change.ts";
import { concatTexts } from "../../model/deferred.ts";
import type { JsonObject } from "../../model/json.ts";
import { tagsSchema } from "../../model/schema.ts";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";
import { normalPolicy, samePolicy } from "../../policy/normal.ts";
import { documentFindings } from "../policy-findings.ts";
import { imageLifecycle, lifecyclePolicy } from "./lifecycle.shape.ts";

export type EcrRepository = {
  readonly name: string;
  /** Whether a tag stays with the image that it was first given to. */
  readonly immutableTags: boolean;
  readonly scanOnPush: boolean;
  /** Rules in ECR's own form; null where images never go. */
  readonly lifecycle: JsonObject | null;
  /** Who may pull and push besides whom the account's own policies let; null where there is none, which is never wished for. */
  readonly policy: JsonObject | null;
  readonly tags: Readonly<Record<string, string>>;
};

const written = z.strictObject({
  name: z
    .string()
    .min(2)
    .max(256)
    .regex(
      /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/,
      "lower-case letters and digits, with single . _ - between them, and / between parts",
    ),
  immutableTags: z.boolean().default(true),
  scanOnPush: z.boolean().default(true),
  lifecycle: imageLifecycle.default({}),
  policy: z.record(z.string(), z.json()),
  tags: tagsSchema.default({}),
});

/**
 * A private repository of container images. It is never deleted: whoever runs its images would find out only at the next
 * start.
 */
export const ecrRepository: Shape<EcrRepository> = {
  kind: "ecr-repository",
  noun: "image repository",
  schema: written as z.ZodType<JsonObject>,
  resolve(properties) {
    const { lifecycle, policy, ...others } = properties as z.infer<typeof written>;
    return {
      properties: {
        ...others,
        lifecycle: lifecyclePolicy(lifecycle),
        policy: policy as JsonObject,
      },
    };
  },
  scope: "region",
  ownership: "tag",
  removal: "tell",
  stage: () => STAGE.buckets,
  key: ({ name }) => name,
  label: ({ name }) => name,
  normal: (properties) => ({
    ...properties,
    policy: properties.policy === null ? null : (normalPolicy(properties.policy) as JsonObject),
  }),
  fields: {
    name: { rule: "immutable", why: "A repository keeps its name. Make one under the new name and push to it." },
    immutableTags: { rule: "exclusive" },
    scanOnPush: { rule: "exclusive" },
    lifecycle: { rule: "exclusive" },
    policy: { rule: "exclusive", grants: true, same: (a, b) => samePolicy(a, b) },
    tags: { rule: "additive", by: "entries" },
  },
  assigned: [],
  computed: {
    name: { text: ({ name }) => name },
    arn: {
      text: ({ name }, { partition, accountId, place }) =>
        concatTexts(`arn:${partition}:ecr:${place.region}:`, accountId, `:repository/${name}`),
    },
  },
  check: (resource) => documentFindings(resource, "/policy", "resource", resource.properties.policy ?? {}),
  // What a lifecycle lets go is gone, and who may pull is what all accounts depend on.
  risk: (change) =>
    fieldsOf(change).some(({ path }) => /^\/(policy|lifecycle|immutableTags)/.test(path)) ? "disruptive" : "safe",
  requests(change) {
    const settings = [
      "PutImageTagMutability",
      "PutImageScanningConfiguration",
      "SetRepositoryPolicy",
      "PutLifecyclePolicy",
      "DeleteLifecyclePolicy",
      "TagResource",
    ];
    const actions =
      change.action === "delete" ? [] : change.action === "create" ? ["CreateRepository", ...settings] : settings;
    return actions.map((action) => ({ action: `ecr:${action}`, resource: "*" }));
  },
};
