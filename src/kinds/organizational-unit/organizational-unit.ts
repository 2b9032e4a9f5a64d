import { z } from "zod";
import type { Text } from "../../model/deferred.ts";
import { keyOf } from "../../model/natural-key.ts";
import { tagsSchema } from "../../model/schema.ts";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";

export type OrganizationalUnit = {
  readonly name: string;
  /** The id of the unit or root it stands in. */
  readonly parent: Text;
  /** Left out where there are none. */
  readonly tags?: Readonly<Record<string, string>>;
};

const MAX_DEPTH = 5;
const MAX_NAME = 128;

const written = z.strictObject({ path: z.string(), tags: tagsSchema.default({}) });

/** An organizational unit. Blueprints write its `path` from the root; its parent is looked up. */
export const organizationalUnit: Shape<OrganizationalUnit> = {
  kind: "organizational-unit",
  noun: "organizational unit",
  schema: written,
  resolve(properties, atlas) {
    const { path, tags } = properties as z.infer<typeof written>;
    const segments = path.split("/");
    const name = segments.at(-1) ?? "";
    if (segments.some((segment) => segment.trim() === "" || segment.length > MAX_NAME)) {
      const detail = `The path \`${path}\` has a part that is empty or longer than ${MAX_NAME} characters.`;
      return {
        problem: { path: "/path", detail, fix: "Write the path as names joined with `/`, as in workloads/prod." },
      };
    }
    if (segments.length > MAX_DEPTH) {
      const detail = `The unit \`${path}\` would stand ${segments.length} levels below the root; AWS allows ${MAX_DEPTH}.`;
      return {
        problem: { code: "over-deep-ou", path: "/path", detail, fix: "Flatten the tree: put it under a shorter path." },
      };
    }
    const above = segments.slice(0, -1).join("/");
    const parent = above === "" ? atlas.root : atlas.unit(above);
    if (parent === null) {
      const detail = `The unit \`${path}\` stands in \`${above}\`, which is not among the organization's units.`;
      return {
        problem: { code: "unknown-ou", path: "/path", detail, fix: `Add \`${above}\` to the units of \`foundation\`.` },
      };
    }
    return { properties: { name, parent, ...(Object.keys(tags).length === 0 ? {} : { tags }) } };
  },
  scope: "organization",
  ownership: "tag",
  removal: "delete",
  stage: () => STAGE.units,
  key: ({ parent, name }) => keyOf(parent, name),
  label: ({ name }) => name,
  normal: (properties) => properties,
  fields: {
    name: { rule: "exclusive" },
    parent: {
      rule: "immutable",
      why: "AWS cannot move a unit. Make the unit under its new path, move the accounts there, then remove the old one.",
    },
    tags: { rule: "additive", by: "entries" },
  },
  inside: ({ id }, world) =>
    world.filter(({ properties, kind }) => kind !== "policy-attachment" && properties["parent"] === id),
  assigned: ["id"],
  computed: {},
  risk: (change) => (change.action === "delete" ? "disruptive" : "safe"),
  requests: (change) => {
    const actions = {
      create: ["CreateOrganizationalUnit", "TagResource"],
      adopt: ["TagResource", "UpdateOrganizationalUnit"],
      update: ["TagResource", "UpdateOrganizationalUnit"],
      move: [],
      delete: ["DeleteOrganizationalUnit"],
    }[change.action];
    return actions.map((action) => ({ action: `organizations:${action}`, resource: "*" }));
  },
};
