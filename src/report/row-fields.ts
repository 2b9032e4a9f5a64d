import type { Json } from "../model/json.ts";
import { type DiffLine, documentDiff } from "./document-diff.ts";
import type { FieldRow, Row } from "./page.ts";
import { valueLines } from "./value-text.ts";

/** The fields that say something: what a new or vanishing thing does not have is left out. */
export function shownFields({ action, fields }: Row): readonly FieldRow[] {
  const isWhole = action === "create" || action === "delete";
  return isWhole ? fields.filter((field) => !isEmpty(field.after ?? field.before ?? null)) : fields;
}

/** A field's path as people read it: `tags/Owner`. */
export function fieldName({ path }: FieldRow): string {
  const name = path.slice(1);
  return name.includes("~") ? name.replaceAll("~1", "/").replaceAll("~0", "~") : name;
}

/** A row's fields as lines of a difference, each beginning with the field's name. */
export function rowDiff(row: Row): DiffLine[] {
  const fields = shownFields(row);
  const widest = Math.min(MAX_NAME, Math.max(0, ...fields.map((field) => fieldName(field).length)));
  return fields.flatMap((field) => fieldDiff(field, widest));
}

const MAX_NAME = 24;

function fieldDiff(field: FieldRow, widest: number): DiffLine[] {
  const { before, after } = field;
  const name = fieldName(field);
  const [old, fresh] = [linesOf(before), linesOf(after)];
  if (before !== undefined && after !== undefined && (old.length > 1 || fresh.length > 1)) {
    return [{ sign: " ", text: name }, ...documentDiff(before, after).map(indented)];
  }
  return [...sideLines("-", name, old, widest), ...sideLines("+", name, fresh, widest)];
}

function linesOf(value: Json | undefined): readonly string[] {
  return value === undefined ? [] : valueLines(value);
}

function sideLines(sign: "+" | "-", name: string, lines: readonly string[], widest: number): DiffLine[] {
  const [first, ...more] = lines;
  if (first === undefined) {
    return [];
  }
  return more.length === 0
    ? [{ sign, text: `${name.padEnd(widest)}  ${first}` }]
    : [{ sign, text: name }, ...lines.map((text) => indented({ sign, text }))];
}

function indented({ sign, text }: DiffLine): DiffLine {
  return { sign, text: `  ${text}` };
}

function isEmpty(value: Json): boolean {
  return value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
}
