import { all } from "../aws/contract/all.ts";
import { AwsError } from "../aws/contract/aws-error.ts";
import type { Reader } from "../aws/contract/call.ts";
import type { AccountRoom } from "../model/account-room.ts";
import type { Change } from "../model/change.ts";
import type { Live } from "../model/live.ts";
import { ORGANIZATION_PLACE } from "../model/place.ts";

const NO_ACCOUNT_IS_MADE: AccountRoom = { ordered: [], invited: null, granted: null };

/** What Service Quotas calls it has had several codes, and one wording. */
const QUOTA_OF_ACCOUNTS = /\bmaximum number of accounts\b/i;

/**
 * Looks how much room there is for accounts; asked only when a plan would order one. Who may not ask for invitations or
 * quotas can still plan: an organization file older than these questions has roles that do not allow them.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export async function accountRoom(
  aws: Reader,
  changes: readonly Change[],
  live: readonly Live[],
): Promise<AccountRoom> {
  if (!changes.some((change) => change.action === "create" && change.to.kind === "account")) {
    return NO_ACCOUNT_IS_MADE;
  }
  const isFounded = live.some(({ kind }) => kind === "organization");
  const [ordered, invited, granted] = await Promise.all([
    isFounded ? orderedAccounts(aws) : [],
    isFounded ? ifSeen(openInvitations(aws)) : 0,
    ifSeen(quotaOfAccounts(aws)),
  ]);
  return { ordered, invited, granted };
}

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListCreateAccountStatus.html */
async function orderedAccounts(aws: Reader): Promise<string[]> {
  const requests = await all(aws, "organizations:ListCreateAccountStatus", ORGANIZATION_PLACE, {
    States: ["IN_PROGRESS"],
  });
  return requests.map(({ AccountName = "" }) => AccountName);
}

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListHandshakesForOrganization.html */
async function openInvitations(aws: Reader): Promise<number> {
  const handshakes = await all(aws, "organizations:ListHandshakesForOrganization", ORGANIZATION_PLACE, {
    Filter: { ActionType: "INVITE" },
  });
  return handshakes.filter(({ State }) => State === "OPEN" || State === "REQUESTED").length;
}

/** https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ListServiceQuotas.html */
async function quotaOfAccounts(aws: Reader): Promise<number | null> {
  const quotas = await all(aws, "servicequotas:ListServiceQuotas", ORGANIZATION_PLACE, {
    ServiceCode: "organizations",
  });
  return quotas.find(({ QuotaName = "" }) => QUOTA_OF_ACCOUNTS.test(QuotaName))?.Value ?? null;
}

async function ifSeen(question: Promise<number | null>): Promise<number | null> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof AwsError) {
      return null;
    }
    throw error;
  }
}
