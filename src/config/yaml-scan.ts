import { CST, Lexer, Parser } from "yaml";
import type { Problem } from "./findings.ts";

/** How many collections may lie in each other. */
export const MAX_DEPTH = 50;

/** Something wrong, at an offset into the text. */
export interface Fault {
  readonly offset: number;
  readonly problem: Problem;
}

/** The text's syntax, or null when it nests so deeply that nothing should go on with it; and what is never allowed. */
export interface Scan {
  readonly tokens: readonly CST.Token[] | null;
  readonly faults: readonly Fault[];
}

const FORBIDDEN: Partial<Record<CST.TokenType, Problem>> = {
  anchor: {
    code: "yaml-alias",
    detail: "An anchor names a value so that it can be repeated elsewhere. A reviewer would not see there what counts.",
    fix: "Remove the anchor, and write the value out wherever it is used.",
  },
  alias: {
    code: "yaml-alias",
    detail: "An alias repeats a value from elsewhere. A reviewer would not see here what counts.",
    fix: 'Write the value out; a text that begins with * belongs in quotes: "*".',
  },
  tag: {
    code: "yaml-tag",
    detail: "A tag changes how the value after it is read. Only YAML's plain types are understood.",
    fix: 'Remove the tag; a text that begins with ! belongs in quotes: "!".',
  },
  "directive-line": {
    code: "yaml-directive",
    detail: "A directive changes how the rest of the file is read. Files are always read as YAML 1.2.",
    fix: "Remove the line.",
  },
};

/** Says that the file is nested too deeply. */
export function tooDeep(): Problem {
  return {
    code: "yaml-too-deep",
    detail: `Lists and maps lie in each other more than ${MAX_DEPTH} levels deep here. No file of this kind needs that.`,
    fix: "Check the indentation and the brackets up to this place.",
  };
}

/**
 * Cuts a YAML text into syntax and finds what is never allowed in it. Works without recursion over the depth of the
 * text: it stops as soon as more levels are open than are allowed.
 */
export function scanYaml(text: string): Scan {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const faults: Fault[] = [];
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    const type = isScalar ? null : CST.tokenType(lexeme);
    const problem = type === null ? undefined : FORBIDDEN[type];
    if (problem !== undefined) {
      faults.push({ offset: parser.offset, problem });
    }
    isScalar = lexeme === CST.SCALAR && !isScalar;
    tokens.push(...parser.next(lexeme));
    // The stack holds the document, the open collections and perhaps a scalar.
    if (parser.stack.length > MAX_DEPTH + 2) {
      return { tokens: null, faults: [...faults, { offset: parser.offset, problem: tooDeep() }] };
    }
  }
  tokens.push(...parser.end());
  return { tokens, faults };
}
