import type { Finding } from "../model/finding.ts";
import { pointerSegment } from "../model/json.ts";
import type { SourcePosition } from "../model/position.ts";

/** The fixed sentence for each thing that can be wrong with a policy document. */
export const POLICY_SUMMARIES = {
  "policy-not-json": "A policy is not JSON",
  "policy-wrong-type": "A part of a policy has the wrong type",
  "policy-missing-element": "A policy lacks an element",
  "policy-unknown-element": "A policy has an element that AWS does not know",
  "policy-element-not-allowed": "A policy has an element that its type does not allow",
  "policy-contradiction": "A policy statement has two elements that exclude each other",
  "policy-version": "A policy names a version that its type does not allow",
  "policy-effect": "A policy statement has an effect that its type does not allow",
  "policy-sid": "A policy statement's id has letters that AWS refuses",
  "policy-sid-repeated": "Two statements of a policy have the same id",
  "policy-action": "A policy names an action in a form that AWS refuses",
  "policy-action-not-covered": "A policy names an action that its type does not cover",
  "policy-resource": "A policy names a resource in a form that AWS refuses",
  "policy-principal": "A policy names a principal in a form that AWS refuses",
  "policy-condition": "A policy has a condition that AWS refuses",
  "policy-character": "A policy has a letter that AWS refuses",
  "policy-too-large": "A policy is larger than AWS allows",
  "policy-inheritance": "A policy uses inheritance operators in a way that AWS refuses",
  "policy-tag": "A tag policy has a setting that AWS refuses",
} as const;

export type PolicyProblemCode = keyof typeof POLICY_SUMMARIES;

/** One thing that makes AWS refuse a document. */
export interface PolicyProblem {
  readonly code: PolicyProblemCode;
  /** JSON Pointer into the document. */
  readonly path: string;
  /** What is wrong and why, in full sentences. */
  readonly detail: string;
  /** What to do next. */
  readonly fix: string;
}

/** The path of a member of what stands at `path`. */
export function below(path: string, member: string | number): string {
  return `${path}/${pointerSegment(String(member))}`;
}

/** A problem as a finding about something at `at`. */
export function policyFinding(problem: PolicyProblem, at?: SourcePosition): Finding {
  return {
    code: problem.code,
    severity: "error",
    summary: POLICY_SUMMARIES[problem.code],
    detail: problem.path === "" ? problem.detail : `At ${problem.path}: ${problem.detail}`,
    fix: problem.fix,
    ...(at === undefined ? {} : { at }),
  };
}
