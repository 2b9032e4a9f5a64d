import { z } from "zod";
import { fieldsOf } from "../../model/change.ts";
import type { Text } from "../../model/deferred.ts";
import { tagsSchema } from "../../model/schema.ts";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";
import { suggestion } from "../../model/suggestion.ts";

export type Account = {
  readonly name: string;
  readonly email: string;
  /** The id of the unit it stands in. */
  readonly parent: Text;
  readonly tags: Readonly<Record<string, string>>;
  /** AWS's state of it; only live accounts have one. */
  readonly state?: string;
  /** `first`: made, with everything in it, before the others. Only wished-for ones have one. */
  readonly order?: "first";
};

const MAX_NAME = 50;

const written = z.strictObject({
  name: z.string().trim().min(1).max(MAX_NAME),
  email: z.string(),
  ou: z.string(),
  tags: tagsSchema.default({}),
  order: z.literal("first").exactOptional(),
});

/** A member account. Blueprints write the path of its unit as `ou`. Accounts are never closed. */
export const account: Shape<Account> = {
  kind: "account",
  noun: "account",
  schema: written,
  resolve(properties, atlas) {
    const { name, email, ou, tags, order } = properties as z.infer<typeof written>;
    const parent = ou === "root" ? atlas.root : atlas.unit(ou);
    if (parent === null) {
      const detail = `The account \`${name}\` shall stand in \`${ou}\`, which is not among the organization's units.`;
      const fix = suggestion(ou, atlas.unitPaths, "Add it to the units of `foundation`.");
      return { problem: { code: "unknown-ou", path: "/ou", detail, fix } };
    }
    return { properties: { name, email, parent, tags, ...(order === undefined ? {} : { order }) } };
  },
  scope: "organization",
  ownership: "tag",
  removal: "tell",
  stage: ({ order }) => (order === "first" ? STAGE.firstAccounts : STAGE.accounts),
  key: ({ email }) => email.toLowerCase(),
  label: ({ name }) => name,
  normal: (properties) => properties,
  fields: {
    name: { rule: "exclusive" },
    email: {
      rule: "immutable",
      same: (a, b) => String(a).toLowerCase() === String(b).toLowerCase(),
      why: "The address of the root user is changed by its owner, with a code that AWS mails. Change it there, or write the address the account has under `accounts`.",
    },
    parent: { rule: "exclusive", moves: true },
    tags: { rule: "additive", by: "entries" },
    state: { rule: "unwatched", why: "Accounts are opened by orgwright and closed by people." },
    order: { rule: "unwatched", why: "It says when orgwright makes it, and leaves no trace in AWS." },
  },
  hindrance({ id, properties: { name, state = "ACTIVE" } }) {
    if (state === "ACTIVE" || state === "PENDING_ACTIVATION") {
      return null;
    }
    return {
      code: "account-not-active",
      severity: "warning",
      detail: `The account ${name} (${id}) is ${state} in AWS. It is neither changed nor entered, and no other one is made in its place.`,
      fix: "Reopen it within 90 days through AWS Support, or take it out of the organization file. Its e-mail address stays taken.",
    };
  },
  assigned: ["id"],
  computed: {},
  risk(change) {
    if (change.action === "create") {
      return "irreversible";
    }
    // Other guardrails bind it from then on, whether it was ours before or not.
    const isMoved = fieldsOf(change).some(({ path }) => path === "/parent");
    return isMoved ? "disruptive" : "safe";
  },
  requests(change) {
    const changing = ["organizations:TagResource", "organizations:MoveAccount", "account:PutAccountName"];
    const actions = {
      create: ["organizations:CreateAccount", ...changing],
      adopt: changing,
      update: changing,
      move: changing,
      delete: [],
    }[change.action];
    return actions.map((action) => ({ action, resource: "*" }));
  },
};
