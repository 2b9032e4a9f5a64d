import type { Json } from "../../model/json.ts";
import type { Region } from "../../model/place.ts";
import { AwsError } from "../contract/aws-error.ts";
import type { Operation } from "../contract/operations.ts";
import type { Session } from "../contract/transport.ts";
import { type Authorize, checkAuthorized } from "./authorization/authorize.ts";
import { type CallRecord, withoutSecrets } from "./call-record.ts";
import { callerOf, type Principal } from "./callers.ts";
import { copy } from "./copy.ts";
import { advance, type Effect, execute } from "./deed.ts";
import { isWrite } from "./dispatch.ts";
import { type Fault, type FaultPlan, ProcessDeath } from "./faults.ts";
import type { Caller } from "./handlers.ts";
import { Refusal } from "./refuse.ts";
import { serverErrorOf, throttleOf, withoutBody } from "./service-errors.ts";
import type { Store } from "./store.ts";
import type { World } from "./world.ts";

/** A running sandbox: the world, and what happens to calls on their way to it. */
export interface Engine {
  readonly world: World;
  readonly store: Store;
  readonly faults: FaultPlan;
  readonly authorize: Authorize;
  readonly calls: CallRecord[];
  /** The world before the last write; kept only when some read shall be stale. */
  before: World | null;
  /** The number of the last call. */
  n: number;
  dead: boolean;
}

/** One call on its way. */
export interface Request {
  readonly base: Principal;
  readonly as: Session;
  readonly region: Region;
  /** `service:Operation`. */
  readonly operation: string;
  readonly input: unknown;
  /** Whether faults may hit it. */
  readonly faulty: boolean;
}

/**
 * Sends one call, and answers what belongs to the caller alone.
 * @throws AwsError when it is refused, or a fault hits it.
 * @throws ProcessDeath when a fault says so, and at every call after that.
 */
export function send(engine: Engine, request: Request): object {
  const fault = begin(engine, request);
  switch (fault?.kind) {
    case "crash-before":
      record(engine, request, null, fault.kind);
      return die(engine, request);
    case "not-sent":
      record(engine, request, null, fault.kind);
      throw failure(request, { code: "ECONNREFUSED", message: "connect ECONNREFUSED", outcome: "not-sent" });
    case "throttle":
      return refused(engine, request, throttleOf(request.operation));
    case "refused":
      return refused(engine, request, faultRefusal(fault));
    case "server-error":
      record(engine, request, null, fault.kind);
      throw serverError(request);
    case "stale-read":
      return deliver(engine, request, staleWorld(engine, request), undefined, fault.kind);
  }
  try {
    const output = deliver(engine, request, engine.world, effectOf(fault), fault?.kind ?? "done");
    return fault === undefined ? output : lose(engine, request, fault, output);
  } catch (error) {
    // A process can die as well before it sees that it was refused.
    if (fault?.kind === "crash-after" && !engine.dead) {
      return die(engine, request);
    }
    throw error;
  }
}

/** Counts the call, lets its time pass, and finds its fault. */
function begin(engine: Engine, request: Request): Fault | undefined {
  if (engine.dead) {
    throw new ProcessDeath(engine.n, request.operation);
  }
  engine.n += 1;
  advance(engine.world, engine.world.time + engine.world.tempo.callMilliseconds);
  const fault = engine.faults.next(request.operation, engine.n);
  return request.faulty ? fault : undefined;
}

/** Lets the world answer, and keeps what was done before anybody hears of it. */
function deliver(engine: Engine, request: Request, world: World, effect: Effect | undefined, outcome: string): object {
  const write = isWrite(request.operation);
  let at: Caller | null = null;
  try {
    at = callerOf(engine.world, request.base, request.as, request.region, serviceOf(request.operation));
    checkAuthorized(engine.world, request.operation, request.input, at, engine.authorize);
    const before = write && engine.faults.staleReads ? copy(engine.world) : engine.before;
    const output = execute(world, request.operation, request.input, at, effect);
    engine.before = before;
    if (write) {
      keep(engine, request, at, effect);
    }
    record(engine, request, at, outcome);
    return output;
  } catch (error) {
    return refused(engine, request, refusalOf(error, request), at);
  }
}

/** Only lists and descriptions can be stale: a write and a new session are made in the world as it is. */
function staleWorld(engine: Engine, request: Request): World {
  const fresh = isWrite(request.operation) || serviceOf(request.operation) === "sts";
  return fresh ? engine.world : (engine.before ?? engine.world);
}

/** What is left of an answer after a fault. */
function lose(engine: Engine, request: Request, fault: Fault, output: object): object {
  switch (fault.kind) {
    case "crash-after":
      return die(engine, request);
    case "lost-answer":
      throw failure(request, { code: "TimeoutError", message: "The answer never came.", outcome: "unknown" });
    case "server-error-applied":
      throw serverError(request);
    default:
      return output;
  }
}

function keep(engine: Engine, request: Request, at: Caller, effect: Effect | undefined): void {
  engine.store.keep({
    n: engine.n,
    time: engine.world.time,
    account: at.account,
    principal: at.principalArn,
    mfa: at.mfa,
    region: request.region,
    operation: request.operation,
    input: copy(request.input ?? {}) as Json,
    ...(effect === undefined ? {} : { effect }),
  });
}

function record(engine: Engine, request: Request, at: Caller | null, outcome: string): void {
  const [service = "", operation = ""] = request.operation.split(":");
  const session = request.as.is === "role" ? request.as : null;
  const line: CallRecord = {
    n: engine.n,
    at: new Date(engine.world.time).toISOString(),
    principal: at?.principalArn ?? session?.roleArn ?? request.base.arn,
    account: at?.account ?? session?.account ?? request.base.account,
    region: request.region,
    service,
    operation,
    write: isWrite(request.operation),
    input: withoutSecrets(request.input),
    outcome,
  };
  engine.calls.push(line);
  engine.store.log(line);
}

function die(engine: Engine, request: Request): never {
  engine.dead = true;
  engine.store.abandon();
  throw new ProcessDeath(engine.n, request.operation);
}

function refused(engine: Engine, request: Request, refused: Refusal, at: Caller | null = null): never {
  const refusal = withoutBody(request.operation, refused);
  record(engine, request, at, refusal.code);
  const { code, message, status, reason } = refusal;
  throw failure(request, { code, message, status, outcome: "refused", ...(reason === undefined ? {} : { reason }) });
}

function failure(request: Request, details: Omit<ConstructorParameters<typeof AwsError>[0], "operation">): AwsError {
  // A raw call may name an operation that orgwright itself never makes.
  return new AwsError({ operation: request.operation as Operation, ...details });
}

function serverError(request: Request): AwsError {
  const code = serverErrorOf(request.operation);
  return failure(request, { code, message: "Internal error.", status: 500, outcome: "unknown" });
}

function faultRefusal(fault: Fault): Refusal {
  const details = fault.reason === undefined ? {} : { reason: fault.reason };
  return new Refusal(fault.code ?? "ConcurrentModificationException", "The sandbox's faults say so.", details);
}

function effectOf(fault: Fault | undefined): Effect | undefined {
  switch (fault?.kind) {
    case "slow-account":
      return { slower: fault.milliseconds ?? 600_000 };
    case "failed-account":
      return { fails: fault.reason ?? "INTERNAL_FAILURE" };
    default:
      return undefined;
  }
}

function serviceOf(operation: string): string {
  return operation.slice(0, operation.indexOf(":"));
}

/** What a person types may have members of the wrong type; in orgwright's own calls that is a mistake of ours. */
function refusalOf(error: unknown, request: Request): Refusal {
  if (error instanceof Refusal) {
    return error;
  }
  if (error instanceof TypeError && !request.faulty) {
    return new Refusal("SerializationException", `The input has not the form it should: ${error.message}`, {});
  }
  throw error;
}
