import { isObject, type Json } from "../model/json.ts";
import { checkOutline } from "./check-outline.ts";
import type { PolicyDocument } from "./document.ts";
import { isIamDocument } from "./elements.ts";
import { normalPolicy } from "./normal.ts";
import type { PolicyProblem } from "./problem.ts";

/** A document in its normal form, or why the text is none. */
export type ParsedPolicy = { readonly document: PolicyDocument } | { readonly problems: readonly PolicyProblem[] };

/**
 * Reads a policy in IAM's language (identity, trust, resource, SCP, RCP) from its text. The document comes in its normal form
 * with every element of the type that `PolicyDocument` says; whether its type of policy allows it is for `checkPolicy`.
 */
export function parsePolicy(text: string): ParsedPolicy {
  const json = parseJson(text);
  return "problem" in json ? { problems: [json.problem] } : readPolicy(json.value);
}

/** As `parsePolicy`, of a document that is JSON already. */
export function readPolicy(document: Json): ParsedPolicy {
  const problems = checkOutline(document);
  if (problems.length > 0) {
    return { problems };
  }
  const normal = normalPolicy(document);
  if (!isObject(normal) || !isIamDocument(normal as Json)) {
    throw new Error("A policy document without a Statement passed its check.");
  }
  return { document: normal as unknown as PolicyDocument };
}

/** The JSON value of a policy text, of any type of policy, or why it has none. */
export function parseJson(text: string): { readonly value: Json } | { readonly problem: PolicyProblem } {
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      problem: {
        code: "policy-not-json",
        path: "",
        detail: `The text cannot be read as JSON: ${reason}.`,
        fix: "Correct the JSON; comments and trailing commas are not allowed.",
      },
    };
  }
}
