import type { JsonObject } from "../../model/json.ts";

/**
 * A policy document as JSON. IAM answers with URL-encoded documents (RFC 3986), Organizations with plain ones; a text
 * that is no JSON object even when decoded is kept whole under `unreadable`, so that it shows as a difference.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html
 */
export function readDocument(text: string): JsonObject {
  for (const candidate of [() => text, () => decodeURIComponent(text)]) {
    try {
      const value: unknown = JSON.parse(candidate());
      if (typeof value === "object" && value !== null && !Array.isArray(value)) {
        return value as JsonObject;
      }
    } catch {
      // Not JSON in this form: the next one may be.
    }
  }
  return { unreadable: text };
}
