import stringWidth from "string-width";
import type { SourcePosition } from "../model/position.ts";
import { printable } from "./printable.ts";

const LINES_AROUND = 2;
const WINDOW = 100;
const TAB = "  ";

/** A line as it is shown: hidden characters made visible, tabs as two spaces. */
function shown(text: string): string {
  return printable(text.replaceAll("\t", TAB));
}

/** Moves a cut off the middle of a surrogate pair. */
function wholeCharacter(line: string, index: number): number {
  const code = line.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff ? index - 1 : index;
}

/** Where the part of the lines that is shown starts: 0 unless the column lies beyond the window. */
function windowStart(column: number): number {
  return column <= WINDOW ? 0 : column - 1 - WINDOW / 2;
}

/** The part of `line` in the window, with an ellipsis on each side that was cut. */
function windowed(line: string, start: number): string {
  const from = wholeCharacter(line, start);
  const to = wholeCharacter(line, start + WINDOW);
  return `${start > 0 ? "…" : ""}${shown(line.slice(from, to))}${to < line.length ? "…" : ""}`;
}

/** The lines from `first` to `last`, counted from 1, without reading the rest of the text into lines. */
function linesOf(text: string, first: number, last: number): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let line = 1; line <= last; line += 1) {
    const end = text.indexOf("\n", start);
    const whole = text.slice(start, end === -1 ? text.length : end);
    if (line >= first) {
      lines.push(whole.endsWith("\r") ? whole.slice(0, -1) : whole);
    }
    if (end === -1) {
      break;
    }
    start = end + 1;
  }
  return lines;
}

/**
 * The lines around a position with a caret below it, as plain text without a final line feed.
 *
 * @param text the whole file, as it was read
 * @param at a position in it; its column counts UTF-16 units from 1, a byte order mark not counted
 * @returns at most two lines before and two after; the empty text when the file has no such line
 */
export function codeFrame(text: string, at: SourcePosition): string {
  const first = Math.max(1, at.line - LINES_AROUND);
  const lines = linesOf(text.startsWith("\ufeff") ? text.slice(1) : text, first, at.line + LINES_AROUND);
  const target = lines[at.line - first];
  if (target === undefined) {
    return "";
  }
  const gutter = String(first + lines.length - 1).length;
  const start = windowStart(at.column);
  return lines
    .flatMap((line, index) => {
      const number = first + index;
      const row = `${String(number).padStart(gutter)} | ${windowed(line, start)}`.trimEnd();
      return number === at.line ? [`> ${row}`, `  ${caret(target, at.column, start, gutter)}`] : [`  ${row}`];
    })
    .join("\n");
}

/** The line below the target, with the caret under the column. */
function caret(target: string, column: number, start: number, gutter: number): string {
  const before = shown(target.slice(wholeCharacter(target, start), column - 1));
  const padding = stringWidth(before) + (start > 0 ? 1 : 0) + Math.max(0, column - 1 - target.length);
  return `${" ".repeat(gutter)} | ${" ".repeat(padding)}^`;
}
