import type { AccountId, AccountKey } from "../../model/place.ts";

/** An account into which no role leads. */
export class CannotEnter extends Error {
  override readonly name = "CannotEnter";
  readonly account: AccountKey;
  readonly accountId: AccountId;
  /** The roles that were tried, in order. */
  readonly tried: readonly string[];
  /** Whether it was made so recently that it may open by itself. */
  readonly isYoung: boolean;

  constructor(
    account: AccountKey,
    accountId: AccountId,
    tried: readonly string[],
    why: string,
    { isYoung = false, cause }: { readonly isYoung?: boolean; readonly cause?: unknown } = {},
  ) {
    super(
      `The account ${account} (${accountId}) cannot be entered: ${why}`,
      cause === undefined ? undefined : { cause },
    );
    this.account = account;
    this.accountId = accountId;
    this.tried = tried;
    this.isYoung = isYoung;
  }
}
