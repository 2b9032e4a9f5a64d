import type { HandlersOf } from "../handlers.ts";
import { accountFor, invalid } from "./account-for.ts";
import { listRegions } from "./regions.ts";

/** What the sandbox's Account Management can do. */
export const accountHandlers = {
  "account:ListRegions": listRegions,
  /** https://docs.aws.amazon.com/accounts/latest/reference/API_PutAccountName.html */
  "account:PutAccountName": (world, input, at) => {
    const account = accountFor(world, input.AccountId, at);
    account.name = checkedName(input.AccountName);
    return {};
  },
} satisfies HandlersOf<"account">;

function checkedName(name: unknown): string {
  return typeof name === "string" && /^[ -;=?-~]{1,50}$/.test(name)
    ? name
    : invalid("AccountName must have 1 to 50 printable ASCII characters other than < and >.");
}
