import type { Region } from "../../model/place.ts";
import type { Operation } from "../contract/operations.ts";
import type { Input } from "../contract/services.ts";
import type { AttemptOptions, Session, Transport } from "../contract/transport.ts";

/** Looks at every attempt, counted from 1. What a hook throws is what the attempt comes to. */
export interface FaultHooks {
  beforeCall?(n: number, operation: Operation): void;
  /** The world has changed; the answer is not delivered yet. */
  afterCall?(n: number, operation: Operation): void;
}

/** The process ends here. Stands for a kill: no call gets through any more. */
export class Crash extends Error {
  override readonly name = "Crash";
}

/** Lets hooks see and spoil the calls of a transport. */
export function withFaults(transport: Transport, hooks: FaultHooks): Transport {
  let calls = 0;
  return {
    ...transport,
    async send<X extends Operation>(
      as: Session,
      region: Region,
      operation: X,
      input: Input<X>,
      options?: AttemptOptions,
    ) {
      calls += 1;
      const n = calls;
      hooks.beforeCall?.(n, operation);
      const output = await transport.send(as, region, operation, input, options);
      hooks.afterCall?.(n, operation);
      return output;
    },
  };
}

/** Crashes before the `n`th attempt, or after it with its answer lost; from then on nothing gets through. */
export function crashAt(n: number, when: "before" | "after"): FaultHooks {
  let isDead = false;
  function dieAt(isHere: boolean, operation: Operation): void {
    isDead ||= isHere;
    if (isDead) {
      throw new Crash(`Crashed ${when} call ${n}, at ${operation}.`);
    }
  }
  return {
    beforeCall: (call, operation) => dieAt(when === "before" && call >= n, operation),
    afterCall: (call, operation) => dieAt(when === "after" && call >= n, operation),
  };
}
