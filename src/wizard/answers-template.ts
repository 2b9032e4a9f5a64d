import type { Library } from "./content.ts";
import { EMPTY_CONTENT, withUses } from "./content.ts";
import { type Question, sectionsOf } from "./questions.ts";
import { pairLines } from "./yaml-write.ts";

const WIDTH = 100;

/** A file with every question of these blueprints, to be filled in: what has a default is commented out. */
export function answersTemplate(uses: readonly string[], library: Library, schema: string): string {
  const content = withUses(EMPTY_CONTENT, uses, library);
  const sections = sectionsOf(content, library).flatMap(({ id, title, questions }) => [
    "",
    `# ${title}`,
    `${id}:`,
    ...questions.flatMap(questionLines),
  ]);
  const lines = [
    `# yaml-language-server: $schema=${schema}`,
    "# Answers for `orgwright init --answers FILE`. Lines with # in front show the defaults.",
    ...pairLines("use", [...uses], 0),
    ...sections,
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}

function questionLines({ name, ask, help, rule }: Question): string[] {
  const comment = wrapped(`${ask} ${help}`.trim(), WIDTH).map((line) => `  # ${line}`);
  const isNeeded = rule.default === undefined;
  return isNeeded
    ? [...comment, `  ${name}:`]
    : [...comment, ...pairLines(name, rule.default ?? null, 0).map((line) => `  # ${line}`)];
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
