import { addressOfChange } from "../model/change.ts";
import type { ApplyEvent } from "../model/event.ts";
import type { Finding } from "../model/finding.ts";
import type { Step } from "../model/plan.ts";
import { durationText } from "./duration-text.ts";
import { type CodeFrame, findingsLines } from "./findings-text.ts";
import { type StepLine, stepsLines } from "./steps-lines.ts";
import { BLANK, type Line, line, renderLines, span, type TextOptions } from "./text-line.ts";

/** How an apply ended. */
export interface ApplySummary {
  readonly done: number;
  readonly failed: readonly { readonly address: string; readonly finding: Finding }[];
  readonly skipped: readonly { readonly address: string; readonly because: string }[];
  /** Started, and no word of its end: the run was interrupted. */
  readonly open: readonly string[];
  /** Never started. */
  readonly untouched: readonly string[];
  readonly seconds: number;
}

/** What the events of an ended apply come to. */
export function applySummary(steps: readonly Step[], events: readonly ApplyEvent[], seconds: number): ApplySummary {
  const last = new Map(events.map((event) => [event.step, event]));
  const ends = steps.map((step) => ({ address: addressOfChange(step.change), event: last.get(step.id) }));
  return {
    done: ends.filter(({ event }) => event?.state === "done").length,
    failed: ends.flatMap(({ address, event }) =>
      event?.state === "failed" ? [{ address, finding: event.finding }] : [],
    ),
    skipped: ends.flatMap(({ address, event }) =>
      event?.state === "skipped" ? [{ address, because: event.because }] : [],
    ),
    open: ends.flatMap(({ address, event }) =>
      event?.state === "started" || event?.state === "waiting" ? [address] : [],
    ),
    untouched: ends.flatMap(({ address, event }) => (event === undefined ? [address] : [])),
    seconds,
  };
}

/** Whether everything that was to be done is done. */
export function isComplete({ failed, skipped, open, untouched }: ApplySummary): boolean {
  return failed.length + skipped.length + open.length + untouched.length === 0;
}

/** What an ended apply says: what is done, what is not and why, and that running again goes on. */
export function applySummaryText(summary: ApplySummary, options: TextOptions, frame?: CodeFrame): string {
  const blocks: Line[][] = [
    findingsLines(
      summary.failed.map(({ finding }) => finding),
      options,
      frame,
    ),
    stepsLines(notDone(summary)),
    closing(summary),
  ];
  const filled = blocks.filter((block) => block.length > 0);
  return renderLines(
    filled.flatMap((block, index) => (index === 0 ? block : [BLANK, ...block])),
    options,
  );
}

function notDone({ failed, skipped, open, untouched }: ApplySummary): StepLine[] {
  return [
    ...failed.map(({ address, finding }) => ({ how: "failed" as const, address, because: finding.summary })),
    ...open.map((address) => ({ how: "open" as const, address, because: "interrupted while under way" })),
    ...skipped.map(({ address, because }) => ({ how: "skipped" as const, address, because })),
    ...untouched.map((address) => ({ how: "skipped" as const, address, because: "never started" })),
  ];
}

function closing(summary: ApplySummary): Line[] {
  const { done, failed, skipped, open, untouched, seconds } = summary;
  const time = durationText(seconds);
  if (isComplete(summary)) {
    const what = done === 1 ? "1 step is done" : `${done} steps are done`;
    return [
      line(0, [span("Applied.", "good"), span(` ${done === 0 ? "There was nothing to do" : `${what} in ${time}`}.`)]),
    ];
  }
  const left = skipped.length + open.length + untouched.length;
  return [
    line(0, [
      span("Not finished.", "careful"),
      span(` ${done} done, ${failed.length} failed, ${left} not done, after ${time}.`),
    ]),
    line(
      0,
      [span("What is done stays done. Run the same command again: it looks at AWS first and goes on from there.")],
      0,
    ),
  ];
}
