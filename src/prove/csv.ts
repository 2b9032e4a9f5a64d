/** A table read from CSV, or what is wrong with the text. Lines count from 1. */
export type CsvReading = { readonly rows: readonly CsvRow[] } | { readonly problem: string; readonly line: number };

/** A record by the names in the header, and the line on which it begins. */
export interface CsvRow {
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
}

/** A field with what ends it: quoted, with doubled quotes inside, or bare, without quotes. */
const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

/**
 * Reads comma-separated values with a header as RFC 4180 has them, line feeds alone included. Strict: every record has
 * as many fields as the header, and quotes stand around whole fields only.
 */
export function readCsv(text: string): CsvReading {
  const records = splitRecords(text.startsWith("\ufeff") ? text.slice(1) : text);
  if ("problem" in records) {
    return records;
  }
  const [header, ...others] = records.rows;
  if (header === undefined) {
    return { problem: "There is no header.", line: 1 };
  }
  const names = header.fields;
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    return { problem: `The header names the column \`${twice}\` twice.`, line: header.line };
  }
  const uneven = others.find(({ fields }) => fields.length !== names.length);
  if (uneven !== undefined) {
    const problem = `The record has ${uneven.fields.length} fields, the header ${names.length}.`;
    return { problem, line: uneven.line };
  }
  const rows = others.map(({ line, fields }) => ({
    line,
    fields: Object.fromEntries(names.map((name, index) => [name, fields[index] ?? ""])),
  }));
  return { rows };
}

interface RawRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

function splitRecords(
  text: string,
): { readonly rows: readonly RawRecord[] } | Extract<CsvReading, { problem: string }> {
  const rows: RawRecord[] = [];
  let fields: string[] = [];
  let [line, start] = [1, 1];
  for (let at = 0; at < text.length || fields.length > 0; ) {
    FIELD.lastIndex = at;
    const match = FIELD.exec(text);
    if (match === null) {
      return { problem: "A quote stands inside a field without quotes, or is never closed.", line };
    }
    const [whole, quoted, bare = "", end = ""] = match;
    fields.push(quoted?.replaceAll('""', '"') ?? bare);
    line += whole.split("\n").length - 1;
    at += whole.length;
    if (end !== ",") {
      rows.push({ line: start, fields });
      [fields, start] = [[], line];
    }
  }
  return { rows };
}
