import type { Caller } from "../handlers.ts";
import { own } from "../iam/find.ts";
import { serviceLinkedRoleName } from "../iam/service-linked.ts";
import { refuse } from "../refuse.ts";
import type { World } from "../world.ts";

/** CloudTrail as organizations and policies name it. */
export const CLOUDTRAIL = "cloudtrail.amazonaws.com";

/** Whether an account may run the organization's trails: the management account, or whom it made an administrator. */
export function mayRunOrganizationTrails(world: World, account: string): boolean {
  const delegated = own(world.organization?.delegatedAdministrators ?? {}, account);
  return account === world.managementAccount || delegated?.[CLOUDTRAIL] !== undefined;
}

/**
 * Refuses an organization trail to whom, or while, there can be none.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-an-organizational-trail-prepare.html
 */
export function checkOrganizationTrail(world: World, at: Caller): void {
  const { organization } = world;
  if (organization === null || own(world.accounts, at.account)?.parent == null) {
    refuse("OrganizationsNotInUseException", "The account is not a member of an organization.");
  }
  if (!mayRunOrganizationTrails(world, at.account)) {
    refuse(
      "NotOrganizationMasterAccountException",
      "The AWS account making the request is not the management account of an organization.",
    );
  }
  if (organization.featureSet !== "ALL") {
    refuse("OrganizationNotInAllFeaturesModeException", "The organization does not have all features enabled.");
  }
  if (organization.trustedServices[CLOUDTRAIL] === undefined) {
    refuse("CloudTrailAccessNotEnabledException", "Trusted access for CloudTrail is not enabled in the organization.");
  }
  const { roles } = world.accounts[world.managementAccount]?.iam ?? { roles: {} };
  if (own(roles, serviceLinkedRoleName(CLOUDTRAIL) ?? "") === undefined) {
    refuse(
      "NoManagementAccountSLRExistsException",
      "The management account does not have the service-linked role AWSServiceRoleForCloudTrail.",
    );
  }
}
