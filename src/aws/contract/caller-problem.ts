import type { Finding } from "../../model/finding.ts";

/** The caller's credentials do not do for what is asked. Carries the finding that says so. */
export class CallerProblem extends Error {
  override readonly name = "CallerProblem";
  readonly finding: Finding;

  constructor(finding: Omit<Finding, "severity">, cause?: unknown) {
    super(`${finding.summary}: ${finding.detail}`, cause === undefined ? undefined : { cause });
    this.finding = { severity: "error", ...finding };
  }
}
