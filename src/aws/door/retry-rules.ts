import { AwsError } from "../contract/aws-error.ts";
import { type Operation, type RetryClass, serviceOf } from "../contract/operations.ts";
import type { Service } from "../contract/services.ts";

/** How long, and how often, to try again after one kind of failure. */
export interface RetryRule {
  readonly name: keyof typeof RULES;
  /** Completes "waiting: …". */
  readonly because: string;
  /** How long to go on trying, in milliseconds after the first such failure. */
  readonly budget: number;
  /** The first delay is at most this; it doubles with every try, up to `cap`. Milliseconds. */
  readonly base: number;
  readonly cap: number;
  /** How often at most; as often as the budget allows when left out. */
  readonly tries?: number;
  /** Whether running again later is all that is left to do once the budget is spent. */
  readonly passes: boolean;
}

/** What may be true of a call's surroundings, and makes a refusal one that passes by itself. */
export interface Surroundings {
  /** The account is only minutes old. */
  readonly youngAccount: boolean;
  /** A role, a user or an account was made moments ago, which AWS may not know everywhere yet. */
  readonly youngPrincipal: boolean;
}

/** One line of the table: a refusal with one of these codes is tried again by this rule. */
interface Row {
  readonly rule: keyof typeof RULES;
  readonly codes: readonly string[];
  /** In these services alone. */
  readonly of?: readonly Service[];
  /** For these operations alone. */
  readonly operations?: readonly Operation[];
  /** With a message like this alone, where AWS has one code for several things. */
  readonly says?: RegExp;
  readonly when?: keyof Surroundings;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const RULES = {
  throttled: {
    name: "throttled",
    passes: true,
    because: "AWS asks to slow down",
    budget: 10 * MINUTE,
    base: 1 * SECOND,
    cap: 20 * SECOND,
  },
  busy: {
    name: "busy",
    passes: true,
    because: "AWS is at work on another change of the same thing",
    budget: 10 * MINUTE,
    base: 1 * SECOND,
    cap: 20 * SECOND,
  },
  finalizing: {
    name: "finalizing",
    passes: true,
    because: "AWS is still setting up the organization, which may take an hour",
    budget: 60 * MINUTE,
    base: 10 * SECOND,
    cap: 1 * MINUTE,
  },
  unreachable: {
    name: "unreachable",
    passes: true,
    because: "AWS cannot be reached",
    budget: 20 * SECOND,
    base: 0.5 * SECOND,
    cap: 5 * SECOND,
  },
  transient: {
    name: "transient",
    passes: true,
    because: "AWS gave no usable answer",
    budget: 2 * MINUTE,
    base: 0.2 * SECOND,
    cap: 10 * SECOND,
  },
  clock: {
    name: "clock",
    passes: false,
    because: "this machine's clock is wrong; the next request is signed with AWS's time",
    budget: 1 * MINUTE,
    base: 0,
    cap: 0,
    tries: 1,
  },
  newborn: {
    name: "newborn",
    passes: true,
    because: "AWS is still setting up the new account",
    budget: 15 * MINUTE,
    base: 5 * SECOND,
    cap: 20 * SECOND,
  },
  principal: {
    name: "principal",
    passes: false,
    because: "AWS does not know a principal that was made moments ago",
    budget: 2 * MINUTE,
    base: 5 * SECOND,
    cap: 10 * SECOND,
  },
  spreading: {
    name: "spreading",
    passes: false,
    because: "what was set up moments ago has not taken effect everywhere",
    budget: 5 * MINUTE,
    base: 5 * SECOND,
    cap: 20 * SECOND,
  },
} as const;

/**
 * Which refusals pass by themselves. Of several rows that fit the first counts; what fits none is AWS's last word, as a
 * quota is: IAM's LimitExceededException is not about rates, and no waiting lifts it.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/CommonErrors.html
 */
export const RETRY_TABLE: readonly Row[] = [
  {
    rule: "throttled",
    codes: [
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
    ],
  },
  // Somebody else, or AWS itself, is at work on the same thing.
  {
    rule: "busy",
    codes: [
      "ConcurrentModification",
      "ConcurrentModificationException",
      "ConflictException",
      "EntityTemporarilyUnmodifiable",
      "EntityTemporarilyUnmodifiableException",
      "OperationAborted",
      "PolicyChangesInProgressException",
    ],
  },
  { rule: "finalizing", codes: ["FinalizingOrganizationException"] },
  // Signed at the wrong time; the SDK sets its clock by the answer, so the second try is signed rightly.
  {
    rule: "clock",
    codes: [
      "AuthFailure",
      "InvalidSignatureException",
      "RequestExpired",
      "RequestInTheFuture",
      "RequestTimeTooSkewed",
      "SignatureDoesNotMatch",
    ],
  },
  {
    rule: "newborn",
    when: "youngAccount",
    codes: [
      "InvalidClientTokenId",
      "NotSignedUp",
      "OptInRequired",
      "RegionDisabledException",
      "SubscriptionRequiredException",
      "UnrecognizedClientException",
    ],
  },
  // A policy may name nobody whom AWS does not know; a name that is simply wrong is refused for good a little later.
  {
    rule: "principal",
    when: "youngPrincipal",
    codes: ["MalformedPolicy", "MalformedPolicyDocument", "MalformedPolicyDocumentException"],
    says: /invalid principal/i,
  },
  {
    rule: "spreading",
    when: "youngPrincipal",
    operations: ["iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:TagRole"],
    codes: ["NoSuchEntity", "NoSuchEntityException"],
  },
  // CloudTrail looks at once at the policies, the role and the trusted access that were written moments before.
  {
    rule: "spreading",
    of: ["cloudtrail"],
    codes: [
      "CloudTrailAccessNotEnabledException",
      "InsufficientDependencyServiceAccessPermissionException",
      "InsufficientEncryptionPolicyException",
      "InsufficientS3BucketPolicyException",
      "NoManagementAccountSLRExistsException",
    ],
  },
];

/** Nothing was sent, for a reason that may pass by itself. */
const UNREACHABLE = new Set([
  "ConnectTimeout",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
]);

/** Whether AWS refused a call for its rate. */
export function isThrottle(error: unknown): boolean {
  return error instanceof AwsError && (error.status === 429 || rowFor(error, SETTLED)?.rule === "throttled");
}

const SETTLED: Surroundings = { youngAccount: false, youngPrincipal: false };

/** By which rule a failed call is tried again; null when it is not. */
export function ruleFor(error: AwsError, retry: RetryClass, surroundings: Surroundings): RetryRule | null {
  if (retry === "never") {
    return null;
  }
  switch (error.outcome) {
    case "not-sent":
      return UNREACHABLE.has(error.code) ? RULES.unreachable : null;
    case "refused":
      return ruleForRefusal(error, surroundings);
    case "unknown":
      return retry === "always" ? (isThrottle(error) ? RULES.throttled : RULES.transient) : null;
  }
}

function ruleForRefusal(error: AwsError, surroundings: Surroundings): RetryRule | null {
  if (isThrottle(error)) {
    return RULES.throttled;
  }
  const row = rowFor(error, surroundings);
  return row === undefined ? null : RULES[row.rule];
}

function rowFor({ code, operation, message }: AwsError, surroundings: Surroundings): Row | undefined {
  return RETRY_TABLE.find(
    ({ codes, of, operations, says, when }) =>
      codes.includes(code) &&
      (of === undefined || of.includes(serviceOf(operation))) &&
      (operations === undefined || operations.includes(operation)) &&
      (says === undefined || says.test(message)) &&
      (when === undefined || surroundings[when]),
  );
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
