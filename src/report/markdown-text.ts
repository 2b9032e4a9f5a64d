import { plain, withoutCommand } from "./safe-text.ts";

/**
 * `text` as a code span. Within one, neither Markdown nor HTML means anything, nobody is mentioned and nothing is linked.
 *
 * @see https://spec.commonmark.org/0.31.2/#code-spans
 */
export function codeSpan(text: string): string {
  const shown = plain(text);
  const ticks = "`".repeat(longestRun(shown) + 1);
  const needsSpace = shown === "" || /^[ `]|[ `]$/.test(shown);
  return needsSpace ? `${ticks} ${shown} ${ticks}` : `${ticks}${shown}${ticks}`;
}

/** Words that mean nothing to Markdown, to GitHub and to GitLab: letters, or a small number. */
const WORD = /^[("']*(?:\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*|\d{1,6})[)"'.,;:!?…]*$/u;
const STOP = /^(?:[–—→%:]|[.,;!?)]{1,3})$/;

/**
 * A sentence that may hold anybody's names. Every word that is more than letters or a small number becomes code, so that no
 * name in it is a mention, a link, a command or markup. What stands between backticks is code already.
 */
export function prose(text: string): string {
  return text
    .split("\n")
    .map((line) =>
      line
        .split(/(?<!`)(`[^`]+`)(?!`)/)
        .map(proseParts)
        .reduce(apart, ""),
    )
    .join("<br>");
}

/** Two code spans that touch would be one. */
function apart(before: string, next: string): string {
  return before.endsWith("`") && next.startsWith("`") ? `${before} ${next}` : before + next;
}

/** Every other part of a line stands between backticks. */
function proseParts(part: string, index: number): string {
  if (index % 2 === 1) {
    return codeSpan(part.slice(1, -1));
  }
  return part
    .split(/(\s+)/)
    .map((word) => (word === "" ? "" : /^\s+$/.test(word) ? " " : proseWord(word)))
    .join("");
}

function proseWord(word: string): string {
  if (WORD.test(word) || STOP.test(word)) {
    return word;
  }
  const [, start = "", core = word, end = ""] = /^([("']*)(.*?[^.,;:!?)])([.,;:!?)]*)$/su.exec(word) ?? [];
  return start + codeSpan(core) + end;
}

/** Lines as a code block whose fence is longer than any run of backticks in them. */
export function fenced(lines: readonly string[], language: string): string {
  const shown = lines.map((line) => withoutCommentCommand(withoutCommand(plain(line))));
  const fence = "`".repeat(Math.max(3, ...shown.map((line) => longestRun(line) + 1)));
  return `${fence}${language}\n${shown.join("\n")}\n${fence}`;
}

/** `text` within an HTML tag, as a `<summary>` is, where Markdown's own code spans are not read. */
export function htmlCode(text: string): string {
  const escaped = plain(text).replace(/[&<>"'`*_\\[\]#@:/|~]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<code>${escaped}</code>`;
}

/** Bots take a line of a comment that begins with a slash for a command, in a code block too. */
function withoutCommentCommand(line: string): string {
  return line.replace(/^(\s*)\//, "$1\\u{2f}");
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
