import type { ActionType, Handshake, HandshakeParty, HandshakeState } from "@aws-sdk/client-organizations";
import type { Handler } from "../handlers.ts";
import { nextId } from "../ids.ts";
import { refuse } from "../refuse.ts";
import type { InvitationState, OrganizationState, World } from "../world.ts";
import { expiryOf, isFull, openInvitations } from "./account-room.ts";
import { invalidInput } from "./invalid-input.ts";
import { listed, nextToken } from "./lists.ts";
import { managerOf, readerOf } from "./membership.ts";
import { memberAccounts } from "./tree.ts";

const ACTIONS: Readonly<Record<ActionType, true>> = {
  ADD_ORGANIZATIONS_SERVICE_LINKED_ROLE: true,
  APPROVE_ALL_FEATURES: true,
  ENABLE_ALL_FEATURES: true,
  INVITE: true,
  TRANSFER_RESPONSIBILITY: true,
};

/** How long an invitation is still listed when it can't be answered any more. */
const REMEMBERED = 30 * 86_400_000;

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_InviteAccountToOrganization.html */
export const inviteAccount: Handler<"organizations:InviteAccountToOrganization"> = (world, input, at) => {
  const organization = managerOf(world, at);
  const to = input.Target?.Id ?? "";
  if (input.Target?.Type !== (/^\d{12}$/.test(to) ? "ACCOUNT" : "EMAIL")) {
    invalidInput("INVALID_PARTY_TYPE_TARGET", "The target is an account by its id, or an address by its e-mail.");
  }
  if (memberAccounts(world).some(({ id, email }) => id === to || email.toLowerCase() === to.toLowerCase())) {
    refuse("HandshakeConstraintViolationException", "The account is in an organization already.", {
      reason: "ALREADY_IN_AN_ORGANIZATION",
    });
  }
  if (openInvitations(world).some((invitation) => invitation.to === to)) {
    refuse("DuplicateHandshakeException", "There is an open invitation to this account already.");
  }
  if (isFull(world)) {
    refuse("HandshakeConstraintViolationException", "The organization has all the accounts that it may have.", {
      reason: "ACCOUNT_NUMBER_LIMIT_EXCEEDED",
    });
  }
  const invitation: InvitationState = { id: nextId(world, "h-", 32), to, requested: world.time };
  organization.invitations = [...(organization.invitations ?? []), invitation];
  return { Handshake: handshakeOf(world, organization, invitation) };
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListHandshakesForOrganization.html */
export const listHandshakes: Handler<"organizations:ListHandshakesForOrganization"> = (world, input, at) => {
  const organization = readerOf(world, at);
  const action = input.Filter?.ActionType;
  if (action !== undefined && !Object.hasOwn(ACTIONS, action)) {
    invalidInput("INVALID_ENUM", `There is no action ${action}.`);
  }
  const invitations = action === undefined || action === "INVITE" ? (organization.invitations ?? []) : [];
  const known = invitations.filter((invitation) => world.time < expiryOf(invitation) + REMEMBERED);
  const page = listed(world, `handshakes:${action ?? "*"}`, known, input);
  return { Handshakes: page.items.map((each) => handshakeOf(world, organization, each)), ...nextToken(page) };
};

function handshakeOf(world: World, organization: OrganizationState, invitation: InvitationState): Handshake {
  const { id, to, requested } = invitation;
  const expiry = expiryOf(invitation);
  const state: HandshakeState = world.time < expiry ? "OPEN" : "EXPIRED";
  const parties: HandshakeParty[] = [
    { Id: organization.id.replace(/^o-/, ""), Type: "ORGANIZATION" },
    { Id: to, Type: to.includes("@") ? "EMAIL" : "ACCOUNT" },
  ];
  const arn = `arn:${world.partition}:organizations::${world.managementAccount}:handshake/${organization.id}/invite/${id}`;
  const times = { RequestedTimestamp: new Date(requested), ExpirationTimestamp: new Date(expiry) };
  return { Id: id, Arn: arn, Parties: parties, State: state, ...times, Action: "INVITE", Resources: [] };
}
