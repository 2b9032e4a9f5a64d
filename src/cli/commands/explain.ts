import { closest } from "../../model/closest.ts";
import { BLANK, type Line, line, renderLines, span } from "../../report/text-line.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { type Explanation, explanations } from "../explanations.ts";
import { markdownLines } from "../markdown-lines.ts";
import type { Terminal } from "../terminal.ts";

/** Says what a code means; lists all codes when none is given. */
export async function runExplain(asked: string | undefined, terminal: Terminal): Promise<ExitCode> {
  const all = explanations();
  if (asked === undefined) {
    terminal.out(renderLines(listLines(all), terminal.outText));
    return EXIT.done;
  }
  const code = codeIn(asked);
  const found = all.find((one) => one.code === code);
  if (found === undefined) {
    terminal.err(renderLines(unknownLines(code, all), terminal.errText));
    return EXIT.error;
  }
  terminal.out(renderLines(explanationLines(found), terminal.outText));
  return EXIT.done;
}

/** The code in what was typed: copied with its brackets, or as the consent `--allow takeover:ADDRESS` or `CODE=N`. */
function codeIn(asked: string): string {
  return asked
    .trim()
    .replace(/^\[|\]$/g, "")
    .replace(/^--allow[ =]/, "")
    .replace(/[:=].*$/, "")
    .toLowerCase();
}

function explanationLines({ code, room, summary, text }: Explanation): Line[] {
  return [
    line(0, [span(summary, "strong"), span(` [${code}]`, "faint")]),
    line(0, [span(room, "faint")]),
    BLANK,
    ...markdownLines(text),
  ];
}

function unknownLines(code: string, all: readonly Explanation[]): Line[] {
  const codes = all.map((one) => one.code);
  const near = closest(code, codes);
  const parts = codes.filter((one) => code.length > 2 && one.includes(code)).slice(0, 6);
  const meant = near === null ? parts : [near];
  return [
    line(0, [span(`There is no finding and no consent with the code ${code}.`)], 0),
    ...(meant.length === 0 ? [] : [line(0, [span(`Did you mean ${meant.join(", ")}?`)], 0)]),
    line(0, [span("To see them all: orgwright explain")], 0),
  ];
}

/** Every code below its room, with its summary; codes are padded so that the summaries stand in one column. */
function listLines(all: readonly Explanation[]): Line[] {
  const column = Math.max(...all.map(({ code }) => code.length)) + 2;
  return all.flatMap((one, index) => {
    const isFirst = all[index - 1]?.room !== one.room;
    const head = isFirst ? [...(index === 0 ? [] : [BLANK]), line(0, [span(one.room, "strong")])] : [];
    return [...head, line(2, [span(one.code.padEnd(column), "moved"), span(one.summary)], 2 + column)];
  });
}
