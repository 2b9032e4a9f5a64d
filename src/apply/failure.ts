import { AwsError } from "../aws/contract/aws-error.ts";
import { CallerProblem } from "../aws/contract/caller-problem.ts";
import { CannotEnter } from "../aws/contract/cannot-enter.ts";
import { NotRecorded } from "../aws/contract/not-recorded.ts";
import { Failed, Unfinished } from "../aws/contract/unfinished.ts";
import { writeOf } from "../aws/contract/writes.ts";
import type { Finding } from "../model/finding.ts";
import { wayOutOf } from "./way-out.ts";

/** The findings of an apply: their codes and fixed summaries. */
export const APPLY_FINDINGS = {
  "changed-since-plan": "Something changed after it was planned",
  "still-under-way": "AWS is still at work",
  "account-not-entered": "An account cannot be entered",
  "aws-refused": "AWS refused a call",
  "aws-asks-to-wait": "AWS asks to wait for longer",
  "outcome-unknown": "The outcome of a call is not known",
  "aws-not-reached": "AWS could not be reached",
  "account-creation-failed": "AWS did not make an account",
  "bucket-name-taken": "A bucket's name belongs to somebody else",
  "run-log-not-written": "The run log cannot be written",
  "trail-delivery-fails": "A trail cannot deliver",
  "portfolio-not-shared": "Service Catalog could not share a portfolio",
  "gate-closed": "A step would break what must hold",
} as const;

type Code = keyof typeof APPLY_FINDINGS;

/** Someone changed what a step was about to change. */
export class ChangedSincePlan extends Error {
  override readonly name = "ChangedSincePlan";
}

/** Whether running again is all that is needed. */
export function isUnfinished(error: unknown): boolean {
  return (
    error instanceof Unfinished ||
    error instanceof NotRecorded ||
    error instanceof CallerProblem ||
    (error instanceof CannotEnter && error.isYoung) ||
    (error instanceof AwsError && (error.outcome !== "refused" || error.waitedBecause !== undefined))
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
    const { code, fix } = error.trouble ?? {
      code: "still-under-way" as const,
      fix: "Run again; nothing is lost and nothing is made twice.",
    };
    return finding(code, `${step}: ${error.message}`, fix);
  }
  if (error instanceof NotRecorded) {
    return finding(
      "run-log-not-written",
      `${step}: ${error.message}`,
      "Make room on the disk, or let orgwright write to .orgwright/runs, and run again: what is done stays done.",
    );
  }
  if (error instanceof CannotEnter) {
    const detail = `${step}: ${error.message}. Tried: ${error.tried.join(", ")}.`;
    const fix = error.isYoung
      ? "AWS opens a new account within minutes, seldom later: run again."
      : "Check that one of the roles named here is there and trusts the management account, then run again.";
    return finding("account-not-entered", detail, fix);
  }
  if (error instanceof CallerProblem) {
    return error.finding;
  }
  if (error instanceof Failed) {
    return finding(error.code, `${step}: ${error.message}`, error.fix);
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
      return error.waitedBecause === undefined ? refusal(detail, error) : askedToWait(detail, error.waitedBecause);
    case "unknown":
      return finding(
        "outcome-unknown",
        detail,
        `Run again: orgwright looks whether it happened${lookText(error)} before it sends anything.`,
      );
    case "not-sent":
      return finding("aws-not-reached", detail, "Check the network and the credentials, then run again.");
  }
}

function refusal(detail: string, error: AwsError): Finding {
  const usual = "Put right what AWS names, then run again: what is done stays done.";
  return finding("aws-refused", detail, wayOutOf(error) ?? usual);
}

function askedToWait(detail: string, because: string): Finding {
  const fix = "Nothing is wrong. Run again in a while: what is done stays done.";
  return finding("aws-asks-to-wait", `${detail} It was tried again and again, because ${because}.`, fix);
}

function lookText({ operation }: AwsError): string {
  const look = writeOf(operation)?.look ?? [];
  return look.length === 0 ? "" : ` (${look.join(", ")})`;
}

function finding(code: Code, detail: string, fix: string): Finding {
  return { code, severity: "error", summary: APPLY_FINDINGS[code], detail, fix };
}
