import { z } from "zod";
import { isDeferred, type Text } from "../../model/deferred.ts";
import { keyOf } from "../../model/natural-key.ts";
import { textSchema } from "../../model/schema.ts";
import type { Atlas, Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";
import { suggestion } from "../../model/suggestion.ts";

export type PolicyAttachment = {
  /** A policy's id. */
  readonly policy: Text;
  /** The id of a root, unit or account. */
  readonly target: Text;
  /** Only wished-for ones have one. */
  readonly order?: "first" | "last";
};

const written = z.strictObject({
  policy: textSchema(),
  target: z.string(),
  order: z.enum(["first", "last"]).default("last"),
});

/** A policy attached to a target. Blueprints write the target as `root`, `ou:workloads/prod` or `account:shop-prod`. */
export const policyAttachment: Shape<PolicyAttachment> = {
  kind: "policy-attachment",
  noun: "policy attachment",
  schema: written,
  resolve(properties, atlas) {
    const { policy, target, order } = properties as z.infer<typeof written>;
    const id = targetId(target, atlas);
    if (id === null) {
      const known = [
        "root",
        ...atlas.unitPaths.map((path) => `ou:${path}`),
        ...atlas.accountKeys.map((key) => `account:${key}`),
      ];
      const detail = `There is no \`${target}\` to attach a policy to.`;
      const fix = suggestion(
        target,
        known,
        "Write `root`, `ou:` and a unit's path, or `account:` and an account's key.",
      );
      return { problem: { code: "unknown-target", path: "/target", detail, fix } };
    }
    return { properties: { policy, target: id, order } };
  },
  scope: "organization",
  ownership: "parent",
  parent: ({ policy }) => policy,
  removal: "delete",
  // One after the policies of its stage, so that deletions, which run backwards, detach before they delete.
  stage: ({ order }) => (order === "first" ? STAGE.firstGuardrails : STAGE.lastGuardrails) + 1,
  key: ({ policy, target }) => keyOf(policy, target),
  label: ({ policy, target }) => [policy, target].map((id) => (isDeferred(id) ? "…" : String(id))).join(" → "),
  normal: (properties) => properties,
  fields: {
    policy: { rule: "exclusive" },
    target: { rule: "exclusive" },
    order: { rule: "unwatched", why: "It says when orgwright attaches, and leaves no trace in AWS." },
  },
  assigned: [],
  computed: {},
  risk: () => "disruptive",
  requests: (change) => {
    const verb = change.action === "delete" ? "Detach" : "Attach";
    return [{ action: `organizations:${verb}Policy`, resource: "*" }];
  },
};

function targetId(target: string, atlas: Atlas): Text | null {
  if (target === "root") {
    return atlas.root;
  }
  const [sort, name] = [target.slice(0, target.indexOf(":")), target.slice(target.indexOf(":") + 1)];
  return sort === "ou" ? atlas.unit(name) : sort === "account" ? atlas.account(name) : null;
}
