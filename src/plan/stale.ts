import type { Finding } from "../model/finding.ts";
import type { Json } from "../model/json.ts";

const MOST_SHOWN = 200;

/** Why a saved plan may not be applied. */
export function stale(detail: string): Finding {
  return {
    code: "plan-is-stale",
    severity: "error",
    summary: "The saved plan is not what would be done now",
    detail,
    fix: "Make the plan again and have it reviewed.",
  };
}

/** A value in a sentence; what is not there is `nothing`. */
export function shownJson(value: Json | undefined): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
