import { z } from "zod";
import type { Text } from "../../model/deferred.ts";
import { concatTexts } from "../../model/deferred.ts";
import type { JsonObject } from "../../model/json.ts";
import { tagsSchema, textSchema } from "../../model/schema.ts";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";

export type SsmParameter = {
  /** With its slashes, the first one included. */
  readonly name: string;
  readonly value: Text;
  readonly description: string;
  /** Only parameters of the advanced tier can be shared with other accounts. */
  readonly tier: string;
  /** `String`; a live one may have been made as another type. */
  readonly type: string;
  readonly tags: Readonly<Record<string, string>>;
};

const written = z.strictObject({
  name: z
    .string()
    .max(1011)
    .regex(
      /^(?!\/?(?:aws|ssm))(?:\/[a-zA-Z0-9_.-]+){1,15}$/i,
      "a slash before each part, at most 15 parts of letters, digits and _ . -, and not beginning with aws or ssm",
    ),
  value: textSchema(z.string().min(1).max(8192)),
  description: z.string().max(1024).default(""),
  tags: tagsSchema.default({}),
});

/** A plain parameter of Parameter Store that can be shared with other accounts. For secrets it is the wrong place. */
export const ssmParameter: Shape<SsmParameter> = {
  kind: "ssm-parameter",
  noun: "parameter",
  schema: written as z.ZodType<JsonObject>,
  resolve(properties) {
    const parameter = properties as z.infer<typeof written>;
    return { properties: { ...parameter, tier: "Advanced", type: "String" } };
  },
  scope: "region",
  ownership: "tag",
  removal: "delete",
  stage: () => STAGE.buckets,
  key: ({ name }) => name,
  label: ({ name }) => name,
  normal: (properties) => properties,
  fields: {
    name: {
      rule: "immutable",
      why: "A parameter keeps its name. Make one under the new name, then remove the old one.",
    },
    value: { rule: "exclusive" },
    description: { rule: "exclusive" },
    tier: { rule: "exclusive" },
    type: { rule: "immutable", why: "A parameter keeps its type. Delete it by hand, then run again: it is made anew." },
    tags: { rule: "additive", by: "entries" },
  },
  assigned: [],
  computed: {
    name: { text: ({ name }) => name },
    arn: {
      text: ({ name }, { partition, accountId, place }) =>
        concatTexts(`arn:${partition}:ssm:${place.region}:`, accountId, `:parameter${name}`),
    },
  },
  // Whoever resolves it gets what it says from the next moment on.
  risk: (change) => (change.action === "update" || change.action === "delete" ? "disruptive" : "safe"),
  requests(change) {
    const actions = {
      create: ["PutParameter", "AddTagsToResource"],
      adopt: ["PutParameter", "AddTagsToResource"],
      update: ["PutParameter", "AddTagsToResource"],
      move: [],
      delete: ["DeleteParameter"],
    }[change.action];
    return actions.map((action) => ({ action: `ssm:${action}`, resource: "*" }));
  },
};
