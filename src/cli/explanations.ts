import { readFileSync } from "node:fs";

/** What one code means. */
export interface Explanation {
  readonly code: string;
  readonly summary: string;
  readonly text: string;
}

const FILE = new URL("../../docs/findings.md", import.meta.url);

/** The explanations of all codes, from the page that documents them: a heading for each code, its summary in bold, a text. */
export function explanations(): Explanation[] {
  return readFileSync(FILE, "utf8")
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [heading = "", ...rest] = section.split("\n");
      const text = rest.join("\n").split(/^## /m)[0]?.trim() ?? "";
      const summary = /^\*\*(.+?)\.?\*\*/.exec(text)?.[1] ?? "";
      return { code: heading.replaceAll("`", "").trim(), summary, text: text.replace(/^\*\*.+?\*\*\s*/, "") };
    });
}
