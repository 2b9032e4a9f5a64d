import { diffArrays } from "diff";
import type { Json } from "../model/json.ts";
import { valueLines } from "./value-text.ts";

/** One line of a difference; `fold` stands for lines that are the same on both sides. */
export interface DiffLine {
  readonly sign: "+" | "-" | " " | "fold";
  readonly text: string;
}

/** How many equal lines are shown around each difference. */
const CONTEXT = 2;

/** Two values line against line, with what is the same far from any difference folded into one line. */
export function documentDiff(before: Json, after: Json): DiffLine[] {
  return lineDiff(valueLines(before), valueLines(after));
}

/** Lines against lines, with what is the same far from any difference folded into one line. */
export function lineDiff(before: readonly string[], after: readonly string[]): DiffLine[] {
  const parts = diffArrays([...before], [...after]);
  return parts.flatMap((part, index) => {
    if (part.added || part.removed) {
      return part.value.map((text): DiffLine => ({ sign: part.added ? "+" : "-", text }));
    }
    return folded(part.value, index > 0, index < parts.length - 1);
  });
}

/** Equal lines without those that are far from the difference before and the one after them. */
function folded(lines: readonly string[], hasBefore: boolean, hasAfter: boolean): DiffLine[] {
  const head = hasBefore ? CONTEXT : 0;
  const tail = hasAfter ? CONTEXT : 0;
  const hidden = lines.length - head - tail;
  if (hidden < 2) {
    return lines.map(same);
  }
  const fold: DiffLine = { sign: "fold", text: `(${hidden} unchanged lines)` };
  return [...lines.slice(0, head).map(same), fold, ...lines.slice(lines.length - tail).map(same)];
}

function same(text: string): DiffLine {
  return { sign: " ", text };
}
