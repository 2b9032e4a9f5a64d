import type { Clock } from "../../model/clock.ts";
import { type Operation, serviceOf, specOf } from "../contract/operations.ts";
import type { Attempt, Send } from "./attempt.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import type { Pause } from "./pause.ts";
import { laneOf, type Rate, type RateTable } from "./rates.ts";

interface Bucket {
  tokens: number;
  /** When `tokens` was true, in milliseconds. */
  at: number;
}

export interface LaneOptions {
  readonly rates: RateTable;
  readonly clock: Clock;
  readonly pause: Pause;
}

/**
 * Keeps calls to AWS's published rates, lane by lane and account by account, and lets the writes to Organizations
 * through strictly one at a time: AWS refuses a second one with ConcurrentModificationException.
 */
export function withLanes(next: Send, { rates, clock, pause }: LaneOptions): Send {
  const buckets = new Map<string, Bucket>();
  const alone = oneAtATime();

  function bucketOf(attempt: Attempt, rate: Rate): Bucket {
    const name = `${laneOf(attempt.operation)} ${attempt.account}`;
    const bucket = buckets.get(name) ?? { tokens: rate.burst, at: clock.now().getTime() };
    buckets.set(name, bucket);
    return bucket;
  }

  async function turn(attempt: Attempt): Promise<void> {
    const rate = rates.get(laneOf(attempt.operation));
    if (rate === undefined) {
      return;
    }
    const bucket = bucketOf(attempt, rate);
    const milliseconds = take(bucket, rate, clock.now().getTime());
    if (milliseconds === 0) {
      return;
    }
    const because = `AWS takes ${rate.rate} ${attempt.operation} a second`;
    const { operation, account, step } = attempt;
    try {
      await pause({ operation, account, step, because, milliseconds }, attempt.signal);
    } catch (error) {
      bucket.tokens += 1;
      throw error;
    }
  }

  return async (attempt) => {
    await turn(attempt);
    return isOrganizationWrite(attempt.operation)
      ? await alone(async () => {
          attempt.signal?.throwIfAborted();
          return await next(attempt);
        })
      : await next(attempt);
  };
}

/** Takes a token, perhaps a future one; answers how many milliseconds it is until that one is there. */
function take(bucket: Bucket, { rate, burst }: Rate, now: number): number {
  bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) * rate) / 1000) - 1;
  bucket.at = now;
  return bucket.tokens >= 0 ? 0 : Math.ceil((-bucket.tokens / rate) * 1000);
}

function isOrganizationWrite(operation: Operation): boolean {
  return serviceOf(operation) === "organizations" && specOf(operation).access === "write";
}
