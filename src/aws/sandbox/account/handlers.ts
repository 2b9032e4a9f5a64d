import type { Caller, HandlersOf } from "../handlers.ts";
import { refuse } from "../refuse.ts";
import type { AccountState, World } from "../world.ts";

/** What the sandbox's Account Management can do. */
export const accountHandlers = {
  /** https://docs.aws.amazon.com/accounts/latest/reference/API_PutAccountName.html */
  "account:PutAccountName": (world, input, at) => {
    const account = accountFor(world, input.AccountId, at);
    account.name = checkedName(input.AccountName);
    return {};
  },
} satisfies HandlersOf<"account">;

function checkedName(name: unknown): string {
  return typeof name === "string" && /^[ -;=?-~]{1,50}$/.test(name)
    ? name
    : invalid("AccountName must have 1 to 50 printable ASCII characters other than < and >.");
}

/**
 * The account that a request is about: the caller's own, or a member that the caller may manage.
 * https://docs.aws.amazon.com/accounts/latest/reference/using-orgs-trusted-access.html
 */
function accountFor(world: World, id: unknown, at: Caller): AccountState {
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

function invalid(message: string): never {
  return refuse("ValidationException", message, { reason: "fieldValidationFailed" });
}

function denied(): never {
  return refuse("AccessDeniedException", "You don't have permissions to access this resource.", { status: 403 });
}
