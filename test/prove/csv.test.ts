import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CsvReading, readCsv } from "../../src/prove/csv.ts";

function fieldsOf(reading: CsvReading): Readonly<Record<string, string>>[] {
  if ("problem" in reading) {
    throw new Error(`${reading.line}: ${reading.problem}`);
  }
  return reading.rows.map(({ fields }) => fields);
}

const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;
const written = (records: readonly (readonly string[])[], end: string) =>
  records.map((record) => record.map(quoted).join(",")).join(end);

describe("a table of comma-separated values", () => {
  it("names the fields of each record by the header", () => {
    expect(fieldsOf(readCsv("id,action\nA-1,s3:GetObject\nA-2,*\n"))).toEqual([
      { id: "A-1", action: "s3:GetObject" },
      { id: "A-2", action: "*" },
    ]);
  });

  it.each([
    ["commas, quotes and line ends inside quotes", 'a,b\n"x,""y""\n",z\n', [{ a: 'x,"y"\n', b: "z" }]],
    ["line ends of Windows", "a,b\r\n1,2\r\n", [{ a: "1", b: "2" }]],
    ["empty fields, also at the end of a record", "a,b\n,\n", [{ a: "", b: "" }]],
    ["a last record without a line end", "a\n1", [{ a: "1" }]],
    ["an empty last field without a line end", "a,b\n1,", [{ a: "1", b: "" }]],
    ["a byte order mark", "\ufeffa\n1\n", [{ a: "1" }]],
  ])("reads %s", (_, text, rows) => {
    expect(fieldsOf(readCsv(text))).toEqual(rows);
  });

  it("reads back whatever is written in quotes", () => {
    const table = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom("\n", "\r\n")).chain(([columns, end]) =>
      fc.record({
        end: fc.constant(end),
        records: fc.array(fc.array(fc.string({ unit: "grapheme" }), { minLength: columns, maxLength: columns })),
        columns: fc.constant(Array.from({ length: columns }, (_, index) => `column ${index}`)),
      }),
    );
    fc.assert(
      fc.property(table, ({ columns, records, end }) => {
        const rows = fieldsOf(readCsv(written([columns, ...records], end)));
        expect(rows.map((row) => Object.values(row))).toEqual(records);
      }),
    );
  });

  it.each([
    ["a quote inside a bare field", 'a,b\n1,2\nx"y,2\n', 3],
    ["a quoted field that goes on", 'a\n"x"y\n', 2],
    ["a quote that is never closed", 'a\n1\n"x\n', 3],
    ["a record with too few fields", "a,b\n1,2\n\n", 3],
    ["a record with too many fields", 'a,b\n"1\n1",2\n1,2,3\n', 4],
    ["a column that is there twice", "a,a\n1,2\n", 1],
    ["nothing at all", "", 1],
  ])("refuses %s, and names its line", (_, text, line) => {
    expect(readCsv(text)).toMatchObject({ problem: expect.any(String), line });
  });
});
