import type { CST, ErrorCode, YAMLParseError } from "yaml";
import type { Problem } from "./findings.ts";
import { printable, quoted } from "./printable.ts";

/** What may not stand in a file, by what the lexer calls it. */
export const FORBIDDEN_TOKENS: Partial<Record<CST.TokenType, Problem>> = {
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

/** More levels of lists and maps than `most`. */
export function tooDeep(most: number): Problem {
  return {
    code: "yaml-too-deep",
    detail: `Lists and maps lie in each other more than ${most} levels deep here. No file of this kind needs that.`,
    fix: "Check the indentation and the brackets up to this place.",
  };
}

/** A key that brings in other keys. */
export const MERGE_KEY: Problem = {
  code: "yaml-merge-key",
  detail: "A merge key brings in keys from elsewhere. A reviewer would not see here what counts.",
  fix: "Write the keys out.",
};

/** A key that its map has already. */
export function duplicateKey(name: string): Problem {
  return {
    code: "yaml-duplicate-key",
    detail: `The key ${quoted(name)} is already in this map. Only one of the two values could count.`,
    fix: "Keep one of the two, or merge them.",
  };
}

/** A key that is a number, a list or nothing; `source` is how it is written, where that is one word. */
export function keyNotText(source: string | null): Problem {
  const fix = source === null || source === "" ? "Write a text as the key." : `Put it in quotes: ${quoted(source)}.`;
  return { code: "yaml-key-not-text", detail: "YAML reads this key as something other than a text.", fix };
}

/** A key that means something to JavaScript. */
export function forbiddenKey(name: string): Problem {
  return {
    code: "yaml-forbidden-key",
    detail: `The key ${quoted(name)} has a meaning of its own in JavaScript and could be used to change this program.`,
    fix: "Remove it.",
  };
}

/** A number that is not read as it is written. */
export function inexactNumber(source: string, value: number): Problem {
  const read = Number.isFinite(value) ? `${value}` : "no number that JSON has";
  return {
    code: "yaml-inexact-number",
    detail: `YAML reads ${quoted(source)} as ${read}: what is written would be lost.`,
    fix: `Put it in quotes if it is a text, as ids and codes are: ${quoted(source)}. Write a number without leading zeros.`,
  };
}

/** A second document. */
export const SEVERAL_DOCUMENTS: Problem = {
  code: "yaml-several-documents",
  detail: "A second YAML document begins here. Only one of them could count.",
  fix: "Keep one document: remove the line of dashes, or move the rest to a file of its own.",
};

/** A file without a value. */
export const EMPTY: Problem = {
  code: "yaml-empty",
  detail: "The file holds no value, at most comments.",
  fix: "Write the file, or restore it from version control.",
};

/** A file of more than `most` bytes. */
export function tooLarge(bytes: number, most: number): Problem {
  return {
    code: "yaml-too-large",
    detail: `The file has ${bytes} bytes. At most ${most} are read; no file of this kind needs more.`,
    fix: "Check that this is the right file.",
  };
}

/** A character that cannot be seen, by its code. */
export function hiddenCharacter(code: number): Problem {
  const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return {
    code: "yaml-hidden-character",
    detail: `The character ${name} cannot be seen, but changes what is read or how the file looks to a reviewer.`,
    fix: `Remove it. A text that needs it can name it in double quotes: "\\u${name.slice(2)}".`,
  };
}

/** Longer messages of YAML quote the file. */
const LONGEST_MESSAGE = 200;

const QUOTE_HINT = "Put a text in quotes when it begins with one of > | & * ! % @ ` or holds a colon and a space.";

const SYNTAX_FIXES: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: "Give all lines of one map or list the same indentation.",
  BAD_DQ_ESCAPE: "Write a backslash in double quotes twice, or use single quotes.",
  BAD_SCALAR_START: QUOTE_HINT,
  BLOCK_AS_IMPLICIT_KEY: `Put each key on a line of its own. ${QUOTE_HINT}`,
  MISSING_CHAR: "Add what is missing; it may belong on an earlier line.",
  MULTILINE_IMPLICIT_KEY: "Check that the line before ends with a colon, or with a closing quote or bracket.",
  TAB_AS_INDENT: "Indent with spaces; YAML allows no tabs there.",
  UNEXPECTED_TOKEN: QUOTE_HINT,
};

/** An error of YAML's own. */
export function syntaxProblem(error: YAMLParseError): Problem {
  const message = printable(error.message.slice(0, LONGEST_MESSAGE));
  return {
    code: "yaml-syntax",
    detail: `YAML cannot be read here: ${message}.`,
    fix: SYNTAX_FIXES[error.code] ?? "Correct this line or the one before it.",
  };
}
