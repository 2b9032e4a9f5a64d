import type { Clock } from "../../model/clock.ts";
import { AwsError } from "../contract/aws-error.ts";
import { specOf } from "../contract/operations.ts";
import type { Attempt, Send } from "./attempt.ts";
import type { Pause } from "./pause.ts";
import { delayAfter, type RetryRule, ruleFor, type Surroundings } from "./retry-rules.ts";

export interface RetryOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly pause: Pause;
  /** What may make a refusal of this attempt one that passes by itself. */
  readonly surroundingsOf: (attempt: Attempt) => Surroundings;
}

interface Patience {
  failures: number;
  /** When the first failure was, in milliseconds. */
  readonly since: number;
}

/** Tries again what may be tried again. The last failure is thrown when the patience for its kind is used up. */
export function withRetries(next: Send, { clock, random, pause, surroundingsOf }: RetryOptions): Send {
  /** Waits for the next try; throws the error when there is to be none. */
  async function wait(attempt: Attempt, error: AwsError, spent: Map<RetryRule, Patience>): Promise<void> {
    const rule = ruleFor(error, specOf(attempt.operation).retry, surroundingsOf(attempt));
    if (rule === null || attempt.signal?.aborted === true) {
      throw error;
    }
    const now = clock.now().getTime();
    const patience = spent.get(rule) ?? { failures: 0, since: now };
    patience.failures += 1;
    spent.set(rule, patience);
    const milliseconds = delayAfter(rule, patience.failures, error.retryAfterMilliseconds, random);
    const isSpent = now - patience.since + milliseconds > rule.budget || patience.failures > (rule.tries ?? Infinity);
    if (isSpent) {
      throw rule.passes ? error.afterWaiting(rule.because) : error;
    }
    const { operation, account, step } = attempt;
    await pause({ operation, account, step, because: `${rule.because} (${error.code})`, milliseconds }, attempt.signal);
  }

  return async (first) => {
    const spent = new Map<RetryRule, Patience>();
    for (let attempt = first; ; attempt = { ...attempt, number: attempt.number + 1 }) {
      try {
        return await next(attempt);
      } catch (error) {
        if (!(error instanceof AwsError)) {
          throw error;
        }
        await wait(attempt, error, spent);
      }
    }
  };
}
