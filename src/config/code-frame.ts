import stringWidth from "string-width";
import type { SourcePosition } from "../model/position.ts";
import { printable } from "./printable.ts";

const LINES_AROUND = 2;
const WIDTH = 80;
const LEAST_ROOM = 20;
const UNITS_A_COLUMN = 4;
const ELLIPSIS = "…";
const TAB = "  ";
/** Before the line that is meant. */
const MARK = "> ";
/** Between the line's number and its text. */
const RULE = " | ";
const GRAPHEMES = new Intl.Segmenter("en", { granularity: "grapheme" });

/** A line as it is shown: hidden characters made visible, tabs as two spaces. */
function shown(text: string): string {
  return printable(text.replaceAll("\t", TAB));
}

/** Moves a cut off the middle of a surrogate pair. */
function wholeCharacter(line: string, index: number): number {
  const code = line.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff ? index - 1 : index;
}

/** The part of each line that is shown: from an offset in UTF-16 units on, in so many columns. */
interface Window {
  readonly start: number;
  readonly room: number;
}

/** The window around a column of the target line: from the line's beginning when the column is near it. */
function windowAround(target: string, column: number, room: number): Window {
  const before = target.slice(0, column - 1);
  if (before.length <= room && stringWidth(shown(before)) < room - ELLIPSIS.length) {
    return { start: 0, room };
  }
  let start = Math.min(column - 1, target.length);
  let used = 0;
  while (start > 0 && used < room / 2) {
    start = wholeCharacter(target, start - 1);
    used = stringWidth(shown(target.slice(start, column - 1)));
  }
  return { start, room };
}

/** The part of `line` in the window, with an ellipsis on each side that was cut. */
function windowed(line: string, { start, room }: Window): string {
  const from = wholeCharacter(line, start);
  const head = from > 0 && line !== "" ? ELLIPSIS : "";
  // No character takes less than a column in more than a few units, and a file may hold one line of a megabyte.
  const candidate = line.slice(from, wholeCharacter(line, from + UNITS_A_COLUMN * room));
  const whole = head + shown(candidate);
  if (from + candidate.length >= line.length && stringWidth(whole) <= room) {
    return whole;
  }
  let text = head;
  let used = stringWidth(head) + ELLIPSIS.length;
  for (const { segment } of GRAPHEMES.segment(shown(candidate))) {
    used += stringWidth(segment);
    if (used > room) {
      break;
    }
    text += segment;
  }
  return text + ELLIPSIS;
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
 * @param width columns that no line goes beyond: of longer lines the part around the column is shown
 * @returns at most two lines before and two after; the empty text when the file has no such line
 */
export function codeFrame(text: string, at: SourcePosition, width = WIDTH): string {
  const first = Math.max(1, at.line - LINES_AROUND);
  const lines = linesOf(text.startsWith("\ufeff") ? text.slice(1) : text, first, at.line + LINES_AROUND);
  const target = lines[at.line - first];
  if (target === undefined) {
    return "";
  }
  const gutter = String(first + lines.length - 1).length;
  const room = Math.max(LEAST_ROOM, width - MARK.length - gutter - RULE.length);
  const part = windowAround(target, at.column, room);
  return lines
    .flatMap((line, index) => {
      const number = first + index;
      const row = `${String(number).padStart(gutter)}${RULE}${windowed(line, part)}`.trimEnd();
      const below = `${" ".repeat(MARK.length + gutter)}${RULE}${caret(target, at.column, part)}`;
      return number === at.line ? [MARK + row, below] : [" ".repeat(MARK.length) + row];
    })
    .join("\n");
}

/** The line below the target, with the caret under the column. */
function caret(target: string, column: number, { start, room }: Window): string {
  const before = shown(target.slice(start, column - 1));
  const padding = stringWidth(before) + (start > 0 ? ELLIPSIS.length : 0) + Math.max(0, column - 1 - target.length);
  return `${" ".repeat(Math.min(padding, room - 1))}^`;
}
