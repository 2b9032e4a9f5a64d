import type { Json } from "../model/json.ts";
import { type DiffLine, documentDiff } from "./document-diff.ts";
import type { FieldRow, Row } from "./page.ts";
import { isLong, valueLines } from "./value-text.ts";

/** The fields that say something: what a new or vanishing thing does not have is left out. */
export function shownFields({ action, fields }: Row): readonly FieldRow[] {
  const isWhole = action === "create" || action === "delete";
  return isWhole ? fields.filter((field) => !isEmpty(field.after ?? field.before ?? null)) : fields;
}

/** A field's path as people read it: `tags/Owner`. */
export function fieldName({ path }: FieldRow): string {
  return path.slice(1).replaceAll("~1", "/").replaceAll("~0", "~");
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
  if (before !== undefined && after !== undefined && (isLong(before) || isLong(after))) {
    return [{ sign: " ", text: name }, ...documentDiff(before, after).map(indented)];
  }
  return [
    ...(before === undefined ? [] : sideLines("-", name, before, widest)),
    ...(after === undefined ? [] : sideLines("+", name, after, widest)),
  ];
}

function sideLines(sign: "+" | "-", name: string, value: Json, widest: number): DiffLine[] {
  const lines = valueLines(value);
  return isLong(value)
    ? [{ sign, text: name }, ...lines.map((text) => indented({ sign, text }))]
    : [{ sign, text: `${name.padEnd(widest)}  ${lines[0] ?? ""}` }];
}

function indented({ sign, text }: DiffLine): DiffLine {
  return { sign, text: `  ${text}` };
}

function isEmpty(value: Json): boolean {
  return value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
}
