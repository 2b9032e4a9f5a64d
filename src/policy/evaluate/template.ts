import { isJoin, type Text } from "../../model/deferred.ts";
import { type Context, keyValue } from "./context.ts";
import { ANY, type Glob, globOf, HOLE, literal, ONE } from "./glob.ts";

/** A policy variable. */
interface Variable {
  /** In lower case. */
  readonly key: string;
  /** What stands in its place when the request lacks the key. */
  readonly fallback: string | null;
}

/** A text of a policy with its wildcards and policy variables taken apart. */
export interface Template {
  readonly source: Text;
  readonly pieces: readonly (readonly number[] | Variable)[];
  readonly variables: readonly Variable[];
  /** The pattern, when no variable has to be filled in first. */
  readonly fixed: Glob | null;
}

export interface TemplateRules {
  /** Whether `${…}` is a variable: not in version 2008-10-17 of the language, nor with every operator. */
  readonly variables: boolean;
  /** Whether `*` and `?` are wildcards. */
  readonly wildcards: boolean;
  /** Before which character variables are not filled in; default 0. */
  readonly from?: number;
}

/** A template with its variables filled in. */
export interface Filled {
  readonly glob: Glob;
  /** Whether a variable has no value: AWS then finds no match, and may find the statement invalid. */
  readonly missing: "no" | "maybe" | "yes";
}

const VARIABLE = /\$\{([^}]*)\}/g;
const NAME_AND_FALLBACK = /^\s*(.*?)\s*(?:,\s*'([^']*)')?\s*$/;
const SPECIAL: ReadonlySet<string> = new Set(["*", "?", "$"]);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
export function templateOf(source: Text, rules: TemplateRules): Template {
  const pieces = typeof source === "string" ? piecesOf(source, rules) : deferredPieces(source, rules);
  const variables = pieces.filter((piece): piece is Variable => !Array.isArray(piece));
  const fixed = variables.length > 0 ? null : globOf(pieces.flatMap((piece) => (Array.isArray(piece) ? piece : [])));
  return { source, pieces, variables, fixed };
}

function deferredPieces(source: Exclude<Text, string>, rules: TemplateRules): Template["pieces"] {
  const parts = isJoin(source) ? source.$join : [source];
  return parts.flatMap((part) => (typeof part === "string" ? piecesOf(part, rules) : [[HOLE]]));
}

function piecesOf(text: string, rules: TemplateRules): Template["pieces"] {
  if (!rules.variables) {
    return [codesOf(text, rules)];
  }
  const pieces: (readonly number[] | Variable)[] = [];
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    if (match.index >= (rules.from ?? 0)) {
      pieces.push(codesOf(text.slice(end, match.index), rules), variableOf(match[1] ?? ""));
      end = match.index + match[0].length;
    }
  }
  return [...pieces, codesOf(text.slice(end), rules)];
}

function variableOf(inner: string): readonly number[] | Variable {
  if (SPECIAL.has(inner)) {
    return literal(inner);
  }
  const [, name = "", fallback] = NAME_AND_FALLBACK.exec(inner) ?? [];
  return { key: name.toLowerCase(), fallback: fallback ?? null };
}

function codesOf(text: string, rules: TemplateRules): number[] {
  const codes = literal(text);
  return rules.wildcards ? codes.map((code) => (code === 42 ? ANY : code === 63 ? ONE : code)) : codes;
}

/** The template with what the context says of its variables. A value's own `*` and `?` are no wildcards. */
export function filledIn(template: Template, context: Context): Filled {
  if (template.fixed !== null) {
    return { glob: template.fixed, missing: "no" };
  }
  let missing: Filled["missing"] = "no";
  const codes = template.pieces.flatMap((piece) => {
    if (Array.isArray(piece)) {
      return piece;
    }
    const { text, lacks } = variableText(piece as Variable, context);
    missing = lacks === "yes" || missing === "yes" ? "yes" : lacks === "maybe" ? "maybe" : missing;
    return text === null ? [HOLE] : literal(text);
  });
  return { glob: globOf(codes), missing };
}

/** Only keys with a single value can be variables (Single-valued vs. multivalued context keys). */
function variableText(variable: Variable, context: Context): { text: string | null; lacks: Filled["missing"] } {
  const value = keyValue(context, variable.key);
  if (value.is === "absent") {
    return variable.fallback === null ? { text: null, lacks: "yes" } : { text: variable.fallback, lacks: "no" };
  }
  if (value.is === "known") {
    const [only, ...others] = value.values;
    return others.length > 0 || only === undefined ? { text: null, lacks: "maybe" } : { text: only, lacks: "no" };
  }
  return { text: null, lacks: value.present || variable.fallback !== null ? "no" : "maybe" };
}

/** The keys of the template's variables whose value is not known, in lower case. */
export function openKeys(template: Template, context: Context): string[] {
  return template.variables
    .map(({ key }) => key)
    .filter((key) => ["unknown", "chosen"].includes(keyValue(context, key).is));
}
