import { z } from "zod";
import { fieldsOf } from "../../model/change.ts";
import { joinOf, type Text } from "../../model/deferred.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { caseless } from "../../model/natural-key.ts";
import { tagsSchema, textSchema } from "../../model/schema.ts";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";
import { checkPolicy } from "../../policy/check.ts";
import { normalPolicy, samePolicy } from "../../policy/normal.ts";
import { policyFinding } from "../../policy/problem.ts";

export type IamRole = {
  readonly name: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  readonly description: string;
  /** Who may assume it: a trust policy. */
  readonly trust: JsonObject;
  /** Policies written into the role, by name. */
  readonly inline: Readonly<Record<string, JsonObject>>;
  /** ARNs of the policies attached to it. */
  readonly managed: readonly Text[];
  /** The longest session that may be asked for. */
  readonly maxSessionSeconds: number;
  readonly tags: Readonly<Record<string, string>>;
};

const document = z.record(z.string(), z.json());

const written = z.strictObject({
  name: z.string().regex(/^[\w+=,.@-]{1,64}$/),
  path: z
    .string()
    .regex(/^\/([\x21-\x7e]{1,510}\/)?$/)
    .default("/"),
  description: z.string().max(1000).default(""),
  trust: document,
  inline: z.record(z.string().regex(/^[\w+=,.@-]{1,128}$/), document).default({}),
  managed: z.array(textSchema(z.string().startsWith("arn:"))).default([]),
  maxSessionSeconds: z.number().int().min(3600).max(43_200).default(3600),
  tags: tagsSchema.default({}),
});

/** An IAM role in any account of the file. */
export const iamRole: Shape<IamRole> = {
  kind: "iam-role",
  noun: "role",
  schema: written as z.ZodType<JsonObject>,
  scope: "account",
  ownership: "tag",
  removal: "delete",
  stage: () => STAGE.roles,
  key: ({ name }) => caseless(name),
  label: ({ path, name }) => `${path}${name}`,
  normal: (properties) => ({
    ...properties,
    trust: normalPolicy(properties.trust) as JsonObject,
    inline: Object.fromEntries(
      Object.entries(properties.inline).map(([name, policy]) => [name, normalPolicy(policy) as JsonObject]),
    ),
    managed: [...properties.managed].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  }),
  fields: {
    name: { rule: "immutable", why: "A role keeps its name. Make one under the new name, then remove the old one." },
    path: { rule: "immutable", why: "A role keeps its path. Delete it by hand, then run again: it is made anew." },
    description: { rule: "exclusive" },
    trust: { rule: "exclusive", grants: true, same: (a, b) => samePolicy(a, b) },
    inline: { rule: "exclusive", by: "entries", grants: true, same: (a, b) => samePolicy(a, b) },
    managed: { rule: "exclusive", grants: true },
    maxSessionSeconds: { rule: "exclusive" },
    tags: { rule: "additive", by: "entries" },
  },
  assigned: [],
  computed: {
    name: { text: ({ name }) => name },
    arn: {
      text: ({ path, name }, { partition, accountId }) =>
        typeof accountId === "object" && "$join" in accountId
          ? joinOf([`arn:${partition}:iam::`, ...accountId.$join, `:role${path}${name}`])
          : joinOf([`arn:${partition}:iam::`, accountId, `:role${path}${name}`]),
    },
  },
  check({ address, properties, declaredAt }) {
    const documents: [string, "trust" | "identity", Json][] = [
      ["/trust", "trust", properties.trust],
      ...Object.entries(properties.inline).map(([name, policy]): [string, "identity", Json] => [
        `/inline/${name}`,
        "identity",
        policy,
      ]),
    ];
    return documents.flatMap(([where, grammar, policy]) =>
      checkPolicy(grammar, policy).map((problem) => {
        const finding = policyFinding({ ...problem, path: `${where}${problem.path}` }, declaredAt);
        return { ...finding, detail: `${address}: ${finding.detail}` };
      }),
    );
  },
  risk: (change) => (change.action === "delete" || grantsChange(fieldsOf(change)) ? "disruptive" : "safe"),
  requests(change) {
    const permissions = ["PutRolePolicy", "DeleteRolePolicy", "AttachRolePolicy", "DetachRolePolicy"];
    const changing = ["TagRole", "UpdateRole", "UpdateAssumeRolePolicy", ...permissions];
    const actions = {
      create: ["CreateRole", ...changing],
      adopt: changing,
      update: changing,
      move: [],
      delete: ["DeleteRolePolicy", "DetachRolePolicy", "DeleteRole"],
    }[change.action];
    return actions.map((action) => ({ action: `iam:${action}`, resource: "*" }));
  },
};

function grantsChange(fields: readonly { readonly path: string }[]): boolean {
  return fields.some(({ path }) => /^\/(trust|inline|managed)/.test(path));
}
