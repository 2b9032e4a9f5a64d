import { z } from "zod";
import { joinOf } from "../../model/deferred.ts";
import type { JsonObject } from "../../model/json.ts";
import { caseless } from "../../model/natural-key.ts";
import { tagsSchema } from "../../model/schema.ts";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";
import { normalPolicy, samePolicy } from "../../policy/normal.ts";
import { documentFindings } from "../policy-findings.ts";

export type IamPolicy = {
  readonly name: string;
  /** Begins with `/orgwright/`, where nobody but orgwright makes or changes policies. */
  readonly path: string;
  readonly description: string;
  readonly document: JsonObject;
  readonly tags: Readonly<Record<string, string>>;
};

/** Under this path orgwright's policies live; lists leave out the tags, so what is ours is found by it. */
export const POLICY_PATH = "/orgwright/";

const written = z.strictObject({
  name: z.string().regex(/^[\w+=,.@-]{1,128}$/),
  path: z
    .string()
    .regex(
      /^\/orgwright\/([\x21-\x7e]{1,490}\/)?$/,
      "the path of a policy begins with /orgwright/ and ends with a slash",
    )
    .default(POLICY_PATH),
  description: z.string().max(1000).default(""),
  document: z.record(z.string(), z.json()),
  tags: tagsSchema.default({}),
});

/** A policy that an account manages itself, to be attached to groups and roles. */
export const iamPolicy: Shape<IamPolicy> = {
  kind: "iam-policy",
  noun: "policy",
  schema: written as z.ZodType<JsonObject>,
  scope: "account",
  ownership: "tag",
  removal: "delete",
  stage: () => STAGE.roles,
  key: ({ name }) => caseless(name),
  label: ({ path, name }) => `${path}${name}`,
  normal: (properties) => ({ ...properties, document: normalPolicy(properties.document) as JsonObject }),
  fields: {
    name: { rule: "immutable", why: "A policy keeps its name. Make one under the new name, then remove the old one." },
    path: { rule: "immutable", why: "A policy keeps its path. Delete it by hand, then run again: it is made anew." },
    description: { rule: "unwatched", why: "AWS takes a policy's description when it is made, and never again." },
    document: { rule: "exclusive", grants: true, same: (a, b) => samePolicy(a, b) },
    tags: { rule: "additive", by: "entries" },
  },
  assigned: [],
  computed: {
    arn: {
      text: ({ path, name }, { partition, accountId }) =>
        typeof accountId === "object" && "$join" in accountId
          ? joinOf([`arn:${partition}:iam::`, ...accountId.$join, `:policy${path}${name}`])
          : joinOf([`arn:${partition}:iam::`, accountId, `:policy${path}${name}`]),
    },
  },
  check: (resource) => documentFindings(resource, "/document", "identity", resource.properties.document),
  risk: (change) => (change.action === "create" || change.action === "adopt" ? "safe" : "disruptive"),
  requests(change) {
    const changing = ["TagPolicy", "CreatePolicyVersion", "DeletePolicyVersion"];
    const actions = {
      create: ["CreatePolicy", ...changing],
      adopt: changing,
      update: changing,
      move: [],
      delete: ["DetachGroupPolicy", "DetachRolePolicy", "DetachUserPolicy", "DeletePolicyVersion", "DeletePolicy"],
    }[change.action];
    return actions.map((action) => ({ action: `iam:${action}`, resource: "*" }));
  },
};
