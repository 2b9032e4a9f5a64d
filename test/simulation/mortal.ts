import type { Transport } from "../../src/aws/contract/transport.ts";
import { ProcessDeath } from "../../src/aws/sandbox/faults.ts";
import type { Clock } from "../../src/model/clock.ts";

/** What a process reaches of the world: AWS and the time. */
export interface Ports {
  readonly transport: Transport;
  readonly clock: Clock;
}

/** Ports that can fall silent. */
export interface Mortal extends Ports {
  /** Ends the process that uses them: no call is answered any more, no sleep ends. */
  die(): void;
  readonly isDead: () => boolean;
  /** What a piece of the process's work comes to, or "died" if the process dies before. */
  outlive<T>(work: Promise<T>): Promise<T | "died">;
}

/**
 * Ports of a process that may die. Death is silence: whoever waits for an answer waits for ever, so that there is nothing
 * that a `catch` or a `finally` of the process could see, as after `kill -9`. What it had sent may have been done.
 */
export function mortal({ transport, clock }: Ports): Mortal {
  const silence = new Promise<never>(() => {});
  let isDead = false;
  let fall: (how: "died") => void = () => {};
  const fallen = new Promise<"died">((resolve) => {
    fall = resolve;
  });

  function die(): void {
    isDead = true;
    fall("died");
  }

  async function whileAlive<T>(work: () => Promise<T>): Promise<T> {
    if (isDead) {
      return await silence;
    }
    try {
      const result = await work();
      return isDead ? await silence : result;
    } catch (error) {
      if (error instanceof ProcessDeath) {
        die();
      }
      if (isDead) {
        return await silence;
      }
      throw error;
    }
  }

  return {
    transport: {
      send: (as, region, operation, input, options) =>
        whileAlive(() => transport.send(as, region, operation, input, options)),
    },
    clock: {
      now: () => clock.now(),
      sleep: (milliseconds, signal) => whileAlive(() => clock.sleep(milliseconds, signal)),
    },
    die,
    isDead: () => isDead,
    outlive: (work) => Promise.race([work, fallen]),
  };
}
