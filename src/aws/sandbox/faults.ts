/** What goes wrong with a call. */
export type FaultKind =
  /** Refused for its rate. */
  | "throttle"
  /** Refused with `code` and, if given, `reason`. */
  | "refused"
  /** Done, but the answer never came. */
  | "lost-answer"
  /** Never left. */
  | "not-sent"
  /** AWS answers 500; it was done. */
  | "server-error-applied"
  /** AWS answers 500; it was not done. */
  | "server-error"
  /** The process dies before the call is sent. */
  | "crash-before"
  /** The process dies after the call was done, before it sees the answer. */
  | "crash-after"
  /** The account takes `milliseconds` longer. */
  | "slow-account"
  /** The account's creation ends in FAILED with `reason`. */
  | "failed-account"
  /** A read answers from before the last write. */
  | "stale-read";

/** One fault. Where several fit a call, the first does. */
export interface Fault {
  readonly kind: FaultKind;
  /** As in `organizations:CreateAccount`; any operation when left out. */
  readonly operation?: string;
  /** Only the nth such call, counted from 1, in all processes that used the sandbox. */
  readonly nth?: number;
  /** Only the call with this number. */
  readonly call?: number;
  readonly code?: string;
  readonly reason?: string;
  readonly milliseconds?: number;
}

/** The process has died, as `kill -9` would have it. Nothing may catch this; the sandbox answers nothing afterwards. */
export class ProcessDeath extends Error {
  override readonly name = "ProcessDeath";

  constructor(call: number, operation: string) {
    super(`The process died at call ${call}, ${operation}, as the sandbox's faults say.`);
  }
}

/** Which fault, if any, hits a call. */
export interface FaultPlan {
  /** Counts the call, and tells its fault. */
  next(operation: string, call: number): Fault | undefined;
  readonly staleReads: boolean;
}

/** The plan for these faults. `counted` holds how often each operation was called before. */
export function planFaults(faults: readonly Fault[], counted: ReadonlyMap<string, number> = new Map()): FaultPlan {
  const counts = new Map(counted);
  let all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return {
    staleReads: faults.some((fault) => fault.kind === "stale-read"),
    next(operation, call) {
      const nth = (counts.get(operation) ?? 0) + 1;
      counts.set(operation, nth);
      all += 1;
      return faults.find(
        (fault) =>
          (fault.operation === undefined || fault.operation === operation) &&
          (fault.nth === undefined || fault.nth === (fault.operation === undefined ? all : nth)) &&
          (fault.call === undefined || fault.call === call),
      );
    },
  };
}

const KINDS: ReadonlySet<string> = new Set<FaultKind>([
  "throttle",
  "refused",
  "lost-answer",
  "not-sent",
  "server-error-applied",
  "server-error",
  "crash-before",
  "crash-after",
  "slow-account",
  "failed-account",
  "stale-read",
]);

/**
 * Faults from JSON text: a list of objects with the members of `Fault`.
 * @throws RangeError that names what is wrong.
 */
export function parseFaults(text: string): Fault[] {
  const value: unknown = JSON.parse(text);
  if (!Array.isArray(value)) {
    throw new RangeError("Faults are a JSON list of objects, each with a `kind`.");
  }
  for (const fault of value) {
    if (!KINDS.has(fault?.kind)) {
      throw new RangeError(`There is no fault "${String(fault?.kind)}". There are: ${[...KINDS].join(", ")}.`);
    }
  }
  return value;
}
