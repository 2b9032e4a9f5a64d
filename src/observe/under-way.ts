import { all } from "../aws/contract/all.ts";
import type { Reader } from "../aws/contract/call.ts";
import type { Change } from "../model/change.ts";
import type { Live } from "../model/live.ts";
import { ORGANIZATION_PLACE } from "../model/place.ts";

/**
 * The names of the accounts that have been ordered and are not made yet, whoever ordered them: AWS counts them among the
 * organization's. Asked only when a plan would order one more.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListCreateAccountStatus.html
 */
export async function accountsUnderWay(
  aws: Reader,
  changes: readonly Change[],
  live: readonly Live[],
): Promise<readonly string[]> {
  const ordersOne = changes.some((change) => change.action === "create" && change.to.kind === "account");
  if (!ordersOne || !live.some(({ kind }) => kind === "organization")) {
    return [];
  }
  const requests = await all(aws, "organizations:ListCreateAccountStatus", ORGANIZATION_PLACE, {
    States: ["IN_PROGRESS"],
  });
  return requests.map(({ AccountName = "" }) => AccountName);
}
