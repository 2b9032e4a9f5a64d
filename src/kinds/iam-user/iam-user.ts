import { z } from "zod";
import type { JsonObject } from "../../model/json.ts";
import { caseless } from "../../model/natural-key.ts";
import { tagsSchema } from "../../model/schema.ts";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";

export type IamUser = {
  readonly name: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  /**
   * What hangs on the user itself: names of inline policies, ARNs of attached ones. Orgwright grants through groups alone,
   * so that whatever it finds here is drift.
   */
  readonly policies: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
};

const written = z.strictObject({
  name: z.string().regex(/^[\w+=,.@-]{1,64}$/),
  path: z
    .string()
    .regex(/^\/([\x21-\x7e]{1,510}\/)?$/)
    .default("/"),
  tags: tagsSchema.default({}),
});

/**
 * An IAM user: a person, without any means to sign in. Passwords, keys and MFA devices are made by people; the groups say
 * who is in them. When one leaves the file, `iam-user-access` takes all means away at once, and the user stays. Once it has
 * none left, a consent may name it, and it goes too.
 */
export const iamUser: Shape<IamUser> = {
  kind: "iam-user",
  noun: "user",
  schema: written as z.ZodType<JsonObject>,
  resolve: (user) => ({ properties: { ...(user as Omit<IamUser, "policies">), policies: [] } }),
  scope: "account",
  ownership: "tag",
  removal: "consent",
  stage: () => STAGE.roles,
  // No policy on a user is ever wished for, so that a difference is one that is taken away.
  shutsOut: (change) => change.action === "update" && change.fields.every(({ path }) => path === "/policies"),
  key: ({ name }) => caseless(name),
  label: ({ path, name }) => `${path}${name}`,
  normal: (properties) => ({ ...properties, policies: [...properties.policies].sort() }),
  fields: {
    name: {
      rule: "immutable",
      why: "Orgwright renames no users. Add one under the new name, then remove the old one.",
    },
    path: { rule: "immutable", why: "Orgwright moves no users. Change the path by hand, then run again." },
    policies: { rule: "exclusive", grants: true },
    tags: { rule: "additive", by: "entries" },
  },
  assigned: [],
  computed: { name: { text: ({ name }) => name } },
  inside: ({ id, place }, world) =>
    world.filter(
      (one) => one.kind === "iam-user-access" && one.properties["user"] === id && one.place.account === place.account,
    ),
  risk: ({ action }) =>
    action === "delete" ? "irreversible" : action === "create" || action === "adopt" ? "safe" : "disruptive",
  requests(change) {
    const policies = ["DetachUserPolicy", "DeleteUserPolicy"];
    const changing = ["TagUser", ...policies];
    const means = ["DeleteAccessKey", "DeactivateMFADevice", "DeleteVirtualMFADevice"];
    const actions = {
      create: ["CreateUser", ...changing],
      adopt: changing,
      update: changing,
      move: changing,
      delete: [...policies, ...means, "DeleteUser"],
    }[change.action];
    return actions.map((action) => ({ action: `iam:${action}`, resource: "*" }));
  },
};
