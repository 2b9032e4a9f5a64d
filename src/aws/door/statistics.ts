import type { Clock } from "../../model/clock.ts";
import type { AccountId } from "../../model/place.ts";
import { specOf } from "../contract/operations.ts";
import type { Attempt, Send } from "./attempt.ts";
import { laneOf, type RateTable } from "./rates.ts";
import { isThrottle } from "./retry-rules.ts";

export interface CallCount {
  /** Attempts, the repeated ones among them. */
  sent: number;
  retried: number;
  throttled: number;
}

/** What a run asked of AWS, as `--stats-out` writes it. */
export interface Statistics {
  readonly calls: Readonly<Record<string, Readonly<CallCount>>>;
  readonly reads: number;
  readonly writes: number;
  /** Member accounts in which a role was assumed. */
  readonly accountsEntered: number;
  /** `wall`: on the machine's clock; `virtual`: on the world's; `waiting`: all waits of the door added up. */
  readonly seconds: { readonly wall: number; readonly virtual: number; readonly waiting: number };
  /** `floorSeconds`: the least that AWS's published rate allows for so many calls. */
  readonly lanes: readonly { readonly name: string; readonly calls: number; readonly floorSeconds: number }[];
}

/** Counts what passes through the door. One tally may serve several doors of a run. */
export interface Tally {
  sent(attempt: Attempt): void;
  failed(attempt: Attempt, error: unknown): void;
  entered(account: AccountId): void;
  waited(milliseconds: number): void;
  statistics(rates: RateTable): Statistics;
}

/**
 * Starts counting.
 *
 * @param stopwatch milliseconds of the machine's own time, which a sandbox's clock does not tell.
 */
export function startTally(clock: Clock, stopwatch: () => number = () => performance.now()): Tally {
  const started = { wall: stopwatch(), virtual: clock.now().getTime() };
  const calls = new Map<string, CallCount>();
  const lanes = new Map<string, Map<AccountId, number>>();
  const accounts = new Set<AccountId>();
  const total = { read: 0, write: 0, waiting: 0 };

  function countOf({ operation }: Attempt): CallCount {
    const count = calls.get(operation) ?? { sent: 0, retried: 0, throttled: 0 };
    calls.set(operation, count);
    return count;
  }

  return {
    sent(attempt) {
      const count = countOf(attempt);
      count.sent += 1;
      count.retried += attempt.number > 1 ? 1 : 0;
      total[specOf(attempt.operation).access] += 1;
      const lane = laneOf(attempt.operation);
      const inLane = lanes.get(lane) ?? new Map<AccountId, number>();
      inLane.set(attempt.account, (inLane.get(attempt.account) ?? 0) + 1);
      lanes.set(lane, inLane);
    },
    failed(attempt, error) {
      countOf(attempt).throttled += isThrottle(error) ? 1 : 0;
    },
    entered: (account) => void accounts.add(account),
    waited(milliseconds) {
      total.waiting += milliseconds;
    },
    statistics: (rates) => ({
      calls: Object.fromEntries([...calls].sort(byName).map(([name, count]) => [name, { ...count }])),
      reads: total.read,
      writes: total.write,
      accountsEntered: accounts.size,
      seconds: {
        wall: seconds(stopwatch() - started.wall),
        virtual: seconds(clock.now().getTime() - started.virtual),
        waiting: seconds(total.waiting),
      },
      lanes: [...lanes].sort(byName).flatMap(([name, inLane]) => laneStatistics(name, [...inLane.values()], rates)),
    }),
  };
}

/** Counts every attempt that `next` makes. */
export function withTally(next: Send, tally: Tally): Send {
  return async (attempt) => {
    tally.sent(attempt);
    try {
      return await next(attempt);
    } catch (error) {
      tally.failed(attempt, error);
      throw error;
    }
  };
}

/** Each account has its own bucket, so the busiest one sets the floor. */
function laneStatistics(name: string, callsByAccount: readonly number[], rates: RateTable): Statistics["lanes"] {
  const rate = rates.get(name);
  if (rate === undefined) {
    return [];
  }
  const calls = callsByAccount.reduce((sum, count) => sum + count, 0);
  const floorSeconds = Math.max(0, (Math.max(...callsByAccount) - rate.burst) / rate.rate);
  return [{ name, calls, floorSeconds: seconds(floorSeconds * 1000) }];
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1000;
}
