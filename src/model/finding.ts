import type { SourcePosition } from "./position.ts";

/** A stable kebab-case name of what a finding is about. */
export type FindingCode = string;

/** Anything worth telling. The summary is fixed for its code; the detail says what, why and, in `fix`, what to do next. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: "error" | "warning" | "note";
  readonly summary: string;
  readonly detail: string;
  readonly fix?: string;
  readonly at?: SourcePosition;
}

/** Whether any of these stops the work. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === "error");
}
