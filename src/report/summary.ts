import type { Action } from "../model/change.ts";
import type { Step } from "../model/plan.ts";
import type { Summary } from "./page.ts";

/** How many of the steps do what. */
export function summaryOf(steps: readonly Step[]): Summary {
  const count = (action: Action) => steps.filter((step) => step.change.action === action).length;
  return {
    create: count("create"),
    update: count("update"),
    move: count("move"),
    adopt: count("adopt"),
    delete: count("delete"),
  };
}

/** The summary as a sentence, as in "8 to create, 1 to move"; says so when nothing is to be done. */
export function summarySentence(summary: Summary): string {
  const parts = Object.entries(summary).filter(([, count]) => count > 0);
  if (parts.length === 0) {
    return "Nothing to do: the organization is as the file wants it.";
  }
  return `${parts.map(([action, count]) => `${count} to ${action}`).join(", ")}.`;
}
