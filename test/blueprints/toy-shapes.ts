import { z } from "zod";
import { joinOf, type Text } from "../../src/model/deferred.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import { textSchema } from "../../src/model/schema.ts";
import type { Atlas, Resolved, Shape } from "../../src/model/shape.ts";

const PLAIN: Omit<Shape, "kind" | "noun" | "schema" | "key"> = {
  scope: "organization",
  ownership: "tag",
  removal: "delete",
  stage: () => 0,
  label: ({ name }) => String(name),
  normal: (properties) => properties,
  fields: {},
  assigned: ["id"],
  computed: {},
  risk: () => "safe",
  requests: () => [],
};

type Toy = Partial<Shape> & Pick<Shape, "kind" | "schema">;

function toy(shape: Toy): Shape {
  return { ...PLAIN, noun: shape.kind, key: ({ name }) => (typeof name === "string" ? name : null), ...shape };
}

/** Turns a path into the id of a unit, or says that there is none. */
function unitUnder(path: string, pointer: string, atlas: Atlas): { parent: Text } | Resolved<JsonObject> {
  const parent = path === "" || path === "root" ? atlas.root : atlas.unit(path);
  return parent === null
    ? { problem: { code: "unknown-ou", path: pointer, detail: `No unit \`${path}\`.`, fix: "Add it." } }
    : { parent };
}

const organization = toy({
  kind: "organization",
  schema: z.strictObject({ name: z.string(), homeRegion: z.string() }),
  assigned: ["id", "rootId"],
});

const unit = toy({
  kind: "organizational-unit",
  schema: z.strictObject({ path: z.string() }),
  key: () => null,
  resolve({ path }, atlas) {
    const segments = String(path).split("/");
    const found = unitUnder(segments.slice(0, -1).join("/"), "/path", atlas);
    return "parent" in found ? { properties: { name: segments.at(-1) ?? "", ...found } } : found;
  },
});

const account = toy({
  kind: "account",
  schema: z.strictObject({
    name: z.string().max(50),
    email: z.string(),
    ou: z.string(),
    tags: z.record(z.string(), z.string()).default({}),
  }),
  key: ({ email }) => String(email).toLowerCase(),
  resolve({ ou, ...properties }, atlas) {
    const found = unitUnder(String(ou), "/ou", atlas);
    return "parent" in found ? { properties: { ...properties, ...found } } : found;
  },
});

const policy = toy({
  kind: "organization-policy",
  schema: z.strictObject({
    name: z.string(),
    type: z.string(),
    description: z.string().max(512),
    document: z.record(z.string(), z.json()),
    order: z.enum(["first", "last"]),
  }) as z.ZodType<JsonObject>,
});

const attachment = toy({
  kind: "policy-attachment",
  schema: z.strictObject({ policy: textSchema(), target: z.string(), order: z.string() }),
  key: () => null,
  resolve({ target, ...properties }, atlas) {
    const path = String(target).replace(/^ou:/, "");
    const found = unitUnder(path, "/target", atlas);
    return "parent" in found ? { properties: { ...properties, target: found.parent } } : found;
  },
});

const trusted = toy({
  kind: "trusted-service",
  schema: z.strictObject({ name: z.string(), note: z.string().optional() }) as z.ZodType<JsonObject>,
  ownership: "place",
});

const document = z.record(z.string(), z.json());

function iam(kind: string, resource: string): Shape {
  return toy({
    kind,
    scope: "account",
    schema: z.strictObject({
      name: z.string().regex(/^[\w-]+$/),
      path: z.string().default("/"),
      trust: document.optional(),
      tags: z.record(z.string(), textSchema()).optional(),
      managed: z.array(textSchema()).default([]),
    }) as unknown as z.ZodType<JsonObject>,
    assigned: [],
    computed: {
      name: { text: ({ name }) => String(name) },
      arn: {
        text: ({ path, name }, { partition, accountId }) =>
          joinOf([`arn:${partition}:iam::`, accountId as string, `:${resource}${path}${name}`]),
      },
    },
  });
}

const bucket = toy({
  kind: "s3-bucket",
  scope: "region",
  schema: z.strictObject({
    name: textSchema(),
    policy: document.optional(),
    lock: z.string().optional(),
  }) as z.ZodType<JsonObject>,
  assigned: [],
  computed: {
    name: { text: ({ name }) => name as Text },
    arn: { text: ({ name }, { partition }) => joinParts([`arn:${partition}:s3:::`, name as Json]) },
  },
  check: ({ address, properties, declaredAt }) =>
    properties["lock"] === "weak"
      ? [{ code: "toy-weak-lock", severity: "warning", summary: "A lock is weak", detail: address, at: declaredAt }]
      : [],
});

function joinParts([start, name]: [string, Json]): Text {
  return typeof name === "object" && name !== null && "$join" in name
    ? joinOf([start, ...(name.$join as unknown as string[])])
    : joinOf([start, name as string]);
}

const trail = toy({
  kind: "trail",
  scope: "region",
  schema: z.strictObject({
    name: z.string(),
    bucket: textSchema(),
    key: textSchema().optional(),
  }) as z.ZodType<JsonObject>,
  assigned: [],
  computed: { arn: { text: ({ name }, { place }) => `arn:aws:cloudtrail:${place.region}::trail/${name}` } },
});

/** Small stand-ins for the kinds: enough of each to show what expanding does. */
export const TOY_SHAPES: ReadonlyMap<string, Shape> = new Map(
  [
    organization,
    unit,
    account,
    policy,
    attachment,
    trusted,
    iam("iam-role", "role"),
    iam("iam-policy", "policy"),
    iam("iam-group", "group"),
    bucket,
    trail,
  ].map((shape) => [shape.kind, shape]),
);
