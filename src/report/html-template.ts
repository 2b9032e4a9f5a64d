import { plain } from "./safe-text.ts";

/** Marks what was made here. No data that was read as JSON can carry it, so none can pass itself off as markup. */
const MARKUP: unique symbol = Symbol("markup");

/** HTML that is known to be well formed where it was made. */
export interface Markup {
  readonly [MARKUP]: string;
}

/** What may stand in a template: text and numbers, which are escaped, markup, and lists of it; null is nothing. */
export type Hole = string | number | Markup | readonly Markup[] | null;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

/**
 * HTML from a template in which every hole is escaped, for text and for quoted attributes alike; control characters are
 * shown, not sent.
 *
 * @throws Error when a hole stands where escaping is not enough: in an attribute without quotes or within a tag
 */
export function html(parts: TemplateStringsArray, ...holes: readonly Hole[]): Markup {
  let text = parts[0] ?? "";
  holes.forEach((hole, index) => {
    refuseBarePlace(text);
    text += filled(hole) + (parts[index + 1] ?? "");
  });
  return { [MARKUP]: text };
}

/** A style sheet or script of this tool's own, as the whole content of its element. Never call it with data. */
export function own(element: "style" | "script", content: string): Markup {
  if (/<\//.test(content)) {
    throw new Error(`The content of <${element}> ends the element early.`);
  }
  return { [MARKUP]: `<${element}>${content}</${element}>` };
}

/** The text of a whole document. */
export function documentText(markup: Markup): string {
  return `<!doctype html>\n${markup[MARKUP]}\n`;
}

function filled(hole: Hole): string {
  if (hole === null) {
    return "";
  }
  if (typeof hole === "string") {
    return plain(hole).replace(/[&<>"'`]/g, (sign) => ENTITIES[sign] ?? "");
  }
  if (typeof hole === "number") {
    return String(hole);
  }
  return "length" in hole ? hole.map((one) => one[MARKUP]).join("") : hole[MARKUP];
}

/** Where the text before a hole ends: within the quotes of an attribute and between tags escaping is enough. */
function refuseBarePlace(before: string): void {
  const tag = before.slice(before.lastIndexOf("<"));
  if (tag.startsWith("<") && !tag.includes(">") && (tag.split('"').length - 1) % 2 === 0) {
    throw new Error(`A hole stands bare within a tag: ${tag}`);
  }
}
