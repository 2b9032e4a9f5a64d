import { describe, expect, it } from "vitest";
import type { Operation } from "../../../src/aws/contract/operations.ts";
import { isThrottle, ruleFor, type Surroundings } from "../../../src/aws/door/retry-rules.ts";
import { awsError } from "./stage.ts";

const SETTLED: Surroundings = { youngAccount: false, youngPrincipal: false };
const YOUNG_ACCOUNT: Surroundings = { youngAccount: true, youngPrincipal: false };
const YOUNG_PRINCIPAL: Surroundings = { youngAccount: false, youngPrincipal: true };

/** The name of the rule by which a refusal is tried again, or null. */
function ruleOf(code: string, operation: Operation, around: Surroundings, message = ""): string | null {
  return ruleFor(awsError(operation, code, { message }), "throttle-only", around)?.name ?? null;
}

describe("refusals that pass by themselves, wherever they come", () => {
  it.each([
    ["BandwidthLimitExceeded", "throttled"],
    ["PriorRequestNotComplete", "throttled"],
    ["RequestLimitExceeded", "throttled"],
    ["RequestThrottled", "throttled"],
    ["RequestThrottledException", "throttled"],
    ["SlowDown", "throttled"],
    ["ThrottledException", "throttled"],
    ["Throttling", "throttled"],
    ["ThrottlingException", "throttled"],
    ["TooManyRequestsException", "throttled"],
    ["ConcurrentModification", "busy"],
    ["ConcurrentModificationException", "busy"],
    ["ConflictException", "busy"],
    ["EntityTemporarilyUnmodifiable", "busy"],
    ["EntityTemporarilyUnmodifiableException", "busy"],
    ["OperationAborted", "busy"],
    ["PolicyChangesInProgressException", "busy"],
    ["FinalizingOrganizationException", "finalizing"],
    ["AuthFailure", "clock"],
    ["InvalidSignatureException", "clock"],
    ["RequestExpired", "clock"],
    ["RequestInTheFuture", "clock"],
    ["RequestTimeTooSkewed", "clock"],
    ["SignatureDoesNotMatch", "clock"],
    ["AccessDeniedException", null],
    ["", null],
  ])("%s: %s", (code, rule) => {
    expect(ruleOf(code, "organizations:CreatePolicy", SETTLED)).toBe(rule);
  });
});

describe("refusals that pass in an account that is minutes old, and in no other", () => {
  it.each([
    "InvalidClientTokenId",
    "NotSignedUp",
    "OptInRequired",
    "RegionDisabledException",
    "SubscriptionRequiredException",
    "UnrecognizedClientException",
  ])("%s", (code) => {
    expect(ruleOf(code, "s3:CreateBucket", YOUNG_ACCOUNT)).toBe("newborn");
    expect(ruleOf(code, "s3:CreateBucket", SETTLED)).toBeNull();
    expect(ruleOf(code, "s3:CreateBucket", YOUNG_PRINCIPAL)).toBeNull();
  });
});

describe("refusals that pass while a principal is not known everywhere, and then no more", () => {
  it.each(["MalformedPolicy", "MalformedPolicyDocument", "MalformedPolicyDocumentException"])("%s", (code) => {
    const message = "Invalid principal in policy";
    expect(ruleOf(code, "iam:CreateRole", YOUNG_PRINCIPAL, message)).toBe("principal");
    expect(ruleOf(code, "iam:CreateRole", YOUNG_PRINCIPAL, "Syntax errors in policy.")).toBeNull();
    expect(ruleOf(code, "iam:CreateRole", SETTLED, message)).toBeNull();
  });

  it.each(["NoSuchEntity", "NoSuchEntityException"])("%s, of a role that was just made", (code) => {
    for (const operation of ["iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:TagRole"] as const) {
      expect(ruleOf(code, operation, YOUNG_PRINCIPAL)).toBe("spreading");
      expect(ruleOf(code, operation, SETTLED)).toBeNull();
    }
    expect(ruleOf(code, "iam:GetRole", YOUNG_PRINCIPAL)).toBeNull();
  });
});

describe("refusals of CloudTrail while what it needs takes effect", () => {
  it.each([
    "CloudTrailAccessNotEnabledException",
    "InsufficientDependencyServiceAccessPermissionException",
    "InsufficientEncryptionPolicyException",
    "InsufficientS3BucketPolicyException",
    "NoManagementAccountSLRExistsException",
  ])("%s", (code) => {
    expect(ruleOf(code, "cloudtrail:CreateTrail", SETTLED)).toBe("spreading");
    expect(ruleOf(code, "organizations:CreatePolicy", SETTLED)).toBeNull();
  });
});

describe("what never left this machine", () => {
  it.each(["ConnectTimeout", "EAI_AGAIN", "ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND"])("%s", (code) => {
    const error = awsError("organizations:CreatePolicy", code, { outcome: "not-sent" });
    expect(ruleFor(error, "throttle-only", SETTLED)?.name).toBe("unreachable");
    expect(ruleFor(error, "never", SETTLED)).toBeNull();
  });
});

describe("a refusal for the rate", () => {
  it("is told by its code or its status, of AWS's errors alone", () => {
    expect(isThrottle(awsError("iam:GetRole", "Throttling"))).toBe(true);
    expect(isThrottle(awsError("iam:GetRole", "Odd", { status: 429 }))).toBe(true);
    expect(isThrottle(awsError("iam:GetRole", "ConflictException", { status: 409 }))).toBe(false);
    expect(isThrottle(new Error("Throttling"))).toBe(false);
  });

  it("is waited out as one even when nobody knows what became of the call", () => {
    const lost = awsError("iam:GetRole", "SlowDown", { outcome: "unknown", status: 503 });
    expect(ruleFor(lost, "always", SETTLED)?.name).toBe("throttled");
    expect(ruleFor(lost, "throttle-only", SETTLED)).toBeNull();
  });
});
