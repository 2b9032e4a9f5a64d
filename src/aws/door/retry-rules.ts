import { AwsError } from "../contract/aws-error.ts";
import type { RetryClass } from "../contract/operations.ts";

/** How long, and how often, to try again after one kind of failure. */
export interface RetryRule {
  readonly name: "throttled" | "busy" | "finalizing" | "unreachable" | "transient" | "clock" | "newborn";
  /** Completes "waiting: …". */
  readonly because: string;
  /** How long to go on trying, in milliseconds after the first such failure. */
  readonly budget: number;
  /** The first delay is at most this; it doubles with every try, up to `cap`. Milliseconds. */
  readonly base: number;
  readonly cap: number;
  /** How often at most; as often as the budget allows when left out. */
  readonly tries?: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** LimitExceededException is not among them: in IAM it is a quota, which no waiting lifts. */
const THROTTLED = new Set([
  "BandwidthLimitExceeded",
  "PriorRequestNotComplete",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
]);

/** Someone else, or AWS itself, is at work on the same thing. */
const BUSY = new Set([
  "ConcurrentModification",
  "ConcurrentModificationException",
  "ConflictException",
  "EntityTemporarilyUnmodifiable",
  "EntityTemporarilyUnmodifiableException",
  "OperationAborted",
  "PolicyChangesInProgressException",
]);

/** Signed at the wrong time; the SDK sets its clock by the answer, so the second try is signed rightly. */
const WRONG_CLOCK = new Set([
  "AuthFailure",
  "InvalidSignatureException",
  "RequestExpired",
  "RequestInTheFuture",
  "RequestTimeTooSkewed",
  "SignatureDoesNotMatch",
]);

/** What services say in an account that is only minutes old. */
const NEWBORN = new Set([
  "InvalidClientTokenId",
  "OptInRequired",
  "RegionDisabledException",
  "SubscriptionRequiredException",
  "UnrecognizedClientException",
]);

/** Nothing was sent, for a reason that may pass by itself. */
const UNREACHABLE = new Set([
  "ConnectTimeout",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
]);

const RULES = {
  throttled: {
    name: "throttled",
    because: "AWS asks to slow down",
    budget: 10 * MINUTE,
    base: 1 * SECOND,
    cap: 20 * SECOND,
  },
  busy: {
    name: "busy",
    because: "AWS is at work on another change of the same thing",
    budget: 10 * MINUTE,
    base: 1 * SECOND,
    cap: 20 * SECOND,
  },
  finalizing: {
    name: "finalizing",
    because: "AWS is still setting up the organization, which may take an hour",
    budget: 60 * MINUTE,
    base: 10 * SECOND,
    cap: 1 * MINUTE,
  },
  unreachable: {
    name: "unreachable",
    because: "AWS cannot be reached",
    budget: 20 * SECOND,
    base: 0.5 * SECOND,
    cap: 5 * SECOND,
  },
  transient: {
    name: "transient",
    because: "AWS gave no usable answer",
    budget: 2 * MINUTE,
    base: 0.2 * SECOND,
    cap: 10 * SECOND,
  },
  clock: {
    name: "clock",
    because: "this machine's clock is wrong; the next request is signed with AWS's time",
    budget: 1 * MINUTE,
    base: 0,
    cap: 0,
    tries: 1,
  },
  newborn: {
    name: "newborn",
    because: "AWS is still setting up the new account",
    budget: 15 * MINUTE,
    base: 5 * SECOND,
    cap: 20 * SECOND,
  },
} as const satisfies Record<string, RetryRule>;

/** Whether AWS refused a call for its rate. */
export function isThrottle(error: unknown): boolean {
  return error instanceof AwsError && (error.status === 429 || THROTTLED.has(error.code));
}

/**
 * By which rule a failed call is tried again; null when it is not.
 *
 * @param newborn whether the account is only minutes old.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/CommonErrors.html
 */
export function ruleFor(error: AwsError, retry: RetryClass, newborn: boolean): RetryRule | null {
  if (retry === "never") {
    return null;
  }
  switch (error.outcome) {
    case "not-sent":
      return UNREACHABLE.has(error.code) ? RULES.unreachable : null;
    case "refused":
      return ruleForRefusal(error, newborn);
    case "unknown":
      return retry === "always" ? (isThrottle(error) ? RULES.throttled : RULES.transient) : null;
  }
}

function ruleForRefusal(error: AwsError, newborn: boolean): RetryRule | null {
  if (isThrottle(error)) {
    return RULES.throttled;
  }
  if (BUSY.has(error.code)) {
    return RULES.busy;
  }
  if (error.code === "FinalizingOrganizationException") {
    return RULES.finalizing;
  }
  if (WRONG_CLOCK.has(error.code)) {
    return RULES.clock;
  }
  return newborn && NEWBORN.has(error.code) ? RULES.newborn : null;
}

/** Even the luckiest draw waits so long, or a clock that only sleeping moves would stand still. Milliseconds. */
const LEAST_DELAY = 50;

/**
 * How long to wait before the try after the `failures`th failure, in milliseconds: any time up to a bound that doubles
 * (full jitter), but no shorter than AWS asked for.
 *
 * @param random from 0 up to, not including, 1.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function delayAfter(rule: RetryRule, failures: number, asked: number | undefined, random: () => number): number {
  const bound = Math.min(rule.cap, rule.base * 2 ** (failures - 1));
  return Math.max(Math.ceil(random() * bound), Math.min(LEAST_DELAY, bound), asked ?? 0);
}
