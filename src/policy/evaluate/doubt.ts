import type { Text } from "../../model/deferred.ts";

/**
 * Why it cannot be told whether a statement applies. `condition` and `variable` depend on what is not known of the request;
 * all others on the policies themselves, or on what AWS does not say.
 */
export type Doubt =
  /** The key that the condition tests is not known. */
  | { readonly about: "condition"; readonly operator: string; readonly key: string; readonly values: readonly Text[] }
  /** A policy variable's key, in lower case, is not known. */
  | { readonly about: "variable"; readonly key: string }
  /** A policy variable has no value: AWS says only that this "might" make the statement invalid. */
  | { readonly about: "unresolved-variable"; readonly text: Text }
  /** A text of the policy is known only after apply. */
  | { readonly about: "deferred-text"; readonly text: Text }
  /** AWS does not know this operator, or does not say what it means here. */
  | { readonly about: "operator"; readonly operator: string }
  /** A value that the operator cannot compare. */
  | { readonly about: "value"; readonly operator: string; readonly key: string }
  /** A pattern for an ARN operator that is no ARN. */
  | { readonly about: "arn-pattern"; readonly text: Text }
  /** The request has several values of a key that the condition tests without a set operator, and they differ. */
  | { readonly about: "several-values"; readonly operator: string; readonly key: string }
  /** `NotPrincipal` names the caller, but not all of account, role and session. */
  | { readonly about: "not-principal" }
  /** The policy on the resource is not known. */
  | { readonly about: "resource-policy" }
  /** It is not known who may take root sessions. */
  | { readonly about: "root-sessions" };

/** Whether more knowledge of the request would settle it. */
export function isOpenCondition(doubt: Doubt): boolean {
  return doubt.about === "condition" || doubt.about === "variable";
}
