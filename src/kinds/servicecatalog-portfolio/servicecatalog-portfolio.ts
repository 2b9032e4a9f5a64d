import { z } from "zod";
import { fieldsOf } from "../../model/change.ts";
import type { Text } from "../../model/deferred.ts";
import type { JsonObject } from "../../model/json.ts";
import { tagsSchema, textSchema } from "../../model/schema.ts";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";

export type ServiceCatalogPortfolio = {
  readonly name: string;
  /** Who answers for what is in it, as people read it. */
  readonly provider: string;
  readonly description: string;
  /** Ids of the organizations that it is shared with. */
  readonly organizations: readonly Text[];
  readonly tags: Readonly<Record<string, string>>;
};

const written = z.strictObject({
  name: z.string().min(1).max(100),
  provider: z.string().min(1).max(50),
  description: z.string().max(2000).default(""),
  organizations: z.array(textSchema(z.string().regex(/^o-[a-z0-9]{10,32}$/))).default([]),
  tags: tagsSchema.default({}),
});

/** A portfolio of Service Catalog. What is in it is its owners' business; it is never deleted. */
export const serviceCatalogPortfolio: Shape<ServiceCatalogPortfolio> = {
  kind: "servicecatalog-portfolio",
  noun: "portfolio",
  schema: written as z.ZodType<JsonObject>,
  scope: "region",
  ownership: "tag",
  removal: "tell",
  stage: () => STAGE.buckets,
  key: ({ name }) => name,
  label: ({ name }) => name,
  normal: (properties) => properties,
  fields: {
    name: { rule: "exclusive" },
    provider: { rule: "exclusive" },
    description: { rule: "exclusive" },
    organizations: { rule: "exclusive", grants: true },
    tags: { rule: "additive", by: "entries" },
  },
  assigned: ["id"],
  computed: {},
  risk: (change) => (fieldsOf(change).some(({ path }) => path.startsWith("/organizations")) ? "disruptive" : "safe"),
  requests(change) {
    const sharing = ["CreatePortfolioShare", "DeletePortfolioShare"];
    const actions = {
      create: ["CreatePortfolio", "TagResource", ...sharing],
      adopt: ["UpdatePortfolio", "TagResource", ...sharing],
      update: ["UpdatePortfolio", "TagResource", ...sharing],
      move: [],
      delete: [],
    }[change.action];
    return actions.map((action) => ({ action: `servicecatalog:${action}`, resource: "*" }));
  },
};
