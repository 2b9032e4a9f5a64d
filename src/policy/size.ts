import { fill } from "../model/deferred.ts";
import type { Json } from "../model/json.ts";
import { minify } from "./minify.ts";
import type { PolicyProblem } from "./problem.ts";
import type { PolicyGrammar } from "./types.ts";

/**
 * How large AWS finds a policy text. Organizations counts every character it is sent (Quotas for AWS Organizations); IAM
 * counts characters other than white space (IAM and AWS STS quotas); S3 and KMS count bytes.
 */
export function policySize(grammar: PolicyGrammar, text: string): number {
  switch (grammar) {
    case "identity":
    case "trust":
      return text.replace(/\s/g, "").length;
    case "resource":
      return new TextEncoder().encode(text).length;
    default:
      return text.length;
  }
}

/** How large a document is at least when it is sent; what is deferred counts nothing. Exact when nothing is. */
export function leastSize(grammar: PolicyGrammar, document: Json): number {
  const known = fill(document, () => "");
  return policySize(grammar, minify(known));
}

/** What is wrong with the size of a document that may have `maxSize`, in the unit of `policySize`. */
export function checkSize(grammar: PolicyGrammar, document: Json, maxSize: number): PolicyProblem[] {
  const size = leastSize(grammar, document);
  if (size <= maxSize) {
    return [];
  }
  const unit = grammar === "resource" ? "bytes" : "characters";
  return [
    {
      code: "policy-too-large",
      path: "",
      detail: `The document has ${size} ${unit} when it is sent without white space, ${size - maxSize} more than the ${maxSize} that AWS allows.`,
      fix: "Split its statements into two policies, or merge actions and resources with wildcards.",
    },
  ];
}
