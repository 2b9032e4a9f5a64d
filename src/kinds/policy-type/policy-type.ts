import { z } from "zod";
import type { Text } from "../../model/deferred.ts";
import { textSchema } from "../../model/schema.ts";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";

export type PolicyType = {
  /** AWS's name, as in `SERVICE_CONTROL_POLICY`; any name is let through, since AWS adds types. */
  readonly type: string;
  readonly root: Text;
};

/** A policy type that is enabled on the root. */
export const policyType: Shape<PolicyType> = {
  kind: "policy-type",
  noun: "policy type",
  schema: z.strictObject({ type: z.string().regex(/^[A-Z][A-Z0-9_]{2,63}$/), root: textSchema() }),
  scope: "organization",
  ownership: "place",
  removal: "tell",
  stage: () => STAGE.settings,
  key: ({ type }) => type,
  label: ({ type }) => type,
  normal: (properties) => properties,
  fields: {
    type: { rule: "exclusive" },
    root: { rule: "unwatched", why: "An organization has one root." },
  },
  assigned: [],
  computed: {},
  risk: () => "safe",
  requests: () => [{ action: "organizations:EnablePolicyType", resource: "*" }],
};
