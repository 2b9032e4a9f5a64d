import { all } from "../../aws/contract/all.ts";
import { AwsError, refusedWith } from "../../aws/contract/aws-error.ts";
import type { Reader, Writer } from "../../aws/contract/call.ts";
import { tagsOf } from "../../aws/contract/organization-tags.ts";
import { Failed, Unfinished } from "../../aws/contract/unfinished.ts";
import type { VerbTools } from "../../aws/contract/verbs.ts";
import { ADDRESS_TAG, ORGANIZATION_TAG, type Tags, tagList } from "../../model/ownership.ts";
import { ORGANIZATION_PLACE as AT } from "../../model/place.ts";
import { wayOutOf } from "./creation-failures.ts";

const POLL_MILLISECONDS = 10_000;
const PATIENCE_MILLISECONDS = 30 * 60_000;
/** A new organization may take so long until it can make accounts: "wait one hour and try again". */
const FINALIZING_MILLISECONDS = 60 * 60_000;

const BUSY = ["TooManyRequestsException", "ConcurrentModificationException", "FinalizingOrganizationException"];

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
  const deadline = tools.clock.now().getTime() + FINALIZING_MILLISECONDS;
  for (;;) {
    const pending = await underWay(aws, wish.name);
    if (pending !== null) {
      const { account } = await endOf(aws, pending, wish, tools);
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
    const requestId = await request(aws, wish);
    if (requestId !== null) {
      const { account, failure } = await endOf(aws, requestId, wish, tools);
      return account ?? (await afterFailure(aws, failure, wish));
    }
    await pause(deadline, wish, "AWS to take the next account creation", tools);
  }
}

/** The id of the request for an account of this name that AWS is working on, or null. */
async function underWay(aws: Reader, name: string): Promise<string | null> {
  const requests = await all(aws, "organizations:ListCreateAccountStatus", AT, { States: ["IN_PROGRESS"] });
  return requests.find((status) => status.AccountName === name)?.Id ?? null;
}

/** The id of the account with this address, in whatever state it is, or null. */
export async function accountWithEmail(aws: Reader, email: string): Promise<string | null> {
  const accounts = await all(aws, "organizations:ListAccounts", AT, {});
  return accounts.find((account) => account.Email?.toLowerCase() === email.toLowerCase())?.Id ?? null;
}

/** Sends the request once. Null when it has to be looked for or asked again: too many are under way, or its answer was lost. */
async function request(aws: Writer, wish: AccountWish): Promise<string | null> {
  try {
    const answer = await aws.call("organizations:CreateAccount", AT, {
      AccountName: wish.name,
      Email: wish.email,
      Tags: tagList(wish.tags),
    });
    return answer.CreateAccountStatus?.Id ?? null;
  } catch (error) {
    const full =
      refusedWith(error, "ConstraintViolationException") && error.reason === "ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED";
    const busy = refusedWith(error, ...BUSY);
    const lost = error instanceof AwsError && error.outcome !== "refused";
    if (full || busy || lost) {
      return null;
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

/** An address that exists already may be this very account's, made by a request whose answer was lost. */
async function afterFailure(aws: Reader, reason: string, wish: AccountWish): Promise<string> {
  const there = reason === "EMAIL_ALREADY_EXISTS" ? await ownWithEmail(aws, wish) : null;
  if (there === null) {
    throw failed(wish, `${reason}.`, wayOutOf(reason));
  }
  return there;
}

/** The account with the wished-for address, if it was made for this wish; null when there is none with the address. */
async function ownWithEmail(aws: Reader, wish: AccountWish): Promise<string | null> {
  const there = await accountWithEmail(aws, wish.email);
  if (there !== null && !(await isFor(aws, there, wish))) {
    const fix = "Run again: the next plan shows the account, and whether it can be adopted.";
    throw failed(wish, `somebody else has made the account ${there} with this address since it was planned.`, fix);
  }
  return there;
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
      `The account ${wish.name} is still being made by AWS. Run the same command again: it goes on with it.`,
    );
  }
  tools.waiting(because);
  await tools.clock.sleep(POLL_MILLISECONDS, tools.signal);
}
