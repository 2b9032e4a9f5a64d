import type { InvitationState, World } from "../world.ts";
import { memberAccounts } from "./tree.ts";

/** How long an invitation may be answered. */
const ANSWERABLE = 15 * 86_400_000;

/** Until when an invitation may be answered, in virtual milliseconds. */
export function expiryOf({ requested }: InvitationState): number {
  return requested + ANSWERABLE;
}

/** Invitations that may still be answered. */
export function openInvitations(world: World): InvitationState[] {
  return (world.organization?.invitations ?? []).filter((invitation) => world.time < expiryOf(invitation));
}

/**
 * Whether the organization has all the accounts that it may have. Creations in progress and open invitations count.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export function isFull(world: World): boolean {
  const taken = memberAccounts(world).length + world.inCreation.length + openInvitations(world).length;
  return taken >= world.quotas.accounts;
}
