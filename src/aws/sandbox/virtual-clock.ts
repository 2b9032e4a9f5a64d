import type { Clock } from "../../model/clock.ts";
import { advance } from "./deed.ts";
import type { World } from "./world.ts";

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/**
 * The world's time as a clock. Who sleeps is woken as soon as nothing else has anything to do, the earliest first, and
 * time moves there at once: two who sleep side by side sleep through the same time.
 */
export function virtualClock(world: World): Clock {
  const sleepers: Sleeper[] = [];
  const wakeNext = () => {
    sleepers.sort((a, b) => a.until - b.until);
    const first = sleepers.shift();
    if (first !== undefined) {
      advance(world, first.until);
      first.wake();
    }
  };
  return {
    now: () => new Date(world.time),
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      await new Promise<void>((resolve) => {
        sleepers.push({ until: world.time + milliseconds, wake: resolve });
        setImmediate(wakeNext);
      });
      signal?.throwIfAborted();
    },
  };
}
