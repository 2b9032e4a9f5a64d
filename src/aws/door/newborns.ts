import type { Clock } from "../../model/clock.ts";
import { isObject } from "../../model/json.ts";
import type { AccountId } from "../../model/place.ts";
import type { Operation } from "../contract/operations.ts";

/**
 * How long a new account may refuse to be entered before that means anything: AWS says to "wait a few minutes", and up
 * to seven have been seen. Milliseconds.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
 */
const CHILDHOOD = 15 * 60_000;

/** Knows which accounts are so young that a refusal may pass by itself. */
export interface Newborns {
  /** Learns from what AWS answered to any call. */
  notice(operation: Operation, answer: unknown): void;
  includes(account: AccountId): boolean;
}

/**
 * Watches accounts being made: whoever finishes in this run is new from now on, and whoever AWS says it created a few
 * minutes ago is new as well, so that a run which takes up another one's work is as patient as that one was.
 */
export function watchNewborns(clock: Clock): Newborns {
  const until = new Map<AccountId, number>();

  function grown(account: unknown, at: number): void {
    if (typeof account === "string" && at > clock.now().getTime()) {
      until.set(account, Math.max(at, until.get(account) ?? 0));
    }
  }

  function noticeStatus(status: unknown): void {
    if (isObject(status) && status["State"] === "SUCCEEDED" && !until.has(String(status["AccountId"]))) {
      grown(status["AccountId"], clock.now().getTime() + CHILDHOOD);
    }
  }

  function noticeAccount(account: unknown): void {
    if (isObject(account) && account["JoinedMethod"] === "CREATED" && account["JoinedTimestamp"] instanceof Date) {
      grown(account["Id"], account["JoinedTimestamp"].getTime() + CHILDHOOD);
    }
  }

  return {
    notice(operation, answer) {
      const members: Readonly<Record<string, unknown>> = isObject(answer) ? answer : {};
      if (operation === "organizations:CreateAccount" || operation === "organizations:DescribeCreateAccountStatus") {
        noticeStatus(members["CreateAccountStatus"]);
      } else if (operation === "organizations:DescribeAccount") {
        noticeAccount(members["Account"]);
      } else if (operation === "organizations:ListAccounts" && Array.isArray(members["Accounts"])) {
        members["Accounts"].forEach(noticeAccount);
      }
    },
    includes: (account) => (until.get(account) ?? 0) > clock.now().getTime(),
  };
}
