import { BLANK, type Line, line, type Span, span } from "../report/text-line.ts";

/** Emphasis, code and links; the marks of a plain terminal's text are those that its other messages have. */
const MARKED = /\*\*(.+?)\*\*|`([^`]+)`|\[([^\]]+)\]\([^)]+\)/g;

/**
 * Paragraphs and lists of Markdown as lines for a terminal, which folds them. Code keeps its backticks, as in findings,
 * so that it can be told from words without colours too.
 */
export function markdownLines(text: string, indent = 0): Line[] {
  return text
    .trim()
    .split(/\n{2,}/)
    .flatMap((block, index) => [...(index === 0 ? [] : [BLANK]), ...blockLines(block, indent)]);
}

function blockLines(block: string, indent: number): Line[] {
  const items = block.split(/\n(?=- )/);
  return items.map((item) => {
    const isItem = item.startsWith("- ");
    const words = item.replace(/\s*\n\s*/g, " ");
    return line(indent, spansOf(words), isItem ? indent + 2 : indent);
  });
}

function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const match of text.matchAll(MARKED)) {
    const [whole, strong, code, linked] = match;
    spans.push(span(text.slice(end, match.index)));
    spans.push(
      strong !== undefined
        ? span(strong, "strong")
        : code !== undefined
          ? span(`\`${code}\``, "moved")
          : span(linked ?? ""),
    );
    end = match.index + whole.length;
  }
  return [...spans, span(text.slice(end))].filter((one) => one.text !== "");
}
