import { advance } from "../../src/aws/sandbox/deed.ts";
import type { World } from "../../src/aws/sandbox/world.ts";
import type { Clock } from "../../src/model/clock.ts";

/** Decides who is next, when several calls wait to be answered and several sleepers to be woken. */
export interface Schedule {
  /** Does a piece of work when its turn comes. */
  turn<T>(work: () => Promise<T>): Promise<T>;
  readonly clock: Clock;
  /** Waits for a run; "stuck" when nothing waits for a turn or sleeps any more and the run goes on all the same. */
  follow<T>(run: Promise<T>): Promise<T | "stuck">;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** A turn may take a few rounds of the event loop to bring forth the next one; none takes so many. */
const ROUNDS_UNTIL_STUCK = 200;

/**
 * One order of things out of all that are possible: of the calls that are under way, any may come through next; time
 * moves when none is, to the sleeper who wakes first.
 *
 * @param random from 0 up to, not including, 1.
 */
export function openSchedule(world: World, random: () => number): Schedule {
  const waiting: (() => void)[] = [];
  const sleepers: Sleeper[] = [];

  function step(): boolean {
    const [next] = waiting.splice(Math.floor(random() * waiting.length), 1);
    if (next !== undefined) {
      next();
      return true;
    }
    sleepers.sort((a, b) => a.until - b.until);
    const first = sleepers.shift();
    if (first !== undefined) {
      advance(world, first.until);
      first.wake();
    }
    return first !== undefined;
  }

  return {
    turn: (work) =>
      new Promise((resolve, reject) => {
        waiting.push(() => void work().then(resolve, reject));
      }),
    clock: {
      now: () => new Date(world.time),
      async sleep(milliseconds, signal) {
        signal?.throwIfAborted();
        await new Promise<void>((wake) => {
          sleepers.push({ until: world.time + milliseconds, wake });
        });
        signal?.throwIfAborted();
      },
    },
    async follow(run) {
      let isOver = false;
      const over = run.finally(() => {
        isOver = true;
      });
      over.catch(() => {});
      for (let idle = 0; !isOver && idle < ROUNDS_UNTIL_STUCK; ) {
        await new Promise((resolve) => setImmediate(resolve));
        idle = !isOver && step() ? 0 : idle + 1;
      }
      return isOver ? await over : "stuck";
    },
  };
}
