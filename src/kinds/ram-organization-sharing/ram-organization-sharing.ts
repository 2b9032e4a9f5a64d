import { switchShape } from "../switch-shape.ts";

/**
 * That accounts may share with the organization and its units through AWS Resource Access Manager, without invitations. It
 * is more than trusted access: the service-linked role in the management account belongs to it.
 */
export const ramOrganizationSharing = switchShape({
  kind: "ram-organization-sharing",
  noun: "sharing within the organization",
  scope: "organization",
  service: "AWS Resource Access Manager",
  actions: [
    "ram:EnableSharingWithAwsOrganization",
    "organizations:EnableAWSServiceAccess",
    "organizations:DescribeOrganization",
  ],
});
