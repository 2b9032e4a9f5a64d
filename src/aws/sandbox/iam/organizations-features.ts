import type { Caller, Handler } from "../handlers.ts";
import { refuse } from "../refuse.ts";
import type { World } from "../world.ts";
import { iamOf } from "./find.ts";
import type { OrganizationsFeature } from "./state.ts";

const SERVICE = "iam.amazonaws.com";
const ORDER: readonly OrganizationsFeature[] = ["RootCredentialsManagement", "RootSessions"];

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOrganizationsFeatures.html */
export const listOrganizationsFeatures: Handler<"iam:ListOrganizationsFeatures"> = (world, _input, at) => {
  checkOrganization(world);
  if (at.account !== world.managementAccount && !isDelegate(world, at)) {
    refuse(
      "AccountNotManagementOrDelegatedAdministratorException",
      "The account making the request is not the management account or delegated administrator account for IAM.",
      { status: 403 },
    );
  }
  return answer(world);
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableOrganizationsRootCredentialsManagement.html */
export const enableRootCredentialsManagement: Handler<"iam:EnableOrganizationsRootCredentialsManagement"> = (
  world,
  _input,
  at,
) => switched(world, at, "RootCredentialsManagement", true);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableOrganizationsRootSessions.html */
export const enableRootSessions: Handler<"iam:EnableOrganizationsRootSessions"> = (world, _input, at) =>
  switched(world, at, "RootSessions", true);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DisableOrganizationsRootCredentialsManagement.html */
export const disableRootCredentialsManagement: Handler<"iam:DisableOrganizationsRootCredentialsManagement"> = (
  world,
  _input,
  at,
) => switched(world, at, "RootCredentialsManagement", false);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DisableOrganizationsRootSessions.html */
export const disableRootSessions: Handler<"iam:DisableOrganizationsRootSessions"> = (world, _input, at) =>
  switched(world, at, "RootSessions", false);

function switched(world: World, at: Caller, feature: OrganizationsFeature, on: boolean) {
  checkManagement(world, at);
  const iam = iamOf(world, { account: world.managementAccount });
  iam.organizationsFeatures = ORDER.filter((one) => (one === feature ? on : iam.organizationsFeatures.includes(one)));
  return answer(world);
}

function answer(world: World) {
  const { organizationsFeatures } = iamOf(world, { account: world.managementAccount });
  return { OrganizationId: world.organization?.id, EnabledFeatures: [...organizationsFeatures] };
}

function checkManagement(world: World, at: Caller): void {
  if (world.organization !== null && at.account !== world.managementAccount) {
    refuse(
      "CallerIsNotManagementAccountException",
      "The account making the request is not the management account for the organization.",
      { status: 403 },
    );
  }
  checkOrganization(world);
}

function checkOrganization(world: World): void {
  const { organization } = world;
  if (organization === null) {
    refuse("OrganizationNotFoundException", "The account making the request is not part of an organization.", {
      status: 404,
    });
  }
  if (organization.featureSet !== "ALL") {
    refuse(
      "OrganizationNotInAllFeaturesModeException",
      "Your organization does not have all features enabled, which IAM's central root access needs.",
      { status: 409 },
    );
  }
  if (!Object.hasOwn(organization.trustedServices, SERVICE)) {
    refuse("ServiceAccessNotEnabledException", `Trusted access is not enabled for ${SERVICE} in the organization.`, {
      status: 403,
    });
  }
}

function isDelegate(world: World, at: Caller): boolean {
  const delegated = world.organization?.delegatedAdministrators[at.account];
  return delegated !== undefined && Object.hasOwn(delegated, SERVICE);
}
