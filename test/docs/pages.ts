import { readdirSync, readFileSync } from "node:fs";

/** The README and every page below docs/, relative to the repository. */
export function pages(): string[] {
  const below = readdirSync("docs", { recursive: true, encoding: "utf8" }).map((file) => `docs/${file}`);
  return ["README.md", "CHANGELOG.md", ...below.map((file) => file.replaceAll("\\", "/"))].filter((file) =>
    file.endsWith(".md"),
  );
}

/** A page's text. */
export function page(file: string): string {
  return readFileSync(file, "utf8");
}

/** The fenced blocks of a page in one language. */
export function blocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(([, block = ""]) => block);
}

/** The text of the section below a heading, up to the next heading of its level or a higher one; null when it is not there. */
export function section(text: string, heading: string): string | null {
  const level = /^#+/.exec(heading)?.[0].length ?? 1;
  const start = `\n${text}`.indexOf(`\n${heading}\n`);
  if (start === -1) {
    return null;
  }
  const rest = text.slice(start + heading.length);
  const end = new RegExp(`^#{1,${level}} `, "m").exec(rest.slice(1));
  return end === null ? rest : rest.slice(0, end.index + 1);
}

/** The cells of a page's table rows, head and rule left out. */
export function tableRows(text: string): string[][] {
  return [...text.matchAll(/^\|(.*)\|$/gm)]
    .map(([, row = ""]) => row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|")))
    .filter(([first = ""], index, all) => !/^-+$/.test(first) && !/^-+$/.test(all[index + 1]?.[0] ?? ""));
}

/** A cell without its backticks. */
export function code(cell: string | undefined): string {
  return (cell ?? "").replace(/^`+ ?| ?`+$/g, "");
}
