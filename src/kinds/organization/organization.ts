import { z } from "zod";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";

export type OrganizationProperties = {
  /** The organization file's name; becomes a tag of the root. */
  readonly name: string;
  /** Becomes a tag of the root. */
  readonly homeRegion: string;
};

/** The organization with its root. It always has all features; consolidated billing alone is refused before a plan is made. */
export const organization: Shape<OrganizationProperties> = {
  kind: "organization",
  noun: "organization",
  schema: z.strictObject({ name: z.string(), homeRegion: z.string() }),
  scope: "organization",
  ownership: "tag",
  removal: "tell",
  stage: () => STAGE.organization,
  key: () => "organization",
  label: ({ name }) => name,
  normal: (properties) => properties,
  fields: {
    name: { rule: "exclusive" },
    homeRegion: { rule: "exclusive" },
  },
  assigned: ["id", "rootId", "managementAccount"],
  computed: {},
  risk: (change) => (change.action === "create" ? "irreversible" : "safe"),
  requests: (change) => {
    const tag = { action: "organizations:TagResource", resource: "*" };
    return change.action === "create" ? [{ action: "organizations:CreateOrganization", resource: "*" }, tag] : [tag];
  },
};
