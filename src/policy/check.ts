import type { Json } from "../model/json.ts";
import { checkDocument } from "./check-document.ts";
import { checkSettings } from "./check-settings.ts";
import { checkTagPolicy } from "./check-tags.ts";
import type { Limits } from "./limits.ts";
import type { PolicyProblem } from "./problem.ts";
import { RULES } from "./rules.ts";
import { checkSize } from "./size.ts";
import { type PolicyGrammar, policyType } from "./types.ts";

/** What is known of AWS on a day, and what a check is left out without. */
export interface PolicyTables {
  /** How large the document may be, in the unit of `policySize`. */
  readonly maxSize?: number;
  /** The services whose actions a resource control policy may name. */
  readonly rcpServices?: readonly string[];
}

/**
 * Everything for which AWS would refuse the document as a policy of this grammar, all of it at once. When in doubt it says
 * nothing: a document that AWS takes must pass. Deferred texts pass wherever a text may stand.
 */
export function checkPolicy(grammar: PolicyGrammar, document: Json, tables: PolicyTables = {}): PolicyProblem[] {
  const problems = checkGrammar(grammar, document, tables.rcpServices);
  return tables.maxSize === undefined ? problems : [...problems, ...checkSize(grammar, document, tables.maxSize)];
}

function checkGrammar(
  grammar: PolicyGrammar,
  document: Json,
  services: readonly string[] | undefined,
): PolicyProblem[] {
  switch (grammar) {
    case "management":
      return checkSettings(document);
    case "tag":
      return checkTagPolicy(document);
    default:
      return checkDocument(document, RULES[grammar], services);
  }
}

/** As `checkPolicy`, for an organization policy whose type is named in a file's words or in the API's. */
export function checkOrganizationPolicy(
  type: string,
  document: Json,
  limits?: Limits,
  rcpServices?: readonly string[],
): PolicyProblem[] {
  const { api, grammar } = policyType(type);
  const maxSize = limits?.policies[api]?.size;
  return checkPolicy(grammar, document, {
    ...(maxSize === undefined ? {} : { maxSize }),
    ...(rcpServices === undefined ? {} : { rcpServices }),
  });
}
