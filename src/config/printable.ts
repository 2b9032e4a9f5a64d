/**
 * Characters that change what a terminal or a reviewer sees without being seen: C0 (but tab and line feed), DEL, C1,
 * soft hyphens and spaces without width, line and paragraph separators, marks that turn the direction of text, byte
 * order marks, and halves of surrogate pairs.
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]|\p{Surrogate}/gu;

const LONGEST_QUOTE = 80;

/** The first hidden character of `text` from `from` on, or null; a carriage return that ends a line is not one. */
export function nextHidden(text: string, from: number): { readonly offset: number; readonly code: number } | null {
  HIDDEN.lastIndex = from;
  for (let match = HIDDEN.exec(text); match !== null; match = HIDDEN.exec(text)) {
    if (match[0] !== "\r" || text[match.index + 1] !== "\n") {
      return { offset: match.index, code: text.charCodeAt(match.index) };
    }
  }
  return null;
}

/** `text` with each hidden character replaced by a visible one of the same width: safe to send to a terminal. */
export function printable(text: string): string {
  return text.replace(HIDDEN, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) {
      return String.fromCharCode(0x2400 + code);
    }
    return code === 0x7f ? "\u2421" : "\ufffd";
  });
}

/** `text` as a message may quote it: in double quotes, on one line, printable and not too long. */
export function quoted(text: string): string {
  const isLong = text.length > LONGEST_QUOTE;
  const short = isLong ? `${[...text.slice(0, LONGEST_QUOTE)].slice(0, -1).join("")}…` : text;
  return `"${printable(short.replaceAll("\n", "\u240a").replaceAll("\t", "\u2409"))}"`;
}
