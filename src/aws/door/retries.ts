import type { Clock } from "../../model/clock.ts";
import { AwsError } from "../contract/aws-error.ts";
import { specOf } from "../contract/operations.ts";
import type { Attempt, Send } from "./attempt.ts";
import type { Pause } from "./pause.ts";
import { delayAfter, type RetryRule, ruleFor } from "./retry-rules.ts";

export interface RetryOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly pause: Pause;
  /** Whether an account is only minutes old. */
  readonly isNewborn: (attempt: Attempt) => boolean;
}

interface Patience {
  failures: number;
  /** When the first failure was, in milliseconds. */
  readonly since: number;
}

/** Tries again what may be tried again. The last failure is thrown when the patience for its kind is used up. */
export function withRetries(next: Send, { clock, random, pause, isNewborn }: RetryOptions): Send {
  /** Waits for the next try; false when there is to be none. */
  async function waits(attempt: Attempt, error: AwsError, spent: Map<RetryRule, Patience>): Promise<boolean> {
    const rule = ruleFor(error, specOf(attempt.operation).retry, isNewborn(attempt));
    if (rule === null || attempt.signal?.aborted === true) {
      return false;
    }
    const now = clock.now().getTime();
    const patience = spent.get(rule) ?? { failures: 0, since: now };
    patience.failures += 1;
    spent.set(rule, patience);
    const milliseconds = delayAfter(rule, patience.failures, error.retryAfterMilliseconds, random);
    const isSpent = now - patience.since + milliseconds > rule.budget || patience.failures > (rule.tries ?? Infinity);
    if (isSpent) {
      return false;
    }
    const { operation, account, step } = attempt;
    await pause({ operation, account, step, because: `${rule.because} (${error.code})`, milliseconds }, attempt.signal);
    return true;
  }

  return async (first) => {
    const spent = new Map<RetryRule, Patience>();
    for (let attempt = first; ; attempt = { ...attempt, number: attempt.number + 1 }) {
      try {
        return await next(attempt);
      } catch (error) {
        if (!(error instanceof AwsError) || !(await waits(attempt, error, spent))) {
          throw error;
        }
      }
    }
  };
}
