import type { AccountId, AccountKey } from "../../model/place.ts";

/** An account into which no role leads. */
export class CannotEnter extends Error {
  override readonly name = "CannotEnter";
  readonly account: AccountKey;
  readonly accountId: AccountId;
  /** The roles that were tried, in order. */
  readonly tried: readonly string[];

  constructor(account: AccountKey, accountId: AccountId, tried: readonly string[], why: string, cause?: unknown) {
    super(
      `The account ${account} (${accountId}) cannot be entered: ${why}`,
      cause === undefined ? undefined : { cause },
    );
    this.account = account;
    this.accountId = accountId;
    this.tried = tried;
  }
}
