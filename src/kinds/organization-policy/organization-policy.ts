import { z } from "zod";
import type { JsonObject } from "../../model/json.ts";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";
import { checkPolicy } from "../../policy/check.ts";
import { normalPolicy, samePolicy } from "../../policy/normal.ts";
import { policyFinding } from "../../policy/problem.ts";
import { grammarOfType } from "../../policy/types.ts";

export type OrganizationPolicy = {
  readonly name: string;
  /** AWS's name, as in `SERVICE_CONTROL_POLICY`. */
  readonly type: string;
  readonly description: string;
  readonly document: JsonObject;
  /** `first`: before any account is made. `last`: once everything it might hinder is built. Only wished-for ones have one. */
  readonly order?: "first" | "last";
};

const MAX_DESCRIPTION = 512;

const written = z.strictObject({
  name: z.string().min(1).max(128),
  type: z.string().regex(/^[A-Z][A-Z0-9_]{2,63}$/),
  description: z.string().max(MAX_DESCRIPTION).default(""),
  document: z.record(z.string(), z.json()),
  order: z.enum(["first", "last"]).default("last"),
});

/** A policy of the organization: service control, resource control, tag or any other type that AWS has. */
export const organizationPolicy: Shape<OrganizationPolicy> = {
  kind: "organization-policy",
  noun: "organization policy",
  schema: written as z.ZodType<JsonObject>,
  scope: "organization",
  ownership: "tag",
  removal: "delete",
  stage: ({ order }) => (order === "first" ? STAGE.firstGuardrails : STAGE.lastGuardrails),
  key: ({ type, name }) => `${type} ${name}`,
  label: ({ name }) => name,
  normal: (properties) => ({ ...properties, document: normalPolicy(properties.document) as JsonObject }),
  fields: {
    name: { rule: "exclusive" },
    type: { rule: "immutable", why: "A policy keeps its type. Give the new one another name." },
    description: { rule: "exclusive" },
    document: { rule: "exclusive", same: (a, b) => samePolicy(a, b) },
    order: { rule: "unwatched", why: "It says when orgwright attaches it, and leaves no trace in AWS." },
  },
  inside: ({ id }, world) =>
    world.filter(({ kind, properties }) => kind === "policy-attachment" && properties["policy"] === id),
  presupposes: ({ type }) => [{ kind: "policy-type", key: type }],
  assigned: ["id"],
  computed: {},
  check({ address, properties, declaredAt }) {
    const problems = checkPolicy(grammarOfType(properties.type), properties.document);
    return problems.map((problem) => {
      const finding = policyFinding(problem, declaredAt);
      return { ...finding, detail: `${address}: ${finding.detail}` };
    });
  },
  risk: (change) => (change.action === "create" || change.action === "adopt" ? "safe" : "disruptive"),
  requests(change) {
    const actions = {
      create: ["CreatePolicy", "TagResource", "UpdatePolicy"],
      adopt: ["TagResource", "UpdatePolicy"],
      update: ["UpdatePolicy"],
      move: [],
      delete: ["DeletePolicy"],
    }[change.action];
    return actions.map((action) => ({ action: `organizations:${action}`, resource: "*" }));
  },
};
