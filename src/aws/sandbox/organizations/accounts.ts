import type { Account } from "@aws-sdk/client-organizations";
import type { Handler } from "../handlers.ts";
import { refuse } from "../refuse.ts";
import type { AccountState, OrganizationState, World } from "../world.ts";
import { targetArn } from "./arns.ts";
import { idOf } from "./invalid-input.ts";
import { listed, nextToken } from "./lists.ts";
import { managerOf, readerOf } from "./membership.ts";
import { accountsIn, isParent, memberAccount, memberAccounts, pathOf } from "./tree.ts";
import { checkParent } from "./units.ts";

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeAccount.html */
export const describeAccount: Handler<"organizations:DescribeAccount"> = (world, input, at) => {
  const organization = readerOf(world, at);
  return { Account: accountOf(world, organization, accountWith(world, input.AccountId)) };
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html */
export const listAccounts: Handler<"organizations:ListAccounts"> = (world, input, at) => {
  const organization = readerOf(world, at);
  const page = listed(world, "accounts", memberAccounts(world), input);
  return { Accounts: page.items.map((account) => accountOf(world, organization, account)), ...nextToken(page) };
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccountsForParent.html */
export const listAccountsForParent: Handler<"organizations:ListAccountsForParent"> = (world, input, at) => {
  const organization = readerOf(world, at);
  const parent = idOf(input.ParentId, "ParentId", "parent");
  checkParent(world, organization, parent);
  const page = listed(world, `accounts:${parent}`, accountsIn(world, parent), input);
  return { Accounts: page.items.map((account) => accountOf(world, organization, account)), ...nextToken(page) };
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListParents.html */
export const listParents: Handler<"organizations:ListParents"> = (world, input, at) => {
  readerOf(world, at);
  const child = idOf(input.ChildId, "ChildId", "child");
  const parent = world.units[child]?.parent ?? memberAccount(world, child)?.parent ?? null;
  if (parent === null) {
    return refuse("ChildNotFoundException", `There is no organizational unit or account ${child}.`);
  }
  const page = listed(world, `parents:${child}`, [parent], input);
  const type = (id: string) => (id.startsWith("r-") ? "ROOT" : "ORGANIZATIONAL_UNIT");
  return { Parents: page.items.map((id) => ({ Id: id, Type: type(id) })), ...nextToken(page) };
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_MoveAccount.html */
export const moveAccount: Handler<"organizations:MoveAccount"> = (world, input, at) => {
  const organization = managerOf(world, at);
  const source = idOf(input.SourceParentId, "SourceParentId", "parent");
  const destination = idOf(input.DestinationParentId, "DestinationParentId", "parent");
  const account = accountWith(world, input.AccountId);
  if (account.parent !== source) {
    refuse("SourceParentNotFoundException", `The account ${account.id} is not in ${source}.`);
  }
  if (!isParent(world, organization, destination)) {
    refuse("DestinationParentNotFoundException", `There is no root or organizational unit ${destination}.`);
  }
  if (destination === source) {
    refuse("DuplicateAccountException", `The account ${account.id} is already in ${destination}.`);
  }
  account.parent = destination;
  return {};
};

/** The member account with this id. Refuses when there is none. */
export function accountWith(world: World, id: unknown): AccountState {
  const account = memberAccount(world, idOf(id, "AccountId", "account"));
  return account ?? refuse("AccountNotFoundException", `The account ${String(id)} is not in your organization.`);
}

/** As AWS describes an account. `Status` was retired in September 2026. */
export function accountOf(world: World, organization: OrganizationState, account: AccountState): Account {
  const parent = account.parent ?? organization.rootId;
  return {
    Id: account.id,
    Arn: targetArn(world, organization, account.id),
    Email: account.email,
    Name: account.name,
    State: account.state,
    Paths: [`${pathOf(world, organization, parent)}${account.id}/`],
    JoinedMethod: account.joinedMethod,
    JoinedTimestamp: new Date(account.joined),
  };
}
