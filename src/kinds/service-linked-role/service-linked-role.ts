import { z } from "zod";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";

export type ServiceLinkedRole = {
  /** The service that works with it, as in `cloudtrail.amazonaws.com`. */
  readonly service: string;
};

/** The role by which an AWS service works in an account. What is in it is AWS's own business; it only has to be there. */
export const serviceLinkedRole: Shape<ServiceLinkedRole> = {
  kind: "service-linked-role",
  noun: "service-linked role",
  schema: z.strictObject({ service: z.string().regex(/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/) }),
  scope: "account",
  ownership: "place",
  removal: "tell",
  stage: () => STAGE.settings,
  key: ({ service }) => service,
  label: ({ service }) => service,
  normal: (properties) => properties,
  fields: { service: { rule: "exclusive" } },
  assigned: [],
  computed: {},
  risk: () => "safe",
  requests: (change) => {
    const service = change.action === "delete" ? "*" : String(change.to.properties["service"]);
    return [{ action: "iam:CreateServiceLinkedRole", resource: `arn:*:iam::*:role/aws-service-role/${service}/*` }];
  },
};
