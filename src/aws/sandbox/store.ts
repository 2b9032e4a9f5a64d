import type { CallRecord } from "./call-record.ts";
import type { Deed } from "./deed.ts";
import type { World } from "./world.ts";

/** Where a world outlives its process. */
export interface Store {
  /** Keeps a deed; when this returns, no death of the process loses it. */
  keep(deed: Deed): void;
  /** Keeps the record of a call. */
  log(record: CallRecord): void;
  /** Lets go of what is held, and writes the world anew where that saves the next process work. */
  close(world: World): void;
  /** Lets go as a killed process does: nothing is written, the lock stays. */
  abandon(): void;
}

/** Forgets everything. */
export const MEMORY: Store = {
  keep() {},
  log() {},
  close() {},
  abandon() {},
};
