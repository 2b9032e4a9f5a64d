import type { AccountState, OrganizationState, UnitState, World } from "../world.ts";

/** Whether the organization has a root or unit with this id. */
export function isParent(world: World, organization: OrganizationState, id: string): boolean {
  return id === organization.rootId || world.units[id] !== undefined;
}

/** The account with this id, if it is in the organization. */
export function memberAccount(world: World, id: string): AccountState | undefined {
  const account = world.accounts[id];
  return account !== undefined && account.parent !== null ? account : undefined;
}

/** The accounts in the organization. */
export function memberAccounts(world: World): AccountState[] {
  return Object.values(world.accounts).filter((account) => account.parent !== null);
}

/** The units directly below a root or unit. */
export function unitsIn(world: World, parent: string): UnitState[] {
  return Object.values(world.units).filter((unit) => unit.parent === parent);
}

/** The accounts directly below a root or unit. */
export function accountsIn(world: World, parent: string): AccountState[] {
  return Object.values(world.accounts).filter((account) => account.parent === parent);
}

/** The units from below the root down to this one; none for the root. */
export function unitsDownTo(world: World, id: string): UnitState[] {
  const unit = world.units[id];
  return unit === undefined ? [] : [...unitsDownTo(world, unit.parent), unit];
}

/**
 * The path of ids down to and including this root or unit, with a slash at its end.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html
 */
export function pathOf(world: World, organization: OrganizationState, id: string): string {
  const units = unitsDownTo(world, id).map((unit) => `${unit.id}/`);
  return `${organization.id}/${organization.rootId}/${units.join("")}`;
}

/** The ids of everything that a policy can be attached to. */
export function allTargets(world: World, organization: OrganizationState): string[] {
  const accounts = memberAccounts(world).map((account) => account.id);
  return [organization.rootId, ...Object.keys(world.units), ...accounts];
}
