/** What can be said of a policy that AWS takes but that hardly means what it says. */
export const LINT_SUMMARIES = {
  "lint-unknown-service": "A policy names a service that AWS does not list",
  "lint-unknown-action": "A policy names an action that AWS does not list",
  "lint-action-without-resource": "A denial names resources for an action that has none",
  "lint-resource-of-other-service": "A statement's resources belong to none of its actions' services",
  "lint-unknown-key": "A policy asks for a condition key that AWS does not list",
  "lint-key-of-other-service": "A condition key is of a service that none of the actions is of",
  "lint-short-arn": "An ARN in a condition lacks parts",
  "lint-session-arn": "A condition compares the caller with the ARN of a session",
  "lint-wide-exemption": "A denial spares more roles than it names",
  "lint-mfa-denial": "A denial without MFA lets access keys through",
  "lint-mfa-grant": "A grant with MFA lets requests through that carry no word of it",
  "lint-all-values-grant": "A grant holds for requests without the key",
  "lint-not-principal": "A statement names everybody but some",
  "lint-not-action-grant": "A grant is of everything but some actions",
  "lint-not-resource-grant": "A grant is on everything but some resources",
  "lint-open-to-all": "A policy lets everybody in",
  "lint-account-trusted": "A role trusts all of an account",
  "lint-provider-unbound": "A role trusts all workloads of an identity provider",
  "lint-service-unbound": "A service may be sent by anybody",
  "lint-pass-any-role": "A policy lets any role be passed",
  "lint-denies-everything": "A guardrail denies everything",
  "lint-denies-services": "A resource control policy also denies AWS's own services",
  "lint-region-without-globals": "A region lock also locks services without regions",
  "lint-organization-path": "A path of units can match no account",
  "lint-private-address": "A condition on addresses can never hold",
} as const;

export type LintCode = keyof typeof LINT_SUMMARIES;

/** One thing that a policy hardly means. */
export interface LintProblem {
  readonly code: LintCode;
  /** JSON Pointer into the document. */
  readonly path: string;
  readonly detail: string;
  readonly fix: string;
}
