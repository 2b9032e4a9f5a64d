import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { arch, cpus, platform } from "node:os";

/** Where measured figures stand. */
export const FIGURES = "docs/figures.md";

const HEAD = `# Figures

What scripts measured, each with its date and machine. Nobody edits this page: each section is written anew by the command
that it names.
`;

/**
 * Writes a section of the page of figures, dated, and leaves the others as they are.
 *
 * @param title of the section
 * @param command that measures it again
 * @param lines what was measured, as Markdown
 */
export function writeFigures(title: string, command: string, lines: readonly string[]): void {
  const page = existsSync(FIGURES) ? readFileSync(FIGURES, "utf8") : HEAD;
  const [head = HEAD, ...sections] = page.split(/^(?=## )/m);
  const others = sections.filter((section) => !section.startsWith(`## ${title}\n`));
  const own = `## ${title}\n\n\`${command}\`, ${today()}, ${machine()}\n\n${lines.join("\n")}\n`;
  const all = [...others, own].map((section) => section.trim()).sort();
  writeFileSync(FIGURES, `${[head.trim(), ...all].join("\n\n")}\n`);
}

function today(): string {
  return new Date().toISOString().slice(0, "2026-11-28".length);
}

function machine(): string {
  return `Node ${process.versions.node}, ${platform()} ${arch()}, ${cpus().length} cores`;
}
