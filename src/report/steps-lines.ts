import { type Line, line, span, type Tone } from "./text-line.ts";

/** A step that is not done. */
export interface StepLine {
  readonly how: "failed" | "open" | "skipped";
  readonly address: string;
  readonly because: string;
}

/** So many steps with one reason are named; of more, the rest is counted. */
const NAMED = 12;

const TONES: Readonly<Record<StepLine["how"], Tone>> = { failed: "bad", open: "careful", skipped: "faint" };

/** Steps as lines, those with the same reason under one heading. */
export function stepsLines(steps: readonly StepLine[]): Line[] {
  const groups = new Map<string, StepLine[]>();
  for (const step of steps) {
    const key = `${step.how} ${step.because}`;
    groups.set(key, [...(groups.get(key) ?? []), step]);
  }
  return [...groups.values()].flatMap(groupLines);
}

function groupLines(group: readonly StepLine[]): Line[] {
  const [first] = group;
  if (first === undefined) {
    return [];
  }
  const rest = group.length - NAMED;
  const named = group.slice(0, NAMED).map(({ address }) => line(2, [span(address)]));
  return [
    line(0, [span(`${first.how}:`, TONES[first.how]), span(` ${first.because}`)]),
    ...named,
    ...(rest > 0 ? [line(2, [span(`and ${rest} more`, "faint")])] : []),
  ];
}
