import { z } from "zod";
import { fieldsOf } from "../../model/change.ts";
import type { Text } from "../../model/deferred.ts";
import type { JsonObject } from "../../model/json.ts";
import { tagsSchema, textSchema } from "../../model/schema.ts";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";

export type RamShare = {
  readonly name: string;
  /** ARNs of what is shared. */
  readonly resources: readonly Text[];
  /** ARNs of organizations and units, ids of accounts, with whom. */
  readonly principals: readonly Text[];
  /** Whether accounts outside of the organization may be among them. */
  readonly external: boolean;
  readonly tags: Readonly<Record<string, string>>;
};

const written = z.strictObject({
  name: z.string().min(1).max(255),
  resources: z.array(textSchema(z.string().startsWith("arn:"))).min(1),
  principals: z
    .array(textSchema(z.string().regex(/^(\d{12}|arn:[a-z-]+:organizations::\d{12}:(organization|ou)\/.+)$/)))
    .min(1),
  tags: tagsSchema.default({}),
});

/** Something of one account that others of the organization may use, through AWS Resource Access Manager. */
export const ramShare: Shape<RamShare> = {
  kind: "ram-share",
  noun: "resource share",
  schema: written as z.ZodType<JsonObject>,
  // Nobody outside is not up for choice.
  resolve: (properties) => ({ properties: { ...(properties as z.infer<typeof written>), external: false } }),
  scope: "region",
  ownership: "tag",
  removal: "delete",
  // After what it shares, so that deletions, which run backwards, take the share first.
  stage: () => STAGE.buckets + 1,
  key: ({ name }) => name,
  label: ({ name }) => name,
  normal: (properties) => ({
    ...properties,
    resources: sorted(properties.resources),
    principals: sorted(properties.principals),
  }),
  fields: {
    name: { rule: "exclusive" },
    resources: { rule: "exclusive", grants: true },
    principals: { rule: "exclusive", grants: true },
    external: { rule: "exclusive", grants: true },
    tags: { rule: "additive", by: "entries" },
  },
  assigned: [],
  computed: {},
  risk: (change) =>
    change.action === "delete" || fieldsOf(change).some(({ path }) => /^\/(resources|principals|external)/.test(path))
      ? "disruptive"
      : "safe",
  requests(change) {
    const changing = ["UpdateResourceShare", "AssociateResourceShare", "DisassociateResourceShare", "TagResource"];
    const actions = {
      create: ["CreateResourceShare", "TagResource"],
      adopt: changing,
      update: changing,
      move: [],
      delete: ["DeleteResourceShare"],
    }[change.action];
    return actions.map((action) => ({ action: `ram:${action}`, resource: "*" }));
  },
};

function sorted(texts: readonly Text[]): readonly Text[] {
  return [...texts].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
