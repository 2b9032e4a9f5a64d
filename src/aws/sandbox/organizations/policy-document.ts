import type { Json } from "../../../model/json.ts";
import { checkPolicy } from "../../../policy/check.ts";
import { grammarOfType } from "../../../policy/types.ts";
import { quotaFor } from "../quotas.ts";
import { refuse } from "../refuse.ts";
import type { World } from "../world.ts";
import { constraintViolation, required } from "./invalid-input.ts";

/**
 * A policy's document, checked; white space counts.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html
 */
export function documentOf(world: World, type: string, value: unknown): string {
  const content = required(value, "Content");
  const most = quotaFor(world.quotas.policyCharacters, type);
  if (content.length > most) {
    constraintViolation(
      "POLICY_CONTENT_LIMIT_EXCEEDED",
      `The policy has ${content.length} characters; a ${type} may have ${most}.`,
    );
  }
  const mistake = mistakeIn(type, content);
  if (mistake !== null) {
    refuse(
      "MalformedPolicyDocumentException",
      `The provided policy document does not meet the requirements: ${mistake}`,
    );
  }
  return content;
}

function mistakeIn(type: string, content: string): string | null {
  const document = parsed(content);
  if (document === undefined) {
    return "it is not JSON.";
  }
  const [problem] = checkPolicy(grammarOfType(type), document);
  return problem === undefined ? null : `at ${problem.path || "/"}: ${problem.detail}`;
}

function parsed(content: string): Json | undefined {
  try {
    return JSON.parse(content) as Json;
  } catch {
    return undefined;
  }
}
