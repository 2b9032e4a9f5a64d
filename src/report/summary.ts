import type { Action } from "../model/change.ts";
import { listed } from "../model/listed.ts";
import type { Step } from "../model/plan.ts";
import { ACCESS_TAKEN_AWAY } from "./change-words.ts";
import { durationText } from "./duration-text.ts";
import type { Least, Row, Summary } from "./page.ts";

/** How many of the steps do what. */
export function summaryOf(steps: readonly Step[]): Summary {
  return counted(steps.map(({ change }) => [change.action, 1]));
}

/** How many steps the rows stand for, by action. */
export function summaryOfRows(rows: readonly Row[]): Summary {
  return counted(rows.map(({ action, places }) => [action, places.length]));
}

/** How many steps of the rows take away access and nothing else. */
export function takenAwayIn(rows: readonly Row[]): number {
  return rows.reduce((sum, { kind, places }) => sum + (kind === ACCESS_TAKEN_AWAY ? places.length : 0), 0);
}

/**
 * The summary as a sentence, as in "8 to create, 1 to move."; says so when nothing is to be done.
 *
 * @param targets the addresses that the plan was narrowed to
 * @param takenAway how many of the deletions take away access and nothing else
 */
export function summarySentence(summary: Summary, targets: readonly string[] = [], takenAway = 0): string {
  const words = summaryWords(summary, takenAway);
  const what = targets.length === 0 ? "the organization" : `what --target names (${listed(targets)})`;
  return words === "" ? `Nothing to do: ${what} is as the file wants it.` : `${words}.`;
}

/** The summary in words, as in "8 to create, 1 to move"; empty when nothing is to be done. */
export function summaryWords(summary: Summary, takenAway = 0): string {
  const counts = { ...summary, delete: summary.delete - takenAway, "lose access": takenAway };
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  return parts.map(([action, count]) => `${count} to ${action}`).join(", ");
}

/** What AWS's limits let an apply take at least, as a sentence. */
export function leastSentence({ seconds, calls }: Least): string {
  const writes = `${calls} ${calls === 1 ? "write" : "writes"}`;
  return seconds < 1
    ? `Takes ${writes} at least, and AWS's rates ask for no wait.`
    : `Takes ${durationText(seconds)} and ${writes} at least: AWS's rates allow no less.`;
}

function counted(steps: readonly (readonly [Action, number])[]): Summary {
  const counts = { create: 0, update: 0, move: 0, adopt: 0, delete: 0 };
  for (const [action, count] of steps) {
    counts[action] += count;
  }
  return counts;
}
