import type { Caller } from "../handlers.ts";
import { refuse } from "../refuse.ts";
import type { OrganizationState, World } from "../world.ts";
import { constraintViolation } from "./invalid-input.ts";

/** The organization that the caller's account is in. Refuses when it is in none. */
export function memberOf(world: World, at: Caller): OrganizationState {
  const inside = world.accounts[at.account]?.parent ?? null;
  if (world.organization === null || inside === null) {
    return refuse("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
  }
  return world.organization;
}

/**
 * The caller's organization, for what only the management account and delegated administrators may read.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
export function readerOf(world: World, at: Caller): OrganizationState {
  const organization = memberOf(world, at);
  const delegated = organization.delegatedAdministrators[at.account] !== undefined;
  return delegated || at.account === world.managementAccount ? organization : denied();
}

/**
 * The caller's organization, for what only the management account may do.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
 */
export function managerOf(world: World, at: Caller): OrganizationState {
  const organization = memberOf(world, at);
  return at.account === world.managementAccount ? organization : denied();
}

/** As `managerOf`, for what needs all features. */
export function fullManagerOf(world: World, at: Caller): OrganizationState {
  const organization = managerOf(world, at);
  if (organization.featureSet !== "ALL") {
    constraintViolation(
      "ORGANIZATION_NOT_IN_ALL_FEATURES_MODE",
      "Your organization supports only consolidated billing. To perform this operation you must enable all features.",
    );
  }
  return organization;
}

function denied(): never {
  return refuse("AccessDeniedException", "You don't have permissions to access this resource.");
}
