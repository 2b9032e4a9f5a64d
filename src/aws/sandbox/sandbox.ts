import type { Clock } from "../../model/clock.ts";
import type { AccountId, Region } from "../../model/place.ts";
import { AwsError } from "../contract/aws-error.ts";
import type { Transport } from "../contract/transport.ts";
import type { Authorize } from "./authorization/authorize.ts";
import type { CallRecord } from "./call-record.ts";
import { administratorOf, type Principal, principalOf } from "./callers.ts";
import { copy } from "./copy.ts";
import { type Opened, openDirectory } from "./directory/directory.ts";
import { handlerOf, sandboxOperations } from "./dispatch.ts";
import { type Engine, send } from "./engine.ts";
import { type Fault, planFaults } from "./faults.ts";
import { createWorld, type WorldOptions } from "./new-world.ts";
import { MEMORY } from "./store.ts";
import { virtualClock } from "./virtual-clock.ts";
import type { World } from "./world.ts";

/** The world's own options are used when a world is made; one that is there keeps its own. */
export interface SandboxOptions extends WorldOptions {
  /** Where the world is kept; in memory alone when left out. */
  readonly directory?: string;
  /** The world to begin with, which is copied; `createWorld`'s when left out. */
  readonly world?: World;
  /** What goes wrong; those of the directory when left out. */
  readonly faults?: readonly Fault[];
  /** Allows everything when left out. */
  readonly authorize?: Authorize;
}

/** A call as a person makes it, in the SDK's input shape, unchecked. */
export interface RawCall {
  /** As in `organizations`. */
  readonly service: string;
  /** As in `CreatePolicy`. */
  readonly operation: string;
  readonly input?: unknown;
  /** Whose administrator calls; the management account's when left out. */
  readonly account?: AccountId;
  /** ARN of who calls instead. */
  readonly principal?: string;
  readonly mfa?: boolean;
  /** `us-east-1` when left out. */
  readonly region?: Region;
}

/** An AWS Organization to try things in. */
export interface Sandbox {
  /** Calls as the user `admin` of the management account, with MFA, or with sessions that AssumeRole gave. */
  readonly transport: Transport;
  /** The world's time; who sleeps is woken at once. */
  readonly clock: Clock;
  /** To look at. Only calls change it. */
  readonly world: World;
  /** Every call of this process. */
  readonly calls: readonly CallRecord[];
  /** The number of the last call, counted over all processes. */
  readonly callCount: number;
  /** Calls as another principal, by ARN. @throws RangeError when it is no ARN of a principal. */
  as(principalArn: string, options?: { readonly mfa?: boolean }): Transport;
  /**
   * One call that no fault hits, of any operation that the sandbox has: those of `OPERATIONS`, and some with which a
   * world is tampered with. @throws RangeError for an unknown operation; AwsError when it is refused.
   */
  raw(call: RawCall): Promise<object>;
  /** Keeps the world, and lets go of its directory. */
  close(): Promise<void>;
}

/**
 * Opens a sandbox: the world of a directory, which is made if it is not there, or one in memory.
 * @throws SandboxDirectoryError when the directory is in use or damaged.
 */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const opened = open(options);
  const engine: Engine = {
    world: opened.world,
    store: opened.store,
    faults: planFaults(options.faults ?? opened.faults, opened.counted),
    authorize: options.authorize ?? (() => "allow"),
    calls: [],
    before: null,
    n: opened.lastCall,
    dead: false,
  };
  const { world } = engine;
  return {
    transport: transportAs(engine, administratorOf(world, world.managementAccount)),
    clock: virtualClock(world),
    world,
    calls: engine.calls,
    get callCount() {
      return engine.n;
    },
    as: (arn, { mfa = false } = {}) => transportAs(engine, principalOf(arn, mfa)),
    raw: async (call) => raw(engine, call),
    close: async () => engine.store.close(world),
  };
}

function open(options: SandboxOptions): Opened {
  const make = () => (options.world === undefined ? createWorld(options) : withoutSessions(options.world));
  return options.directory === undefined
    ? { world: make(), store: MEMORY, lastCall: 0, faults: [], counted: new Map() }
    : openDirectory(options.directory, make);
}

function withoutSessions(world: World): World {
  return { ...copy(world), sessions: {}, sessionCounter: 0 };
}

function transportAs(engine: Engine, base: Principal): Transport {
  return {
    async send(as, region, operation, input, options) {
      if (options?.signal?.aborted) {
        throw new AwsError({ operation, code: "AbortError", message: "The call was called off.", outcome: "not-sent" });
      }
      // What a handler of this operation answers has this operation's type; the table says so where it is built.
      return send(engine, { base, as, region, operation, input, faulty: true }) as never;
    },
  };
}

function raw(engine: Engine, call: RawCall): object {
  const operation = `${call.service}:${call.operation}`;
  if (handlerOf(operation) === undefined) {
    const known = sandboxOperations().filter((name) => name.startsWith(`${call.service}:`));
    const names = known.length === 0 ? sandboxOperations() : known;
    throw new RangeError(`The sandbox has no operation ${operation}. It has: ${names.join(", ")}.`);
  }
  const account = call.account ?? engine.world.managementAccount;
  const base =
    call.principal === undefined
      ? administratorOf(engine.world, account)
      : principalOf(call.principal, call.mfa ?? false);
  const region = call.region ?? "us-east-1";
  return send(engine, { base, as: { is: "base" }, region, operation, input: call.input ?? {}, faulty: false });
}
