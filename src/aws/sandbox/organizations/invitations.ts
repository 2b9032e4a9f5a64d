import type { ActionType, Handshake, HandshakeParty, HandshakeState } from "@aws-sdk/client-organizations";
import type { Handler } from "../handlers.ts";
import { nextId } from "../ids.ts";
import { refuse } from "../refuse.ts";
import type { InvitationState, OrganizationState, World } from "../world.ts";
import { ANSWERABLE, isFull, openInvitations } from "./account-room.ts";
import { invalidInput } from "./invalid-input.ts";
import { listed, nextToken } from "./lists.ts";
import { managerOf, readerOf } from "./membership.ts";
import { memberAccounts } from "./tree.ts";

const ACTIONS: readonly string[] = Object.values({
  invite: "INVITE",
  allFeatures: "ENABLE_ALL_FEATURES",
} satisfies Record<string, ActionType>);

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
  if (action !== undefined && !ACTIONS.includes(action)) {
    invalidInput("INVALID_ENUM", `There is no action ${action}.`);
  }
  const known = (organization.invitations ?? []).filter(({ requested }) => {
    return world.time < requested + ANSWERABLE + REMEMBERED && (action ?? "INVITE") === "INVITE";
  });
  const page = listed(world, `handshakes:${action ?? "*"}`, known, input);
  return { Handshakes: page.items.map((each) => handshakeOf(world, organization, each)), ...nextToken(page) };
};

function handshakeOf(world: World, organization: OrganizationState, { id, to, requested }: InvitationState): Handshake {
  const state: HandshakeState = world.time < requested + ANSWERABLE ? "OPEN" : "EXPIRED";
  const parties: HandshakeParty[] = [
    { Id: organization.id.replace(/^o-/, ""), Type: "ORGANIZATION" },
    { Id: to, Type: to.includes("@") ? "EMAIL" : "ACCOUNT" },
  ];
  const arn = `arn:${world.partition}:organizations::${world.managementAccount}:handshake/${organization.id}/invite/${id}`;
  const times = { RequestedTimestamp: new Date(requested), ExpirationTimestamp: new Date(requested + ANSWERABLE) };
  return { Id: id, Arn: arn, Parties: parties, State: state, ...times, Action: "INVITE", Resources: [] };
}
