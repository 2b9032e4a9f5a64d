import type { Clock } from "../../model/clock.ts";
import { type AccountId, MANAGEMENT, type Place, type Region } from "../../model/place.ts";
import type { CallOptions, Reader, Writer } from "../contract/call.ts";
import { type Operation, type ReadOperation, specOf } from "../contract/operations.ts";
import type { Input, Output } from "../contract/services.ts";
import type { AccountDirectory, Transport } from "../contract/transport.ts";
import type { Caller } from "./caller.ts";
import { checkLife } from "./credential-life.ts";
import { watchNewPrincipals } from "./new-principals.ts";
import { watchNewborns } from "./newborns.ts";
import { pauseOn, type Waiting } from "./pause.ts";
import type { RateTable } from "./rates.ts";
import { watchReadiness } from "./readiness.ts";
import type { RunLog } from "./run-log.ts";
import { openSending } from "./sending.ts";
import { type Errand, openSessions, type Target } from "./sessions.ts";
import { type Statistics, startTally, type Tally } from "./statistics.ts";
import type { Identity, Way } from "./way.ts";

export interface DoorOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  readonly caller: Caller;
  readonly managementAccountId: AccountId;
  readonly identity: Identity;
  /** Where what is global in the partition is asked: IAM, Organizations and STS. */
  readonly controlRegion: Region;
  readonly accounts: AccountDirectory;
  readonly rates: RateTable;
  /** What was counted before the door was opened. */
  readonly tally?: Tally;
  readonly runLog?: RunLog;
  /** Told of every wait before it begins. */
  readonly onWait?: (why: Waiting) => void;
  /** Ends all calls. */
  readonly signal?: AbortSignal;
}

/** The one way to AWS, live or sandbox. */
export interface Door {
  /** Looks with the caller's own credentials, in the caller's own account, whatever the place. */
  readonly own: Reader;
  readonly reader: Reader;
  readonly writer: Writer;
  /** A writer whose calls are on record as those of a plan's step. */
  writerFor(step: string): Writer;
  /** As whom this run acts. Finds out, with at most two calls, if no call has done so yet. */
  way(): Promise<Way>;
  statistics(): Statistics;
}

/**
 * Opens the door: calls made through it are entered into the right account as the right role, kept to AWS's rates, tried
 * again where that is right, counted and put on record. Its errors are AwsError, CannotEnter and CallerProblem.
 */
export function openDoor(options: DoorOptions): Door {
  const { clock, accounts, rates, managementAccountId: management, controlRegion } = options;
  const tally = options.tally ?? startTally(clock);
  const newborns = watchNewborns(clock);
  const newPrincipals = watchNewPrincipals(clock);
  const pause = pauseOn(clock, tally, options.onWait);
  const send = openSending({
    ...options,
    runLog: options.runLog,
    tally,
    pause,
    surroundingsOf: ({ account }) => ({
      youngAccount: newborns.includes(account),
      youngPrincipal: newPrincipals.areThere(),
    }),
  });
  const readiness = watchReadiness(send, pause, newborns);
  const sessions = openSessions({ ...options, management, region: controlRegion, send, tally, pause, newborns });

  function accountAt({ account: key }: Place): Target {
    const id = key === MANAGEMENT ? management : accounts.idOf(key);
    if (id === undefined) {
      throw new Error(`Nobody knows the id of the account "${key}" yet, so nothing can be asked there.`);
    }
    return { key, id };
  }

  async function call(errand: Errand, operation: Operation, at: Place, input: unknown): Promise<unknown> {
    const target = accountAt(at);
    const region = at.region === "global" ? controlRegion : at.region;
    const { step, signal } = errand;
    errand.signal?.throwIfAborted();
    await checkLife(operation, options.transport, clock);
    const output = await sessions.within(target, errand, async (as) => {
      const attempt = { operation, as, account: target.id, region, input, step, number: 1, ...(signal && { signal }) };
      await readiness.before(attempt);
      const answer = await send(attempt);
      readiness.answered(attempt);
      return answer;
    });
    newborns.notice(operation, output);
    newPrincipals.notice(operation, output);
    return output;
  }

  function errandOf(step: string | null, { signal }: CallOptions = {}): Errand {
    const signals = [options.signal, signal].filter((one) => one !== undefined);
    return { step, signal: signals.length > 1 ? AbortSignal.any(signals) : signals[0] };
  }

  function writerFor(step: string | null): Writer {
    return {
      async call<X extends Operation>(operation: X, at: Place, input: Input<X>, callOptions?: CallOptions) {
        return (await call(errandOf(step, callOptions), operation, at, input)) as Output<X>;
      },
    };
  }

  const own: Reader = {
    async call<X extends ReadOperation>(operation: X, _at: Place, input: Input<X>, { signal }: CallOptions = {}) {
      const who = { as: { is: "base" }, account: options.caller.account, region: controlRegion } as const;
      const question = { operation, ...who, input, step: null, number: 1 };
      return (await send(signal === undefined ? question : { ...question, signal })) as Output<X>;
    },
  };

  const writer = writerFor(null);
  return {
    own: readerOnly(own),
    reader: readerOnly(writer),
    writer,
    writerFor,
    way: () => sessions.way(errandOf(null)),
    statistics: () => tally.statistics(rates),
  };
}

/** Types keep a Reader from writing; this keeps it even where types were cast away. */
function readerOnly(reader: Reader): Reader {
  return {
    async call<X extends ReadOperation>(operation: X, at: Place, input: Input<X>, options?: CallOptions) {
      if (specOf(operation).access !== "read") {
        throw new Error(`${operation} changes AWS and was called where only looking is allowed.`);
      }
      return await reader.call(operation, at, input, options);
    },
  };
}
