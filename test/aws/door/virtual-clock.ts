import type { Clock } from "../../../src/model/clock.ts";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

export const START = Date.UTC(2026, 0, 1);

/** A clock on which an hour passes in no time: once everybody sleeps, it is set to when the first one wakes. */
export function virtualClock(): Clock & { seconds(): number; advance(milliseconds: number): void } {
  let now = START;
  let isSet = false;
  const sleepers: Sleeper[] = [];

  function set(): void {
    if (!isSet) {
      isSet = true;
      setImmediate(wakeFirst);
    }
  }

  function wakeFirst(): void {
    isSet = false;
    sleepers.sort((a, b) => a.at - b.at);
    const first = sleepers.shift();
    if (first !== undefined) {
      now = Math.max(now, first.at);
      first.wake();
      set();
    }
  }

  return {
    now: () => new Date(now),
    seconds: () => (now - START) / 1000,
    advance(milliseconds) {
      now += milliseconds;
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: now + milliseconds, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener("abort", () => {
          sleepers.splice(sleepers.indexOf(sleeper), 1);
          reject(signal.reason);
        });
        set();
      }),
  };
}
