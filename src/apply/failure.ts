import { AwsError } from "../aws/contract/aws-error.ts";
import { CallerProblem } from "../aws/contract/caller-problem.ts";
import { CannotEnter } from "../aws/contract/cannot-enter.ts";
import { Failed, Unfinished } from "../aws/contract/unfinished.ts";
import type { Finding } from "../model/finding.ts";

/** The findings of an apply: their codes and fixed summaries. */
export const APPLY_FINDINGS = {
  "changed-since-plan": "Something changed after it was planned",
  "still-under-way": "AWS is still at work",
  "account-not-entered": "An account cannot be entered",
  "aws-refused": "AWS refused a call",
  "outcome-unknown": "The outcome of a call is not known",
  "aws-not-reached": "AWS could not be reached",
  "account-creation-failed": "AWS did not make an account",
  "gate-closed": "A step would break what must hold",
} as const;

/** Someone changed what a step was about to change. */
export class ChangedSincePlan extends Error {
  override readonly name = "ChangedSincePlan";
}

/** Whether running again is all that is needed. */
export function isUnfinished(error: unknown): boolean {
  return (
    error instanceof Unfinished ||
    error instanceof CallerProblem ||
    (error instanceof AwsError && error.outcome !== "refused")
  );
}

/** What a failed step tells. Errors that are nobody's but ours are thrown on. */
export function findingOf(step: string, error: unknown): Finding {
  if (error instanceof ChangedSincePlan) {
    return finding(
      "changed-since-plan",
      `${step}: ${error.message}`,
      "Run again: the new plan starts from what is there now.",
    );
  }
  if (error instanceof Unfinished) {
    return finding(
      "still-under-way",
      `${step}: ${error.message}`,
      "Run again; nothing is lost and nothing is made twice.",
    );
  }
  if (error instanceof CannotEnter) {
    const detail = `${step}: ${error.message}. Tried: ${error.tried.join(", ")}.`;
    return finding(
      "account-not-entered",
      detail,
      "A new account can take some minutes: run again. Else check the roles named here.",
    );
  }
  if (error instanceof CallerProblem) {
    return error.finding;
  }
  if (error instanceof Failed) {
    return { ...finding("account-creation-failed", `${step}: ${error.message}`, error.fix), code: error.code };
  }
  if (error instanceof AwsError) {
    return awsFinding(step, error);
  }
  throw error;
}

function awsFinding(step: string, error: AwsError): Finding {
  const request = error.requestId === undefined ? "" : ` (request ${error.requestId})`;
  const reason = error.reason === undefined ? "" : `, ${error.reason}`;
  const detail = `${step}: ${error.operation} ended with ${error.code}${reason}${request}: ${error.message}`;
  switch (error.outcome) {
    case "refused":
      return finding("aws-refused", detail, "Put right what AWS names, then run again: what is done stays done.");
    case "unknown":
      return finding(
        "outcome-unknown",
        detail,
        "Run again: orgwright looks whether it happened before it sends anything.",
      );
    case "not-sent":
      return finding("aws-not-reached", detail, "Check the network and the credentials, then run again.");
  }
}

function finding(code: keyof typeof APPLY_FINDINGS, detail: string, fix: string): Finding {
  return { code, severity: "error", summary: APPLY_FINDINGS[code], detail, fix };
}
