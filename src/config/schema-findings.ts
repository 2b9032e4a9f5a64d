import { z } from "zod";
import { closest } from "../model/closest.ts";
import type { Finding } from "../model/finding.ts";
import { isObject, type Json, pointerSegment } from "../model/json.ts";
import { configFinding, type Problem } from "./findings.ts";
import { printable, quoted } from "./printable.ts";
import type { YamlDocument } from "./strict-yaml.ts";

type Path = readonly PropertyKey[];

/** Says what is wrong with one pointer better than the general words do, or null to leave it to them. */
export type Instead = (pointer: string) => Problem | null;

/** A schema whose values must also pass `check`. What `check` says becomes the finding. */
export function checked<S extends z.ZodType>(schema: S, check: (value: z.output<S>) => Problem | null): S {
  return schema.check((context) => {
    const problem = check(context.value);
    if (problem !== null) {
      context.issues.push({ code: "custom", input: context.value, params: { problem }, message: problem.detail });
    }
  });
}

/** The JSON Pointer of a path as zod gives it. */
export function pointerOf(path: Path): string {
  return path.map((segment) => `/${pointerSegment(String(segment))}`).join("");
}

/**
 * What a schema found in a document, each at its place, with what the nearest known key is where one is not known.
 * What the document could not read is passed over: it has findings already.
 *
 * @param issues what the schema's `safeParse` of the document's value said
 * @param instead better words for some places
 */
export function schemaFindings(
  issues: readonly z.core.$ZodIssue[],
  schema: z.ZodType,
  document: YamlDocument,
  instead: Instead = () => null,
): Finding[] {
  return issues.flatMap((issue) => {
    const pointer = pointerOf(issue.path);
    if (document.isUnread(pointer)) {
      return [];
    }
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => {
        const at = pointerOf([...issue.path, key]);
        const known = childrenOf(schemaAt(schema, issue.path));
        return configFinding(instead(at) ?? unknownKey(key, issue.path, known), document.keyPositionOf(at));
      });
    }
    const raw = valueAt(document.value, issue.path);
    if (raw === undefined) {
      const parent = pointerOf(issue.path.slice(0, -1));
      const described = schemaAt(schema, issue.path)?.description;
      return [configFinding(missingKey(issue.path, described), document.keyPositionOf(parent))];
    }
    const problem = instead(pointer) ?? problemOf(issue, raw, document.sourceOf(pointer));
    return [configFinding(problem, document.positionOf(pointer))];
  });
}

function problemOf(issue: z.core.$ZodIssue, raw: Json, source: string | null): Problem {
  if (issue.code === "custom" && isProblem(issue.params?.["problem"])) {
    return issue.params["problem"];
  }
  if (issue.code === "invalid_type") {
    return raw === null ? emptyValue(issue.path, issue.expected) : wrongType(issue.expected, raw, source);
  }
  if (issue.code === "invalid_value") {
    return wrongValue(raw, issue.values.map(String));
  }
  return { code: "wrong-value", detail: `${shown(raw)} does not fit: ${printable(issue.message)}.`, fix: "Change it." };
}

function isProblem(value: unknown): value is Problem {
  return isObject(value) && typeof value["code"] === "string" && typeof value["detail"] === "string";
}

/** What a path leads to in a value, or undefined. Looks only at what the value itself holds. */
export function valueAt(value: Json, path: Path): Json | undefined {
  let at: Json | undefined = value;
  for (const segment of path) {
    at = typeof at === "object" && at !== null ? (at as Record<PropertyKey, Json | undefined>)[segment] : undefined;
  }
  return at;
}

/** The schema of what a path leads to, or null where it cannot be told. */
function schemaAt(schema: z.core.$ZodType, path: Path): z.ZodType | null {
  let at: z.core.$ZodType | undefined = schema;
  for (const segment of path) {
    const inner: z.core.$ZodType | null = at === undefined ? null : unwrapped(at);
    if (inner instanceof z.ZodObject) {
      at = inner.shape[String(segment)];
    } else if (inner instanceof z.ZodArray) {
      at = inner.element;
    } else {
      at = inner instanceof z.ZodRecord ? inner.valueType : undefined;
    }
  }
  return at instanceof z.ZodType ? at : null;
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  let at = schema;
  while (at instanceof z.ZodOptional || at instanceof z.ZodExactOptional || at instanceof z.ZodDefault) {
    at = at.unwrap();
  }
  return at;
}

function childrenOf(schema: z.ZodType | null): string[] {
  const inner = schema === null ? null : unwrapped(schema);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

/** A place in words: `organization.name`, `blueprints[2]`. */
function named(path: Path): string {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return printable(text.replace(/^\./, ""));
}

function unknownKey(key: string, path: Path, known: readonly string[]): Problem {
  const near = closest(key, known);
  const where = path.length === 0 ? "the file" : `\`${named(path)}\``;
  return {
    code: "unknown-key",
    detail: `${where === "the file" ? "The file" : where} has no key ${quoted(key)}. It would be passed over in silence, so it is refused.`,
    fix: near === null ? `Remove it, or use one of: ${known.join(", ")}.` : `Did you mean \`${near}\`?`,
  };
}

function missingKey(path: Path, described: string | undefined): Problem {
  const name = String(path.at(-1) ?? "");
  const parent = path.slice(0, -1);
  const where = parent.length === 0 ? "The file" : `\`${named(parent)}\``;
  return {
    code: "missing-key",
    detail: `${where} has no \`${name}\`, which has no default.${described === undefined ? "" : ` ${described}`}`,
    fix: `Add \`${name}:\` with a value.`,
  };
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
  object: "a map",
  record: "a map",
  string: "a text",
};

const EMPTY_FORMS: Readonly<Record<string, string>> = { array: "[]", object: "{}", record: "{}", string: '""' };

function emptyValue(path: Path, expected: string): Problem {
  const form = EMPTY_FORMS[expected];
  const meant = path.length === 0 ? "The file" : `\`${named(path)}\``;
  return {
    code: "empty-value",
    detail: `${meant} has no value; ${TYPE_NAMES[expected] ?? expected} is expected.`,
    fix: form === undefined ? "Write the value, or remove the key." : `Write the value, ${form} if it shall be empty.`,
  };
}

function wrongType(expected: string, raw: Json, source: string | null): Problem {
  const isQuotable = expected === "string" && (typeof raw === "number" || typeof raw === "boolean");
  const form = expected === "string" ? "Write a text." : `Write ${TYPE_NAMES[expected] ?? expected}.`;
  return {
    code: "wrong-type",
    detail: `This is ${shown(raw)}; ${TYPE_NAMES[expected] ?? expected} is expected.`,
    fix: isQuotable ? `Put it in quotes: ${quoted(source ?? String(raw))}.` : form,
  };
}

function wrongValue(raw: Json, allowed: readonly string[]): Problem {
  const near = typeof raw === "string" ? closest(raw, allowed) : null;
  return {
    code: "wrong-value",
    detail: `This is ${shown(raw)}; allowed is ${allowed.join(", ")}.`,
    fix: near === null ? "Write one of those." : `Did you mean \`${near}\`?`,
  };
}

/** A value in a few words. */
function shown(raw: Json): string {
  if (typeof raw === "string") {
    return `the text ${quoted(raw)}`;
  }
  if (raw === null) {
    return "empty";
  }
  if (typeof raw === "object") {
    return Array.isArray(raw) ? "a list" : "a map";
  }
  return typeof raw === "number" ? `the number ${raw}` : `${raw}`;
}
