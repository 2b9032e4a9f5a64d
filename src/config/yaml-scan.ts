import { CST, Lexer, Parser } from "yaml";
import type { Problem } from "./findings.ts";
import { FORBIDDEN_TOKENS, tooDeep } from "./yaml-problems.ts";

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
    const problem = type === null ? undefined : FORBIDDEN_TOKENS[type];
    if (problem !== undefined) {
      faults.push({ offset: parser.offset, problem });
    }
    isScalar = lexeme === CST.SCALAR && !isScalar;
    tokens.push(...parser.next(lexeme));
    // The stack holds the document, the open collections and perhaps a scalar.
    if (parser.stack.length > MAX_DEPTH + 2) {
      return { tokens: null, faults: [...faults, { offset: parser.offset, problem: tooDeep(MAX_DEPTH) }] };
    }
  }
  tokens.push(...parser.end());
  return { tokens, faults };
}
