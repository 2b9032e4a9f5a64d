import type { AccountDirectory } from "../aws/contract/transport.ts";
import type { Live } from "../model/live.ts";
import { type AccountKey, MANAGEMENT } from "../model/place.ts";
import type { Resource } from "../model/resource.ts";

/** States in which an account can be entered. AWS may add states; an unknown one is not entered. */
const ENTERABLE = new Set(["ACTIVE", "PENDING_ACTIVATION"]);

/** Which accounts of the file are there to be entered. The management account always is. */
export interface Enterable {
  readonly keys: readonly AccountKey[];
  /** Accounts of the file that stand in AWS but are suspended or being closed. */
  readonly closed: readonly AccountKey[];
}

/**
 * Tells the directory which account id each account key of the file stands for: by the address tag first, by e-mail
 * address else.
 */
export function learnAccounts(
  resources: readonly Resource[],
  live: readonly Live[],
  directory: AccountDirectory,
): Enterable {
  const accounts = live.filter((thing) => thing.kind === "account");
  const keys: AccountKey[] = [MANAGEMENT];
  const closed: AccountKey[] = [];
  for (const { accountKey, address, properties } of resources) {
    if (accountKey === undefined) {
      continue;
    }
    const email = String(properties["email"]).toLowerCase();
    const account =
      accounts.find(({ owner }) => owner.is === "us" && owner.address === address) ??
      accounts.find((one) => String(one.properties["email"]).toLowerCase() === email);
    if (account === undefined) {
      continue;
    }
    if (ENTERABLE.has(String(account.properties["state"]))) {
      directory.learn(accountKey, account.id);
      keys.push(accountKey);
    } else {
      closed.push(accountKey);
    }
  }
  return { keys, closed };
}
