import { isFunctionName, signatureOf } from "./functions.ts";
import type { Expression, Ref, Template, TemplatePart, TemplateStep } from "./template.ts";

/** What is wrong with a template, and at which column of its text, counted from 1. */
export interface SyntaxProblem {
  readonly column: number;
  readonly detail: string;
}

/** The parts of a template, or what is wrong with it. */
export type ParsedTemplate = { readonly template: Template } | { readonly problem: SyntaxProblem };

/** A reference on its own, or what is wrong with it. */
export type ParsedRef = { readonly ref: Ref } | { readonly problem: SyntaxProblem };

const MAX_NESTING = 32;
const NAME = /[A-Za-z_][A-Za-z0-9_-]*/y;
// More digits would not survive as a JSON number.
const NUMBER = /-?\d{1,15}(?:\.\d{1,6})?/y;
const IAM_VARIABLE = /\$\{([*?$]|[A-Za-z0-9._/-]+:[^{}]*)\}/y;
const SPACE = /\s*/y;
const CONSTANTS: ReadonlyMap<string, null | boolean> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

interface Cursor {
  readonly text: string;
  at: number;
  depth: number;
}

class TemplateSyntaxError extends Error {
  readonly column: number;

  constructor(cursor: Cursor, message: string) {
    super(message);
    this.name = "TemplateSyntaxError";
    this.column = cursor.at + 1;
  }
}

/** Takes a text of a blueprint apart. Never throws; only the first problem of a text is told. */
export function parseTemplate(text: string): ParsedTemplate {
  return reportingProblems(() => ({ template: { parts: readParts({ text, at: 0, depth: 0 }) } }));
}

/** Takes a bare reference apart, as `after:` holds them: `logging.bucket["key"]`. Never throws. */
export function parseRef(text: string): ParsedRef {
  return reportingProblems(() => {
    const cursor = { text, at: 0, depth: 0 };
    skipSpace(cursor);
    const name = take(cursor, NAME);
    if (name === null) {
      throw new TemplateSyntaxError(cursor, "A name is expected here, as in `logging.bucket`.");
    }
    const ref = readRef(cursor, name);
    if (cursor.at < text.length) {
      throw new TemplateSyntaxError(cursor, "The reference should end here.");
    }
    return { ref };
  });
}

function reportingProblems<T>(parse: () => T): T | { readonly problem: SyntaxProblem } {
  try {
    return parse();
  } catch (error) {
    if (error instanceof TemplateSyntaxError) {
      return { problem: { column: error.column, detail: error.message } };
    }
    throw error;
  }
}

function readParts(cursor: Cursor): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = "";
  const endText = () => {
    if (text !== "") {
      parts.push({ is: "text", text });
      text = "";
    }
  };
  while (cursor.at < cursor.text.length) {
    const next = readPart(cursor);
    if (next.is === "text") {
      text += next.text;
    } else {
      endText();
      parts.push(next);
    }
  }
  endText();
  return parts;
}

function readPart(cursor: Cursor): TemplatePart {
  if (cursor.text.startsWith("$${", cursor.at)) {
    cursor.at += 3;
    return { is: "text", text: "${" };
  }
  if (!cursor.text.startsWith("${", cursor.at)) {
    return { is: "text", text: takeText(cursor) };
  }
  const column = cursor.at + 1;
  const variable = take(cursor, IAM_VARIABLE);
  if (variable !== null) {
    return { is: "iam", name: variable.slice(2, -1) };
  }
  cursor.at += 2;
  const expression = readExpression(cursor);
  expect(cursor, "}", "`}` is expected here, to end what `${` began.");
  return { is: "expression", expression, column };
}

function takeText(cursor: Cursor): string {
  const next = cursor.text.indexOf("$", cursor.at + 1);
  const end = next === -1 ? cursor.text.length : next;
  const text = cursor.text.slice(cursor.at, end);
  cursor.at = end;
  return text;
}

function readExpression(cursor: Cursor): Expression {
  skipSpace(cursor);
  const expression = oneDeeper(cursor, () => readLiteral(cursor) ?? readListLiteral(cursor) ?? readNamed(cursor));
  skipSpace(cursor);
  return expression;
}

function oneDeeper<T>(cursor: Cursor, read: () => T): T {
  if (cursor.depth >= MAX_NESTING) {
    throw new TemplateSyntaxError(cursor, `Expressions may be nested ${MAX_NESTING} deep, not deeper.`);
  }
  cursor.depth += 1;
  const result = read();
  cursor.depth -= 1;
  return result;
}

function readLiteral(cursor: Cursor): Expression | null {
  const text = readString(cursor);
  if (text !== null) {
    return { is: "literal", value: text };
  }
  const number = take(cursor, NUMBER);
  // Adding 0 turns -0, which has no text of its own, into 0.
  return number === null ? null : { is: "literal", value: Number(number) + 0 };
}

function readListLiteral(cursor: Cursor): Expression | null {
  return cursor.text[cursor.at] === "[" ? { is: "list", items: readUntil(cursor, "]") } : null;
}

/** Expressions with commas between them, from an opening bracket to its closing one. */
function readUntil(cursor: Cursor, end: ")" | "]"): Expression[] {
  cursor.at += 1;
  skipSpace(cursor);
  const expressions: Expression[] = [];
  while (cursor.text[cursor.at] !== end) {
    if (expressions.length > 0) {
      expect(cursor, ",", `\`,\` or \`${end}\` is expected here.`);
    }
    expressions.push(readExpression(cursor));
  }
  cursor.at += 1;
  return expressions;
}

function readNamed(cursor: Cursor): Expression {
  const start = cursor.at;
  const name = take(cursor, NAME);
  if (name === null) {
    throw new TemplateSyntaxError(cursor, "A value, a name or a function is expected here.");
  }
  const constant = CONSTANTS.get(name);
  if (constant !== undefined) {
    return { is: "literal", value: constant };
  }
  skipSpace(cursor);
  return cursor.text[cursor.at] === "(" ? readCall(cursor, name, start) : readRef(cursor, name);
}

function readCall(cursor: Cursor, name: string, start: number): Expression {
  if (!isFunctionName(name)) {
    cursor.at = start;
    throw new TemplateSyntaxError(cursor, `There is no function \`${name}\`.`);
  }
  const inputs = readUntil(cursor, ")");
  const { least, most, usage } = signatureOf(name);
  if (inputs.length < least || inputs.length > most) {
    cursor.at = start;
    throw new TemplateSyntaxError(cursor, `\`${name}\` is written \`${usage}\`; here it has ${inputs.length} values.`);
  }
  return { is: "call", name, inputs };
}

function readRef(cursor: Cursor, name: string): Ref {
  const steps: TemplateStep[] = [];
  for (;;) {
    skipSpace(cursor);
    const sign = cursor.text[cursor.at];
    if (sign === ".") {
      steps.push(readMember(cursor));
    } else if (sign === "[") {
      steps.push(readIndex(cursor));
    } else {
      return { is: "ref", name, steps };
    }
  }
}

function readMember(cursor: Cursor): TemplateStep {
  cursor.at += 1;
  skipSpace(cursor);
  const name = take(cursor, NAME);
  if (name === null) {
    throw new TemplateSyntaxError(cursor, 'A name is expected after the dot; write other keys as `["key"]`.');
  }
  return { is: "member", name };
}

function readIndex(cursor: Cursor): TemplateStep {
  cursor.at += 1;
  skipSpace(cursor);
  const key = readString(cursor);
  const step: TemplateStep = key === null ? readIndexRef(cursor) : { is: "index", key };
  skipSpace(cursor);
  expect(cursor, "]", "`]` is expected here.");
  return step;
}

function readIndexRef(cursor: Cursor): TemplateStep {
  const name = take(cursor, NAME);
  if (name === null) {
    throw new TemplateSyntaxError(
      cursor,
      "A key in quotes, or a name such as `each.key`, is expected between brackets.",
    );
  }
  return { is: "indexOf", ref: oneDeeper(cursor, () => readRef(cursor, name)) };
}

function readString(cursor: Cursor): string | null {
  const quote = cursor.text[cursor.at];
  if (quote !== '"' && quote !== "'") {
    return null;
  }
  let value = "";
  for (let at = cursor.at + 1; at < cursor.text.length; at += 1) {
    const sign = cursor.text[at];
    if (sign === quote) {
      cursor.at = at + 1;
      return value;
    }
    if (sign === "\\") {
      at += 1;
    }
    value += cursor.text[at] ?? "";
  }
  throw new TemplateSyntaxError(cursor, `The text that begins here has no closing ${quote}.`);
}

function take(cursor: Cursor, pattern: RegExp): string | null {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text);
  if (found === null) {
    return null;
  }
  cursor.at = pattern.lastIndex;
  return found[0];
}

function skipSpace(cursor: Cursor): void {
  take(cursor, SPACE);
}

function expect(cursor: Cursor, sign: string, otherwise: string): void {
  if (cursor.text[cursor.at] !== sign) {
    throw new TemplateSyntaxError(cursor, otherwise);
  }
  cursor.at += 1;
}
