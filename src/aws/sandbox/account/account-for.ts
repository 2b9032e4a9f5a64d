import type { Caller } from "../handlers.ts";
import { refuse } from "../refuse.ts";
import type { AccountState, World } from "../world.ts";

/**
 * The account that a request is about: the caller's own, or a member that the caller may manage.
 * https://docs.aws.amazon.com/accounts/latest/reference/using-orgs-trusted-access.html
 */
export function accountFor(world: World, id: unknown, at: Caller): AccountState {
  if (id === undefined) {
    return world.accounts[at.account] ?? denied();
  }
  if (typeof id !== "string" || !/^\d{12}$/.test(id)) {
    return invalid("AccountId must have twelve digits.");
  }
  if (id === at.account) {
    return invalid("An account that asks about itself must leave AccountId out.");
  }
  const account = world.accounts[id];
  return account !== undefined && account.parent !== null && manages(world, at) ? account : denied();
}

function manages(world: World, at: Caller): boolean {
  const organization = world.organization;
  if (organization === null || organization.featureSet !== "ALL") {
    return false;
  }
  const service = "account.amazonaws.com";
  const delegated = organization.delegatedAdministrators[at.account]?.[service] !== undefined;
  const trusted = organization.trustedServices[service] !== undefined;
  return trusted && (delegated || at.account === world.managementAccount);
}

/** Refuses a field's value. */
export function invalid(message: string): never {
  return refuse("ValidationException", message, { reason: "fieldValidationFailed" });
}

function denied(): never {
  return refuse("AccessDeniedException", "You don't have permissions to access this resource.", { status: 403 });
}
