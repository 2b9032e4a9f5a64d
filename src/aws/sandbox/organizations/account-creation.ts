import type { CreateAccountFailureReason, CreateAccountStatus } from "@aws-sdk/client-organizations";
import type { Handler } from "../handlers.ts";
import { newMemberIam } from "../iam/newborn.ts";
import { birthIn, nextAccountId, nextId } from "../ids.ts";
import { refuse } from "../refuse.ts";
import type { AccountState, CreationState, World } from "../world.ts";
import { isFull } from "./account-room.ts";
import { isUsableEmail } from "./email-rules.ts";
import { greet } from "./full-access.ts";
import { constraintViolation, idOf, invalidInput, text } from "./invalid-input.ts";
import { listed, nextToken } from "./lists.ts";
import { managerOf, readerOf } from "./membership.ts";
import { checkedTags } from "./tag-rules.ts";

const NAME = { min: 1, max: 50, pattern: /^[\u0020-\u007E]+$/ };
const EMAIL = { min: 6, max: 64, pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/ };
const STATES = ["IN_PROGRESS", "SUCCEEDED", "FAILED"];

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html */
export const createAccount: Handler<"organizations:CreateAccount"> = (world, input, at) => {
  managerOf(world, at);
  const name = text(input.AccountName, "AccountName", NAME);
  const email = text(input.Email, "Email", EMAIL);
  const roleName = checkedRoleName(input.RoleName ?? "OrganizationAccountAccessRole");
  const tags = checkedTags(world, input.Tags);
  checkRoom(world);
  const creation: CreationState = {
    id: nextId(world, "car-", 32),
    name,
    email,
    roleName,
    tags,
    requested: world.time,
    due: world.time + world.tempo.accountMilliseconds,
    fails: inCreation(world).some((each) => same(each.email, email)) ? "CONCURRENT_ACCOUNT_MODIFICATION" : null,
    state: "IN_PROGRESS",
    completed: null,
    account: null,
    failure: null,
  };
  world.creations[creation.id] = creation;
  world.inCreation.push(creation.id);
  return { CreateAccountStatus: statusOf(creation) };
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeCreateAccountStatus.html */
export const describeCreateAccountStatus: Handler<"organizations:DescribeCreateAccountStatus"> = (world, input, at) => {
  readerOf(world, at);
  const id = idOf(input.CreateAccountRequestId, "CreateAccountRequestId", "creation");
  const creation = world.creations[id];
  if (creation === undefined) {
    return refuse("CreateAccountStatusNotFoundException", `There is no request ${id} to create an account.`);
  }
  return { CreateAccountStatus: statusOf(creation) };
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListCreateAccountStatus.html */
export const listCreateAccountStatus: Handler<"organizations:ListCreateAccountStatus"> = (world, input, at) => {
  readerOf(world, at);
  const states: readonly string[] = input.States ?? STATES;
  for (const state of states) {
    if (!STATES.includes(state)) {
      invalidInput("INVALID_ENUM", `There is no state ${state}.`);
    }
  }
  const creations = Object.values(world.creations).filter((creation) => states.includes(creation.state));
  const page = listed(world, `creations:${states.join()}`, creations, input);
  return { CreateAccountStatuses: page.items.map(statusOf), ...nextToken(page) };
};

/** Ends a request at its time: the account is there, at the root, with its role; or the request has failed. */
export function finishCreation(world: World, creation: CreationState): void {
  const failure = creation.fails ?? emailFailure(world, creation.email);
  creation.completed = creation.due;
  world.inCreation = world.inCreation.filter((id) => id !== creation.id);
  if (failure !== null || world.organization === null) {
    creation.state = "FAILED";
    creation.failure = failure ?? "INTERNAL_FAILURE";
    return;
  }
  const account = newAccount(world, creation, world.organization.rootId);
  world.accounts[account.id] = account;
  greet(world, world.organization, account.id);
  creation.state = "SUCCEEDED";
  creation.account = account.id;
}

function newAccount(world: World, creation: CreationState, parent: string): AccountState {
  const id = nextAccountId(world);
  const birth = birthIn(world, id, new Date(creation.due));
  return {
    id,
    name: creation.name,
    email: creation.email,
    state: "ACTIVE",
    parent,
    joinedMethod: "CREATED",
    joined: creation.due,
    tags: creation.tags,
    iam: newMemberIam(birth, world.managementAccount, creation.roleName),
  };
}

function emailFailure(world: World, email: string): CreateAccountFailureReason | null {
  if (!isUsableEmail(email)) {
    return "INVALID_EMAIL";
  }
  const here = Object.values(world.accounts).some((account) => same(account.email, email));
  return here || world.takenEmails.includes(email.toLowerCase()) ? "EMAIL_ALREADY_EXISTS" : null;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The requests in progress, in the order in which they came. */
export function inCreation(world: World): CreationState[] {
  return world.inCreation.flatMap((id) => world.creations[id] ?? []);
}

function checkedRoleName(name: unknown): string {
  return typeof name === "string" && /^[\w+=,.@-]{1,64}$/.test(name)
    ? name
    : invalidInput("INVALID_ROLE_NAME", `That is no role name: ${String(name)}`);
}

function checkRoom(world: World): void {
  const creating = inCreation(world).length;
  if (creating >= world.quotas.accountsInCreation) {
    constraintViolation(
      "ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED",
      `You have ${creating} account creations in progress. Try again when one of them is done.`,
    );
  }
  if (isFull(world)) {
    constraintViolation(
      "ACCOUNT_NUMBER_LIMIT_EXCEEDED",
      `You have exceeded the allowed number of AWS accounts (${world.quotas.accounts}).`,
    );
  }
}

function statusOf(creation: CreationState): CreateAccountStatus {
  return {
    Id: creation.id,
    AccountName: creation.name,
    State: creation.state,
    RequestedTimestamp: new Date(creation.requested),
    ...(creation.completed === null ? {} : { CompletedTimestamp: new Date(creation.completed) }),
    ...(creation.account === null ? {} : { AccountId: creation.account }),
    ...(creation.failure === null ? {} : { FailureReason: creation.failure as CreateAccountFailureReason }),
  };
}
