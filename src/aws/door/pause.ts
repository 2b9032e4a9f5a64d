import type { Clock } from "../../model/clock.ts";
import type { AccountId } from "../../model/place.ts";
import type { Operation } from "../contract/operations.ts";
import type { Tally } from "./statistics.ts";

/** Why the door waits, and how long at most this time. */
export interface Waiting {
  readonly operation: Operation;
  readonly account: AccountId;
  readonly step: string | null;
  /** Completes "waiting: …". */
  readonly because: string;
  readonly milliseconds: number;
}

/** Waits, and tells whoever wants to know. Ends early with an AbortError when `signal` fires. */
export type Pause = (why: Waiting, signal: AbortSignal | undefined) => Promise<void>;

/** The door's one way to wait: on the clock it was given, counted and told. */
export function pauseOn(clock: Clock, tally: Tally, onWait: ((why: Waiting) => void) | undefined): Pause {
  return async (why, signal) => {
    signal?.throwIfAborted();
    onWait?.(why);
    const since = clock.now().getTime();
    try {
      await clock.sleep(why.milliseconds, signal);
    } finally {
      tally.waited(clock.now().getTime() - since);
    }
  };
}
