import type { Text } from "../model/deferred.ts";

/** The kinds of principal that a policy can name (IAM JSON policy grammar, `principal_map_entry`). */
export type PrincipalType = "AWS" | "CanonicalUser" | "Federated" | "Service";

/** Who a statement is about: everyone, or lists by kind. */
export type Principal = "*" | { readonly [K in PrincipalType]?: readonly Text[] };

/** Operator → condition key → the values of which one has to match. */
export type Conditions = { readonly [operator: string]: { readonly [key: string]: readonly Text[] } };

/** One statement. Single values are lists of one. Any text may be deferred. */
export type Statement = {
  readonly Sid?: Text;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: Principal;
  readonly NotPrincipal?: Principal;
  readonly Action?: readonly Text[];
  readonly NotAction?: readonly Text[];
  readonly Resource?: readonly Text[];
  readonly NotResource?: readonly Text[];
  readonly Condition?: Conditions;
};

/**
 * An IAM policy document in its normal form: what identity policies, trust policies, resource policies, SCPs and RCPs share.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export type PolicyDocument = {
  readonly Version: "2008-10-17" | "2012-10-17";
  readonly Id?: Text;
  readonly Statement: readonly Statement[];
};
