import { all } from "../../aws/contract/all.ts";
import { AwsError, refusedWith } from "../../aws/contract/aws-error.ts";
import type { Reader, Writer } from "../../aws/contract/call.ts";
import { tagsOf } from "../../aws/contract/organization-tags.ts";
import type { Output } from "../../aws/contract/services.ts";
import { Failed, Unfinished } from "../../aws/contract/unfinished.ts";
import type { VerbTools } from "../../aws/contract/verbs.ts";
import { ADDRESS_TAG, ORGANIZATION_TAG, type Tags, tagList } from "../../model/ownership.ts";
import { ORGANIZATION_PLACE as AT } from "../../model/place.ts";
import { wayOutOf } from "./creation-failures.ts";

const POLL_MILLISECONDS = 10_000;
const PATIENCE_MILLISECONDS = 30 * 60_000;
/** A new organization may take so long until it can make accounts: "wait one hour and try again". */
const FINALIZING_MILLISECONDS = 60 * 60_000;

/** AWS makes so many accounts at once: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const AT_ONCE = 5;
/** After a lost answer AWS's lists get so long to show the request; only then was there none. */
const UNSEEN_MILLISECONDS = 60_000;

const BUSY = ["TooManyRequestsException", "ConcurrentModificationException", "FinalizingOrganizationException"];

/** States in which an account can be worked on, now or in a moment. */
const USABLE: readonly string[] = ["ACTIVE", "PENDING_ACTIVATION"];

type Account = NonNullable<Output<"organizations:ListAccounts">["Accounts"]>[number];

/** What an account is to be called and tagged; the e-mail address is what makes it the one. */
export interface AccountWish {
  readonly name: string;
  readonly email: string;
  readonly tags: Tags;
}

/**
 * Makes an account, or goes on with making it, and answers its id. CreateAccount has no idempotency token and the
 * status of a request carries no e-mail address, so one is sent only while none of that name is under way and no
 * account has the address, and a lost answer is settled by looking. What is found is told by its tags: somebody else's
 * account is never taken for it, even if it has the name or the address.
 *
 * @throws Failed when AWS gives up, or somebody else made an account with the address; Unfinished when AWS is still at it
 * after half an hour.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
 */
export async function createOrResume(aws: Writer, wish: AccountWish, tools: VerbTools): Promise<string> {
  const now = () => tools.clock.now().getTime();
  const deadline = now() + FINALIZING_MILLISECONDS;
  let lostUntil = Number.NEGATIVE_INFINITY;
  for (;;) {
    const { ours, isFull } = await underWay(aws, wish.name);
    if (ours !== null) {
      const { account } = await endOf(aws, ours, wish, tools);
      if (account !== null && (await isFor(aws, account, wish))) {
        return account;
      }
      // It was for another account of the same name, or it failed: this one is still to be asked for.
      continue;
    }
    const there = await ownWithEmail(aws, wish);
    if (there !== null) {
      return there;
    }
    if (now() < lostUntil) {
      await pause(deadline, wish, "AWS to show whether it got the order for the account", tools);
      continue;
    }
    const sent = isFull ? "busy" : await request(aws, wish);
    if (sent === "lost") {
      lostUntil = now() + UNSEEN_MILLISECONDS;
    } else if (sent !== "busy") {
      const { account, failure } = await endOf(aws, sent.id, wish, tools);
      const made = account ?? (await afterFailure(aws, failure, wish));
      if (made !== null) {
        return made;
      }
    }
    await pause(deadline, wish, "AWS to take the next account creation", tools);
  }
}

/** What AWS is working on: the id of a request for an account of this name, and whether it takes no other one now. */
async function underWay(aws: Reader, name: string): Promise<{ ours: string | null; isFull: boolean }> {
  const requests = await all(aws, "organizations:ListCreateAccountStatus", AT, { States: ["IN_PROGRESS"] });
  const ours = requests.find((status) => status.AccountName === name)?.Id ?? null;
  return { ours, isFull: requests.length >= AT_ONCE };
}

/** The account with this address, in whatever state it is, or null. */
export async function accountWithEmail(aws: Reader, email: string): Promise<Account | null> {
  const accounts = await all(aws, "organizations:ListAccounts", AT, {});
  return accounts.find((account) => account.Email?.toLowerCase() === email.toLowerCase()) ?? null;
}

/**
 * Sends the order once, and answers the id of AWS's request. `busy`: AWS surely did nothing and may take it later.
 * `lost`: nobody knows whether it arrived.
 */
async function request(aws: Writer, wish: AccountWish): Promise<{ readonly id: string } | "busy" | "lost"> {
  try {
    const answer = await aws.call("organizations:CreateAccount", AT, {
      AccountName: wish.name,
      Email: wish.email,
      Tags: tagList(wish.tags),
    });
    const id = answer.CreateAccountStatus?.Id;
    return id === undefined ? "lost" : { id };
  } catch (error) {
    const full =
      refusedWith(error, "ConstraintViolationException") && error.reason === "ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED";
    const busy = refusedWith(error, ...BUSY);
    if (full || busy || (error instanceof AwsError && error.outcome === "not-sent")) {
      return "busy";
    }
    if (error instanceof AwsError && error.outcome === "unknown") {
      return "lost";
    }
    throw error;
  }
}

/** What a request came to. */
type End = { readonly account: string; readonly failure: null } | { readonly account: null; readonly failure: string };

async function endOf(aws: Reader, requestId: string, wish: AccountWish, tools: VerbTools): Promise<End> {
  const deadline = tools.clock.now().getTime() + PATIENCE_MILLISECONDS;
  for (;;) {
    const { CreateAccountStatus: status } = await aws.call("organizations:DescribeCreateAccountStatus", AT, {
      CreateAccountRequestId: requestId,
    });
    if (status?.State === "SUCCEEDED" && status.AccountId !== undefined) {
      return { account: status.AccountId, failure: null };
    }
    if (status?.State === "FAILED") {
      return { account: null, failure: status.FailureReason ?? "UNKNOWN" };
    }
    await pause(deadline, wish, "AWS to finish making the account", tools);
  }
}

/**
 * An address that exists already may be this very account's, made by a request whose answer was lost or by another run
 * of the same file. Null while such a request is still under way: it has to be waited for.
 */
async function afterFailure(aws: Reader, reason: string, wish: AccountWish): Promise<string | null> {
  const isTaken = reason === "EMAIL_ALREADY_EXISTS" || reason === "CONCURRENT_ACCOUNT_MODIFICATION";
  const there = isTaken ? await ownWithEmail(aws, wish) : null;
  if (there === null && isTaken && (await underWay(aws, wish.name)).ours !== null) {
    return null;
  }
  if (there === null) {
    throw failed(wish, `${reason}.`, wayOutOf(reason));
  }
  return there;
}

/** The account with the wished-for address, if it was made for this wish; null when there is none with the address. */
async function ownWithEmail(aws: Reader, wish: AccountWish): Promise<string | null> {
  const there = await accountWithEmail(aws, wish.email);
  if (there?.Id === undefined) {
    return null;
  }
  const fix = "Run again: the next plan shows the account, and what can be done about it.";
  if (!(await isFor(aws, there.Id, wish))) {
    throw failed(wish, `somebody else has made the account ${there.Id} with this address since it was planned.`, fix);
  }
  const state = there.State ?? there.Status ?? "ACTIVE";
  if (!USABLE.includes(state)) {
    throw failed(wish, `the account ${there.Id}, made for it before, is ${state}.`, fix);
  }
  return there.Id;
}

async function isFor(aws: Reader, account: string, wish: AccountWish): Promise<boolean> {
  const tags = await tagsOf(aws, account);
  return [ADDRESS_TAG, ORGANIZATION_TAG].every((key) => tags[key] === wish.tags[key]);
}

function failed({ name, email }: AccountWish, why: string, fix: string): Failed {
  return new Failed("account-creation-failed", `AWS did not make the account ${name} (${email}): ${why}`, fix);
}

async function pause(deadline: number, wish: AccountWish, because: string, tools: VerbTools): Promise<void> {
  if (tools.clock.now().getTime() >= deadline) {
    throw new Unfinished(
      `The account ${wish.name} is still being created (waiting for ${because}). Run the same command again: it goes on with it, and orders none twice.`,
    );
  }
  tools.waiting(because);
  await tools.clock.sleep(POLL_MILLISECONDS, tools.signal);
}
