import { setTimeout } from "node:timers/promises";
import type { Clock } from "../../model/clock.ts";

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  async sleep(milliseconds, signal) {
    await setTimeout(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
};
