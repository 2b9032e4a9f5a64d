import { z } from "zod";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";

export type AccountAlias = {
  /** Part of the account's sign-in address, `https://ALIAS.signin.aws.amazon.com/console`. */
  readonly alias: string;
};

const ALIAS = /^(?!\d{12}$)[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$/;

/** An account's alias: one for each account, and each there once among all AWS accounts of the world. */
export const accountAlias: Shape<AccountAlias> = {
  kind: "account-alias",
  noun: "account alias",
  schema: z.strictObject({
    alias: z.string().regex(ALIAS, "an alias has 3 to 63 of a-z, 0-9 and single hyphens between them"),
  }),
  scope: "account",
  ownership: "place",
  removal: "tell",
  stage: () => STAGE.roles,
  key: () => "account-alias",
  label: ({ alias }) => alias,
  normal: (properties) => properties,
  fields: { alias: { rule: "exclusive" } },
  assigned: [],
  computed: {},
  risk: (change) => (change.action === "create" ? "safe" : "disruptive"),
  requests: () => [{ action: "iam:CreateAccountAlias", resource: "*" }],
};
