import { CONFIG_FINDINGS, type ConfigFindingCode } from "../config/findings.ts";
import type { Finding } from "../model/finding.ts";
import type { SourcePosition } from "../model/position.ts";
import type { ShapeProblem } from "../model/shape.ts";

/** The codes of this room's findings with their summaries, which hold no name of the user's. */
export const SUMMARIES = {
  "blueprint-format": "A blueprint does not have the form of a blueprint",
  "blueprint-reserved-name": "A name that orgwright uses itself is taken",
  "template-syntax": "A template cannot be read",
  "template-value": "A template comes to a value that cannot be used there",
  "value-not-known-yet": "A value is needed before it can be known",
  "missing-reference": "A reference leads nowhere",
  "reference-cycle": "Resources refer to each other in a circle",
  "unknown-blueprint": "A blueprint is named that does not exist",
  "unknown-parameter": "A parameter is not one of the blueprint's",
  "missing-parameter": "A parameter has no value",
  "wrong-parameter": "A parameter's value is not allowed",
  "parameter-without-effect": "A parameter is set but not used",
  "unknown-kind": "A resource is of a kind that does not exist",
  "illegal-key": "A key cannot be part of an address",
  "duplicate-key": "A list holds the same key twice",
  "wrong-property": "A resource's property is not allowed",
  "wrong-place": "A resource cannot live where the blueprint puts it",
  "unknown-region": "A region is not among the organization's regions",
  "unknown-account": "An account is named that nothing makes",
  "unknown-target": "A policy is attached to something that nothing makes",
  "unknown-ou": "An organizational unit is named that nothing makes",
  "reserved-account-key": "The management account's key is used for another account",
  "duplicate-account": "Two accounts share a key, a name or an e-mail address",
  "duplicate-resource": "Two resources are the same thing",
  "conflicting-settings": "Two blueprints want different things of one setting",
  "unmet-expectation": "What the file says does not fit together, as its blueprint sees it",
  "ends-soon": "Something that the file lets be until a day ends soon",
  "has-ended": "Something that the file lets be until a day is over",
  "mixed-guardrail-group": "Guardrails of one group disagree",
} as const;

export type BlueprintCode = keyof typeof SUMMARIES;

/** What a finding of this room says besides its code. */
export interface FindingText {
  readonly detail: string;
  readonly fix?: string;
}

/** A finding that stops the work. */
export function problem(code: BlueprintCode, at: SourcePosition, { detail, fix }: FindingText): Finding {
  return { code, severity: "error", summary: SUMMARIES[code], detail, ...(fix === undefined ? {} : { fix }), at };
}

/** A finding about what a kind's shape does not take; its code may be one of the kind's own. */
export function shapeFinding({ code = "wrong-property", detail, fix }: ShapeProblem, at: SourcePosition): Finding {
  const own = Object.hasOwn(SUMMARIES, code) ? SUMMARIES[code as BlueprintCode] : undefined;
  const shared = Object.hasOwn(CONFIG_FINDINGS, code) ? CONFIG_FINDINGS[code as ConfigFindingCode].summary : undefined;
  return { code, severity: "error", summary: own ?? shared ?? SUMMARIES["wrong-property"], detail, fix, at };
}

/** A finding that does not. */
export function warning(code: BlueprintCode, at: SourcePosition, text: FindingText): Finding {
  return { ...problem(code, at, text), severity: "warning" };
}

/** A position as people write it: `orgwright.yaml:12:3`. */
export function placeInFile({ file, line, column }: SourcePosition): string {
  return `${file}:${line}:${column}`;
}
