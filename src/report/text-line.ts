import { createColors } from "picocolors";
import stringWidth from "string-width";
import { plain, withoutCommand } from "./safe-text.ts";

/** What a piece of text means; the terminal's colours follow from it. */
export type Tone = "normal" | "strong" | "faint" | "good" | "careful" | "bad" | "moved";

export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

/** One line before it is fitted to a width. */
export interface Line {
  /** Columns before the text. */
  readonly indent: number;
  /** Columns before what follows on further lines when the text is too long for one. */
  readonly hang: number;
  readonly spans: readonly Span[];
}

export interface TextOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly colour: boolean;
}

/** A piece of text; normal when nothing else is said. */
export function span(text: string, tone: Tone = "normal"): Span {
  return { text, tone };
}

/** A line, indented by so many columns; it goes on two columns deeper unless `hang` says otherwise. */
export function line(indent: number, spans: readonly Span[], hang = indent + 2): Line {
  return { indent, hang, spans };
}

/** A text of one tone as lines, one for each line of the text. */
export function paragraph(indent: number, text: string, tone: Tone = "normal"): Line[] {
  return text.split("\n").map((part) => {
    const own = part.length - part.trimStart().length;
    return line(indent + own, [span(part.trimStart(), tone)], indent + own);
  });
}

/** An empty line. */
export const BLANK: Line = { indent: 0, hang: 0, spans: [] };

/** The columns that `text` takes once it is safe to show. */
export function widthOf(text: string): number {
  if (isAscii(text) && !text.includes("##")) {
    return text.length;
  }
  return stringWidth(plain(text));
}

/**
 * Lines as the text a terminal shows: neutralised, folded at the width, coloured. The one place where text leaves for a
 * terminal. Ends with a line break unless there is no line.
 */
export function renderLines(lines: readonly Line[], { width, colour }: TextOptions): string {
  const paint = painter(colour);
  const columns = Math.max(width, MIN_WIDTH);
  let text = "";
  const print = (indent: number, spans: readonly Span[]) => {
    const painted = spans.map(paint).join("");
    text += painted === "" ? "\n" : `${" ".repeat(indent)}${painted}\n`;
  };
  for (const one of lines) {
    const indent = Math.min(one.indent, columns - MIN_TEXT);
    if (isFineAsItIs(one.spans, columns - indent)) {
      print(indent, one.spans);
    } else {
      fold(one, columns, print);
    }
  }
  return text;
}

/** A message in whole sentences, folded at the width; what follows goes on below its beginning. Without a final line break. */
export function messageText(text: string, options: Pick<TextOptions, "width">, hang = 0): string {
  const lines = text.split("\n").map((part) => {
    const own = part.length - part.trimStart().length;
    return line(own, [span(part.trimStart())], own + hang);
  });
  return renderLines(lines, { ...options, colour: false }).trimEnd();
}

const MIN_WIDTH = 40;
const MIN_TEXT = 16;

/** Prints a line as the rows that it fills. */
function fold({ indent, hang, spans }: Line, width: number, print: (indent: number, spans: readonly Span[]) => void) {
  const most = width - MIN_TEXT;
  let at = Math.min(indent, most);
  let rest: readonly Span[] = spans.map(({ text, tone }) => span(plain(text), tone));
  do {
    const [head, tail] = cut(obeyedByNobody(rest), width - at);
    print(at, head);
    rest = tail;
    at = Math.min(hang, most);
  } while (rest.length > 0);
}

/** Whether nothing has to be folded, cut off or neutralised, as with most lines. */
function isFineAsItIs(spans: readonly Span[], room: number): boolean {
  const text = spans.length === 1 ? (spans[0]?.text ?? "") : spans.map((part) => part.text).join("");
  return text.length <= room && isAscii(text) && !text.endsWith(" ") && !text.includes("::") && !text.includes("##");
}

/** Spans that begin a line, such that no runner takes the line for a command. */
function obeyedByNobody(spans: readonly Span[]): readonly Span[] {
  const text = spans.map((part) => part.text).join("");
  const safe = withoutCommand(text);
  return safe === text ? spans : [span(safe, spans[0]?.tone)];
}

/** The spans that fit into `room` columns, broken at a space if there is one, and the spans left over. */
function cut(spans: readonly Span[], room: number): [Span[], Span[]] {
  const text = spans.map((part) => part.text).join("");
  const length = fitting(text, room);
  if (length === text.length) {
    return [trimEnd(spans), []];
  }
  const space = text.lastIndexOf(" ", length);
  const end = space > 0 && text.slice(0, space).trim() !== "" ? space : length;
  const skipped = text.slice(end).length - text.slice(end).trimStart().length;
  return [trimEnd(slice(spans, 0, end)), slice(spans, end + skipped, text.length)];
}

/** How many code units of `text` fit into `room` columns, at least one character. */
function fitting(text: string, room: number): number {
  if (isAscii(text)) {
    return Math.min(text.length, room);
  }
  let used = 0;
  for (const { segment, index } of GRAPHEMES.segment(text)) {
    used += stringWidth(segment);
    if (used > room && index > 0) {
      return index;
    }
  }
  return text.length;
}

const GRAPHEMES = new Intl.Segmenter("en", { granularity: "grapheme" });

function isAscii(text: string): boolean {
  return !/[^ -~]/.test(text);
}

/** The part of the spans between two offsets of their joined text. */
function slice(spans: readonly Span[], from: number, to: number): Span[] {
  let start = 0;
  const parts = spans.map(({ text, tone }) => {
    const part = text.slice(Math.max(from - start, 0), Math.max(to - start, 0));
    start += text.length;
    return span(part, tone);
  });
  return parts.filter((part) => part.text !== "");
}

function trimEnd(spans: readonly Span[]): Span[] {
  const text = spans.map((part) => part.text).join("");
  return slice(spans, 0, text.trimEnd().length);
}

function painter(colour: boolean): (part: Span) => string {
  const colours = createColors(colour);
  const paints: Record<Tone, (text: string) => string> = {
    normal: String,
    strong: colours.bold,
    faint: colours.dim,
    good: colours.green,
    careful: colours.yellow,
    bad: colours.red,
    moved: colours.cyan,
  };
  return ({ text, tone }) => paints[tone](text);
}
