import { readFileSync } from "node:fs";

/** What one code means. */
export interface Explanation {
  readonly code: string;
  /** The heading under which it stands, as in "Applying". */
  readonly room: string;
  readonly summary: string;
  /** Markdown. */
  readonly text: string;
}

const FILE = new URL("../../docs/findings.md", import.meta.url);

/**
 * The explanations of all codes, from the page that documents them: a heading for each room, below it one for each code,
 * then its summary in bold and a text.
 */
export function explanations(): Explanation[] {
  return readFileSync(FILE, "utf8")
    .split(/^## /m)
    .slice(1)
    .flatMap((room) => {
      const [head = "", ...codes] = room.split(/^### /m);
      const [name = ""] = head.split("\n");
      return codes.map((section) => explanationIn(section, name.trim()));
    });
}

function explanationIn(section: string, room: string): Explanation {
  const [heading = "", ...rest] = section.split("\n");
  const text = rest.join("\n").trim();
  const bold = /^\*\*(.+?)\.?\*\*\s*/.exec(text);
  return {
    code: heading.replaceAll("`", "").trim(),
    room,
    summary: bold?.[1] ?? "",
    text: text.slice(bold?.[0].length ?? 0),
  };
}
