import type { Finding } from "../model/finding.ts";
import type { SourcePosition } from "../model/position.ts";
import { BLANK, type Line, line, paragraph, renderLines, span, type TextOptions, type Tone } from "./text-line.ts";

/** The lines of a file around a position with a mark below it, or null when the file cannot be shown. */
export type CodeFrame = (at: SourcePosition) => string | null;

const SEVERITY_TONES: Readonly<Record<Finding["severity"], Tone>> = {
  error: "bad",
  warning: "careful",
  note: "moved",
};

const SEVERITIES: readonly Finding["severity"][] = ["note", "warning", "error"];

/** Findings as text, errors last, where a reader's eye is. Empty when there are none. */
export function findingsText(findings: readonly Finding[], options: TextOptions, frame?: CodeFrame): string {
  return renderLines(findingsLines(findings, frame), options);
}

/** Findings as lines: notes, then warnings, then errors, each in the order given. */
export function findingsLines(findings: readonly Finding[], frame: CodeFrame = () => null): Line[] {
  const ordered = SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  return ordered.flatMap((finding, index) => [...(index === 0 ? [] : [BLANK]), ...findingLines(finding, frame)]);
}

function findingLines({ code, severity, summary, detail, fix, at }: Finding, frame: CodeFrame): Line[] {
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

/** A code frame keeps its columns: its lines are not folded apart from their marks more than the width demands. */
function frameLines(frame: string): Line[] {
  return frame
    .trimEnd()
    .split("\n")
    .map((text) => line(4, [span(text, "faint")], 4));
}
