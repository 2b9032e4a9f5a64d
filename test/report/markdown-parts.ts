/** A Markdown text without its fenced code blocks, and the lines that stood in them. */
export function withoutFences(markdown: string): { readonly text: string; readonly code: readonly string[] } {
  const text: string[] = [];
  const code: string[] = [];
  let fence: string | null = null;
  for (const line of markdown.split("\n")) {
    const [, ticks = "", info = ""] = /^ {0,3}(`{3,})(.*)$/.exec(line) ?? [];
    if (fence === null && ticks !== "" && !info.includes("`")) {
      fence = ticks;
    } else if (fence !== null && ticks.length >= fence.length && info.trim() === "") {
      fence = null;
    } else {
      (fence === null ? text : code).push(line);
    }
  }
  if (fence !== null) {
    throw new Error("A code block is never closed.");
  }
  return { text: text.join("\n"), code };
}

/**
 * A Markdown text without its code spans. A span ends at the next run of as many backticks as began it; a run that finds
 * none is text (https://spec.commonmark.org/0.31.2/#code-spans).
 */
export function withoutCodeSpans(text: string): string {
  return text.replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "·");
}

/** What a reader of Markdown sees outside code, without the marks that a report makes by itself. */
export function bareText(markdown: string): string {
  return withoutCodeSpans(withoutFences(markdown).text)
    .replace(/<code>(?:[^<>&]|&#\d+;)*<\/code>/g, "·")
    .replace(/<\/?(?:details(?: open)?|summary|sub|br)>/g, "")
    .replace(/\*\*([^*\n]*)\*\*/g, "$1")
    .replace(/^(?:##+|>|-) /gm, "")
    .replace(/^\|.*\|$/gm, "");
}
