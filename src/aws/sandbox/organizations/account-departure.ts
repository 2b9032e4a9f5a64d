import type { Handler } from "../handlers.ts";
import { refuse } from "../refuse.ts";
import { accountWith } from "./accounts.ts";
import { detachAll } from "./full-access.ts";
import { constraintViolation } from "./invalid-input.ts";
import { fullManagerOf, managerOf } from "./membership.ts";
import { memberAccounts } from "./tree.ts";

const FOUR_DAYS = 4 * 24 * 3600 * 1000;

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_CloseAccount.html */
export const closeAccount: Handler<"organizations:CloseAccount"> = (world, input, at) => {
  fullManagerOf(world, at);
  const account = accountWith(world, input.AccountId);
  if (account.id === world.managementAccount) {
    constraintViolation("CANNOT_CLOSE_MANAGEMENT_ACCOUNT", "You can't close the management account.");
  }
  if (account.state !== "ACTIVE") {
    refuse("AccountAlreadyClosedException", `The account ${account.id} is closed already.`);
  }
  const closing = memberAccounts(world).filter((each) => each.state === "PENDING_CLOSURE").length;
  if (closing >= world.quotas.accountsInClosure) {
    constraintViolation("CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED", "Too many accounts are being closed at once.");
  }
  account.state = "SUSPENDED";
  return {};
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_RemoveAccountFromOrganization.html */
export const removeAccountFromOrganization: Handler<"organizations:RemoveAccountFromOrganization"> = (
  world,
  input,
  at,
) => {
  const organization = managerOf(world, at);
  const account = accountWith(world, input.AccountId);
  if (account.id === world.managementAccount) {
    refuse("MasterCannotLeaveOrganizationException", "The management account can't leave its organization.");
  }
  if (organization.delegatedAdministrators[account.id] !== undefined) {
    constraintViolation(
      "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG",
      `The account ${account.id} is a delegated administrator.`,
    );
  }
  if (account.joinedMethod === "CREATED" && world.time < account.joined + FOUR_DAYS) {
    constraintViolation("WAIT_PERIOD_ACTIVE", "An account can leave four days after it was created.");
  }
  detachAll(world, account.id);
  account.parent = null;
  account.tags = {};
  return {};
};
