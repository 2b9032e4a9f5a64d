import type { Operation } from "../../src/aws/contract/operations.ts";
import type { Transport } from "../../src/aws/contract/transport.ts";
import type { World } from "../../src/aws/sandbox/world.ts";
import type { Sabotage } from "./play.ts";

type Members = Readonly<Record<string, unknown>>;

/** A call on its way from the tool to AWS, in the hands of a saboteur. */
export interface Passing {
  readonly operation: string;
  readonly input: Members;
  readonly world: World;
  /** Sends it as it is. */
  pass(): Promise<Members>;
  /** Sends something else in the same place. */
  send(operation: string, input: Members): Promise<Members>;
}

/** What becomes of a call. */
export type Spoil = (call: Passing) => Promise<Members>;

/**
 * A tool that is broken on purpose.
 *
 * @param begin what becomes of the calls of a process, of which this is the nth, counted from 1
 */
export function broken(begin: (nth: number) => Spoil): Sabotage {
  let processes = 0;
  return (honest, world) => {
    processes += 1;
    const spoil = begin(processes);
    return {
      send: (async (as, region, operation, input, options) => {
        const send = async (other: string, given: Members) =>
          (await honest.send(as, region, other as Operation, given as never, options)) as Members;
        const own = input as Members;
        return await spoil({ operation, input: own, world, pass: () => send(operation, own), send });
      }) as Transport["send"],
    };
  };
}

/** A tool whose calls of one operation are spoilt, and which is honest else. */
export function brokenAt(operation: string, spoil: Spoil): Sabotage {
  return broken(() => async (call) => (call.operation === operation ? await spoil(call) : await call.pass()));
}
