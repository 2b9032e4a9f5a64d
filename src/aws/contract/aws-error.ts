import type { Operation } from "./operations.ts";

/**
 * What became of a call that failed. `refused`: AWS answered that it did not do it. `not-sent`: it never left.
 * `unknown`: it may have happened.
 */
export type Outcome = "refused" | "not-sent" | "unknown";

export interface AwsErrorDetails {
  readonly operation: Operation;
  /** AWS's name for the error, as in `ConcurrentModificationException`; `Timeout` and the like where AWS named none. */
  readonly code: string;
  readonly message: string;
  readonly outcome: Outcome;
  /** HTTP status, if an answer came. */
  readonly status?: number;
  /** AWS's finer reason, as in `ACCOUNT_NUMBER_LIMIT_EXCEEDED`. */
  readonly reason?: string;
  readonly requestId?: string;
  /** How long AWS asks to wait before the next attempt. */
  readonly retryAfterMilliseconds?: number;
  /** Why it was tried again until there was no patience left: it may well succeed later. */
  readonly waitedBecause?: string;
  readonly cause?: unknown;
}

/** A call that did not succeed, whichever world it was sent to. */
export class AwsError extends Error {
  override readonly name = "AwsError";
  readonly operation: Operation;
  readonly code: string;
  readonly outcome: Outcome;
  readonly status: number | undefined;
  readonly reason: string | undefined;
  readonly requestId: string | undefined;
  readonly retryAfterMilliseconds: number | undefined;
  readonly waitedBecause: string | undefined;

  constructor(details: AwsErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.operation = details.operation;
    this.code = details.code;
    this.outcome = details.outcome;
    this.status = details.status;
    this.reason = details.reason;
    this.requestId = details.requestId;
    this.retryAfterMilliseconds = details.retryAfterMilliseconds;
    this.waitedBecause = details.waitedBecause;
  }

  /** The same error, after everything that waiting could do. */
  afterWaiting(because: string): AwsError {
    const { operation, code, message, outcome, status, reason, requestId } = this;
    return new AwsError({
      ...{ operation, code, message, outcome, waitedBecause: because, cause: this.cause ?? this },
      ...(status === undefined ? {} : { status }),
      ...(reason === undefined ? {} : { reason }),
      ...(requestId === undefined ? {} : { requestId }),
    });
  }
}

/** Whether `error` is AWS's refusal with one of these codes. */
export function refusedWith(error: unknown, ...codes: readonly string[]): error is AwsError {
  return error instanceof AwsError && error.outcome === "refused" && codes.includes(error.code);
}

/** `work`'s result, or `instead` when AWS refuses with one of these codes. */
export async function unlessRefused<T, U>(work: Promise<T>, codes: readonly string[], instead: U): Promise<T | U> {
  try {
    return await work;
  } catch (error) {
    if (refusedWith(error, ...codes)) {
      return instead;
    }
    throw error;
  }
}
