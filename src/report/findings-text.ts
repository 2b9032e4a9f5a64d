import type { Finding } from "../model/finding.ts";
import type { SourcePosition } from "../model/position.ts";
import { BLANK, type Line, line, paragraph, renderLines, span, type TextOptions, type Tone } from "./text-line.ts";

/** The lines of a file around a position with a mark below it, in so many columns; null when the file cannot be shown. */
export type CodeFrame = (at: SourcePosition, width: number) => string | null;

const SEVERITY_TONES: Readonly<Record<Finding["severity"], Tone>> = {
  error: "bad",
  warning: "careful",
  note: "moved",
};

const FRAME_INDENT = 4;

const SEVERITIES: readonly Finding["severity"][] = ["note", "warning", "error"];

/** Findings as text, errors last, where a reader's eye is. Empty when there are none. */
export function findingsText(findings: readonly Finding[], options: TextOptions, frame?: CodeFrame): string {
  return renderLines(findingsLines(findings, options, frame), options);
}

/** Everything that is wrong with files: errors first, which stop the work, and at the end how many there are of each. */
export function validationText(findings: readonly Finding[], options: TextOptions, frame?: CodeFrame): string {
  const blocks = [...SEVERITIES].reverse().flatMap((severity) => {
    const some = findings.filter((finding) => finding.severity === severity);
    return some.length === 0 ? [] : [some];
  });
  const counts = blocks.map(({ length, 0: first }) => `${length} ${first?.severity}${length === 1 ? "" : "s"}`);
  return renderLines(
    [
      ...blocks.flatMap((block) => [...findingsLines(block, options, frame), BLANK]),
      line(0, [span(`${counts.join(", ")}.`)]),
    ],
    options,
  );
}

/** Findings as lines: notes, then warnings, then errors, each in the order given. */
export function findingsLines(
  findings: readonly Finding[],
  { width }: Pick<TextOptions, "width">,
  frame: CodeFrame = () => null,
): Line[] {
  const framed = (at: SourcePosition) => frame(at, width - FRAME_INDENT);
  const ordered = SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  return ordered.flatMap((finding, index) => [...(index === 0 ? [] : [BLANK]), ...findingLines(finding, framed)]);
}

function findingLines(
  { code, severity, summary, detail, fix, at }: Finding,
  frame: (at: SourcePosition) => string | null,
): Line[] {
  const head = line(0, [
    span(`${severity}:`, SEVERITY_TONES[severity]),
    span(" "),
    span(summary, "strong"),
    span(` [${code}]`, "faint"),
  ]);
  const shown = at === undefined ? null : frame(at);
  return [
    ...(at === undefined ? [] : [line(0, [span(`${at.file}:${at.line}:${at.column}`, "moved")])]),
    head,
    ...(shown === null ? [] : frameLines(shown)),
    ...paragraph(2, detail),
    ...(fix === undefined ? [] : paragraph(2, `Fix: ${fix}`)),
  ];
}

function frameLines(frame: string): Line[] {
  return frame
    .trimEnd()
    .split("\n")
    .map((text) => line(FRAME_INDENT, [span(text, "faint")], FRAME_INDENT));
}
