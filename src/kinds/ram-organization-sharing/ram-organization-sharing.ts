import { z } from "zod";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";

export type RamOrganizationSharing = Readonly<Record<string, never>>;

/**
 * That accounts may share with the organization and its units through AWS Resource Access Manager, without invitations. It
 * is more than trusted access: the service-linked role in the management account belongs to it.
 */
export const ramOrganizationSharing: Shape<RamOrganizationSharing> = {
  kind: "ram-organization-sharing",
  noun: "sharing within the organization",
  schema: z.strictObject({}),
  scope: "organization",
  ownership: "place",
  // Switching it off would take what is shared from everybody who uses it.
  removal: "tell",
  stage: () => STAGE.settings,
  key: () => "ram-organization-sharing",
  label: () => "AWS Resource Access Manager",
  normal: () => ({}),
  fields: {},
  assigned: [],
  computed: {},
  risk: () => "safe",
  requests: () =>
    [
      "ram:EnableSharingWithAwsOrganization",
      "organizations:EnableAWSServiceAccess",
      "organizations:DescribeOrganization",
    ].map((action) => ({ action, resource: "*" })),
};
