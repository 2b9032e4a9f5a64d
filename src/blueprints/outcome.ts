import { isAfter, isJoin } from "../model/deferred.ts";
import type { Json } from "../model/json.ts";
import type { BlueprintCode } from "./findings.ts";

/** Why an expression has no value. */
export interface Problem {
  readonly code: BlueprintCode;
  readonly detail: string;
  readonly fix?: string;
  /** A JSON Pointer into the value that is meant: its key is what is wrong. */
  readonly pointer?: string;
  /** What was asked for is not there; `default(…)` puts something in its place. */
  readonly absent?: true;
  /** A finding about the cause is there already; this is only its consequence. */
  readonly told?: true;
}

/** What an expression comes to. */
export type Outcome<T = Json> = { readonly value: T } | { readonly problem: Problem };

/** Whether there is no value. */
export function failed<T>(outcome: Outcome<T>): outcome is { readonly problem: Problem } {
  return "problem" in outcome;
}

/** The consequence of something that already is a finding. */
export const TOLD: { readonly problem: Problem } = { problem: { code: "missing-reference", detail: "", told: true } };

/** A value that cannot be worked with here. */
export function unusable(detail: string): { readonly problem: Problem } {
  return { problem: { code: "template-value", detail } };
}

/** A value that is needed now and exists only once AWS has answered. */
export function notKnownYet(what: string): { readonly problem: Problem } {
  return {
    problem: {
      code: "value-not-known-yet",
      detail: `${what} must be known before anything is applied, but depends on what AWS will assign.`,
      fix: "Use a parameter, a name or a computed output here instead.",
    },
  };
}

/** What kind of value this is, for a sentence. */
export function typeName(value: Json): string {
  if (value === null) {
    return "nothing";
  }
  if (isAfter(value) || isJoin(value)) {
    return "a text that is known only after apply";
  }
  switch (typeof value) {
    case "string":
      return "a text";
    case "number":
      return "a number";
    case "boolean":
      return "a boolean";
    default:
      return Array.isArray(value) ? "a list" : "a map";
  }
}
