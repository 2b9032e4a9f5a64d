import type { AccountDirectory } from "../aws/contract/transport.ts";
import type { Live } from "../model/live.ts";
import { type AccountKey, MANAGEMENT } from "../model/place.ts";
import type { Resource } from "../model/resource.ts";

/** States in which an account can be entered. AWS may add states; an unknown one is not entered. */
const ENTERABLE = new Set(["ACTIVE", "PENDING_ACTIVATION"]);

/** Which accounts of the file are there to be entered. The management account always is. */
export interface Enterable {
  readonly keys: readonly AccountKey[];
  /** Accounts of the file that stand in AWS but are suspended or being closed, or cannot be told from another one. */
  readonly closed: readonly AccountKey[];
}

/**
 * Tells the directory which account id each account key of the file stands for: by the address tag first, by e-mail
 * address else. Of two that carry one address none is meant, and another file's account is not ours to enter.
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
    const tagged = accounts.filter(({ owner }) => owner.is === "us" && owner.address === address);
    const alike = accounts.filter((one) => String(one.properties["email"]).toLowerCase() === email);
    const [account, another] = tagged.length > 0 ? tagged : alike.filter(({ owner }) => owner.is !== "other");
    if (account === undefined) {
      continue;
    }
    if (another === undefined && ENTERABLE.has(String(account.properties["state"]))) {
      directory.learn(accountKey, account.id);
      keys.push(accountKey);
    } else {
      closed.push(accountKey);
    }
  }
  return { keys, closed };
}
