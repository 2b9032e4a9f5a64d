import { z } from "zod";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";

export type TrustedService = {
  /** A service principal, as in `cloudtrail.amazonaws.com`. */
  readonly principal: string;
};

/** A service that may work in every account of the organization ("trusted access"). */
export const trustedService: Shape<TrustedService> = {
  kind: "trusted-service",
  noun: "trusted service",
  schema: z.strictObject({ principal: z.string().regex(/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/) }),
  scope: "organization",
  ownership: "place",
  removal: "tell",
  stage: () => STAGE.settings,
  key: ({ principal }) => principal,
  label: ({ principal }) => principal,
  normal: (properties) => properties,
  fields: { principal: { rule: "exclusive" } },
  assigned: [],
  computed: {},
  risk: () => "safe",
  requests: () => [{ action: "organizations:EnableAWSServiceAccess", resource: "*" }],
};
