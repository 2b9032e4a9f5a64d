import type { z } from "zod";
import { closest } from "../model/closest.ts";
import { isObject, type Json, pointerSegment } from "../model/json.ts";
import { typeName } from "./outcome.ts";

type Issue = z.core.$ZodIssue;

/** What a schema does not let pass: where, by JSON Pointer, and why. */
export interface Misfit {
  readonly code: "unknown-key" | "missing-key" | "wrong-type" | "wrong-value";
  readonly pointer: string;
  /** The key is wrong, not its value. */
  readonly onKey: boolean;
  readonly detail: string;
  readonly fix: string;
}

/**
 * Says in sentences what a schema found.
 *
 * @param error what the schema's parser gave
 * @param written what was parsed
 * @param known names to suggest for a key that is not known
 */
export function misfitsOf(error: z.ZodError, written: unknown, known: readonly string[]): Misfit[] {
  return error.issues.flatMap((issue) => misfits(issue, issue.path, written, known));
}

function misfits(issue: Issue, path: readonly PropertyKey[], written: unknown, known: readonly string[]): Misfit[] {
  const pointer = pointerOf(path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, pointer, known));
    case "invalid_key":
      return [wrongKey(String(path.at(-1)), pointer, issue.issues[0]?.message ?? "a name")];
    case "invalid_union": {
      const inner = deepest(issue.errors);
      return inner === null || valueAt(written, path) === undefined
        ? [misfit(issue, pointer, written, path)]
        : inner.flatMap((part) => misfits(part, [...path, ...part.path], written, known));
    }
    default:
      return [misfit(issue, pointer, written, path)];
  }
}

function misfit(issue: Issue, pointer: string, written: unknown, path: readonly PropertyKey[]): Misfit {
  const value = valueAt(written, path);
  const name = pointer === "" ? "the whole" : `\`${path.join(".")}\``;
  const expected = expectation(issue);
  if (value === undefined) {
    const detail = `${name} is missing; it must be ${expected}.`;
    return { code: "missing-key", pointer, onKey: false, detail, fix: "Add it." };
  }
  const isType = issue.code === "invalid_type" || (issue.code === "invalid_union" && !("options" in issue));
  const shown = typeof value === "object" || isType ? typeName(value as Json) : `\`${String(value)}\``;
  const detail = `${name} must be ${expected}; it is ${shown}.`;
  return { code: isType ? "wrong-type" : "wrong-value", pointer, onKey: false, detail, fix: `Write ${expected}.` };
}

function unknownKey(key: string, pointer: string, known: readonly string[]): Misfit {
  const near = closest(key, known);
  const detail = `\`${key}\` has no meaning here.`;
  const fix =
    near === null || near === key ? "Remove it, or move it to where it belongs." : `Did you mean \`${near}\`?`;
  return { code: "unknown-key", pointer: `${pointer}/${pointerSegment(key)}`, onKey: true, detail, fix };
}

function wrongKey(key: string, pointer: string, expected: string): Misfit {
  const detail = `\`${key}\` must be ${expected}.`;
  return { code: "wrong-value", pointer, onKey: true, detail, fix: "Give it another name." };
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  record: "a map",
};

/** What would be right, as the object of "must be". */
function expectation(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPE_NAMES[issue.expected] ?? `of type ${issue.expected}`;
    case "invalid_value":
      return oneOf(issue.values.map(String));
    case "invalid_union":
      return unionExpectation(issue);
    case "too_small":
      return `at least ${issue.minimum} ${unit(issue.origin)}`.trim();
    case "too_big":
      return `at most ${issue.maximum} ${unit(issue.origin)}`.trim();
    case "invalid_format":
      return issue.format === "regex" && issue.pattern !== undefined && /^Invalid/.test(issue.message)
        ? `a text that matches ${issue.pattern}`
        : lowerFirst(issue.message);
    default:
      return lowerFirst(issue.message);
  }
}

function unionExpectation(issue: Extract<Issue, { code: "invalid_union" }>): string {
  if ("options" in issue && Array.isArray(issue.options)) {
    return oneOf(issue.options.map(String));
  }
  const firsts = issue.errors.flatMap(([first]) => (first === undefined ? [] : [expectation(first)]));
  return [...new Set(firsts)].join(" or ");
}

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? `\`${values[0]}\`` : `one of ${values.map((value) => `\`${value}\``).join(", ")}`;
}

function unit(origin: string): string {
  return { string: "characters", array: "elements", record: "members", object: "members" }[origin] ?? "";
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** The branch of a union that came nearest: one whose problem is not the type of the whole. */
function deepest(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  return (
    branches.find((issues) => issues.every(({ code, path }) => path.length > 0 || !code.startsWith("invalid_type"))) ??
    null
  );
}

function valueAt(written: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) {
      return value[Number(step)];
    }
    return isObject(value) && Object.hasOwn(value, step) ? value[String(step)] : undefined;
  }, written);
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${pointerSegment(String(step))}`).join("");
}
