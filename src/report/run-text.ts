import { isAbsent, isWithoutSuccess, type RunCall, type RunRecord } from "./run-record.ts";
import { BLANK, type Line, line, renderLines, type Span, span, type TextOptions, type Tone } from "./text-line.ts";

/** All runs on record, a line or two each. */
export function runsText(runs: readonly RunRecord[], options: TextOptions): string {
  if (runs.length === 0) {
    return "No run is on record here. `orgwright apply` puts each of its calls into .orgwright/runs.\n";
  }
  const lines = runs.flatMap((run) => [
    line(0, [span(run.id, "strong")]),
    line(2, [span(countsText(run)), ...endOf(run)]),
  ]);
  return renderLines(lines, options);
}

/** One run: what it was, and its calls; without `all` only writes and what failed. */
export function runText(run: RunRecord, all: boolean, options: TextOptions): string {
  const shown = run.calls.filter((call) => all || call.write || isWithoutSuccess(call));
  const hidden = run.calls.length - shown.length;
  const lines: Line[] = [
    line(0, [span(`Run ${run.id}`, "strong")]),
    ...Object.entries(run.what).map(([name, value]) => line(2, [span(`${name}: `, "faint"), span(value)])),
    line(2, [span(countsText(run)), ...endOf(run)]),
    BLANK,
    ...shown.flatMap(callLines),
    ...(hidden === 0
      ? []
      : [BLANK, line(0, [span(`${hidden} reads that AWS answered are not shown; --all shows them.`, "faint")])]),
  ];
  return renderLines(lines, options);
}

function countsText({ calls }: RunRecord): string {
  const writes = calls.filter(({ write }) => write).length;
  const absent = calls.filter(isAbsent).length;
  const failed = calls.filter(isWithoutSuccess).length;
  const looked = absent === 0 ? "" : `, ${absent} answered that something is not there`;
  return `${calls.length} calls, ${writes} of them writes${looked}, ${failed} without success; `;
}

function endOf({ exit, endedAt }: RunRecord): Span[] {
  if (endedAt === null) {
    return [span("it has no end: killed, or still under way", "careful")];
  }
  return [span(`ended with exit code ${exit ?? "unknown"}`, exit === 0 ? "good" : "careful")];
}

const TONES: Readonly<Record<RunCall["outcome"], Tone>> = {
  done: "good",
  refused: "bad",
  "not-sent": "careful",
  unknown: "careful",
  unanswered: "careful",
};

function callLines({
  at,
  operation,
  outcome,
  error,
  step,
  account,
  region,
  attempt,
  requestId,
  target,
}: RunCall): Line[] {
  const about = Object.values(target).join(" ");
  const more = [
    ...(step === null ? [] : [step]),
    `${account} ${region}`,
    ...(about === "" ? [] : [about]),
    ...(attempt > 1 ? [`attempt ${attempt}`] : []),
    ...(requestId === null ? [] : [`request ${requestId}`]),
  ];
  const ended = error === null ? outcome : `${outcome}: ${error}`;
  return [
    line(0, [span(`${at.slice(11, 19)} `, "faint"), span(`${operation} `), span(ended, TONES[outcome])]),
    line(9, [span(more.join(" · "), "faint")], 9),
  ];
}
