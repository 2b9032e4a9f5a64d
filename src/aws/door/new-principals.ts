import type { Clock } from "../../model/clock.ts";
import { isObject } from "../../model/json.ts";
import type { Operation } from "../contract/operations.ts";

/**
 * How long a role, a user or an account may stay unknown to a policy that names it. Milliseconds.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 */
const SPREADING = 2 * 60_000;

/** Members of answers in which principals are described. */
const PRINCIPALS = ["Role", "Roles", "RoleDetailList", "User", "Users"] as const;

/** Knows whether a principal was made so recently that AWS may not know it everywhere. */
export interface NewPrincipals {
  /** Learns from what AWS answered to any call. */
  notice(operation: Operation, answer: unknown): void;
  areThere(): boolean;
}

/** Watches principals being made: by this run, or moments before it by another one. */
export function watchNewPrincipals(clock: Clock): NewPrincipals {
  let newest = Number.NEGATIVE_INFINITY;

  function noticeMade(principal: unknown): void {
    const made = isObject(principal) ? principal["CreateDate"] : undefined;
    if (made instanceof Date) {
      newest = Math.max(newest, made.getTime());
    }
  }

  return {
    notice(operation, answer) {
      const members: Readonly<Record<string, unknown>> = isObject(answer) ? answer : {};
      for (const name of PRINCIPALS) {
        const described = members[name];
        if (Array.isArray(described)) {
          described.forEach(noticeMade);
        } else {
          noticeMade(described);
        }
      }
      const status = members["CreateAccountStatus"];
      if (
        operation === "organizations:DescribeCreateAccountStatus" &&
        isObject(status) &&
        status["State"] === "SUCCEEDED"
      ) {
        newest = Math.max(newest, clock.now().getTime());
      }
    },
    areThere: () => clock.now().getTime() - newest < SPREADING,
  };
}
