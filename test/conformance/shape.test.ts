import { describe, expect, it } from "vitest";
import { exactly, maybe, mismatches, type Shape } from "./shape.ts";

const DOCUMENT = JSON.stringify({ Version: "2012-10-17" });

describe("an answer's shape", () => {
  it("is met by an answer that has its keys and no others", () => {
    const shape: Shape = {
      Id: "text",
      Made: "date",
      Size: "number",
      Tags: [{ Key: "text" }],
      None: [],
      More: maybe("flag"),
    };
    const answer = {
      Id: "x",
      Made: new Date(),
      Size: 1,
      Tags: [{ Key: "a" }, { Key: "b" }],
      None: [],
      Left: undefined,
    };
    expect(mismatches(shape, answer)).toEqual([]);
  });

  it.each<[what: string, shape: Shape, answer: unknown, at: string, expected: string, found: string]>([
    ["a key is missing", { Id: "text" }, {}, "Id", "text", "absent"],
    ["a key is too many", {}, { Id: "x" }, "Id", "absent", "text"],
    ["an empty list is left out", { Tags: [] }, {}, "Tags", "empty list", "absent"],
    ["a list is empty", { Tags: ["text"] }, { Tags: [] }, "Tags", "list", "empty list"],
    ["a list is not empty", { Tags: [] }, { Tags: ["x"] }, "Tags", "empty list", "list"],
    ["a date is a text", { Made: "date" }, { Made: "2026-01-01" }, "Made", "date", "text"],
    [
      "a document is not encoded",
      { Text: "encoded document" },
      { Text: DOCUMENT },
      "Text",
      "encoded document",
      "document",
    ],
    [
      "a document is encoded",
      { Text: "document" },
      { Text: encodeURIComponent(DOCUMENT) },
      "Text",
      "document",
      "encoded document",
    ],
    ["a value is another", { Id: exactly("x") }, { Id: "y" }, "Id", '"x"', '"y"'],
    ["one that may be missing is another", { On: maybe("flag") }, { On: "yes" }, "On", "flag", "text"],
    ["a member lacks a key", { Tags: [{ Key: "text" }] }, { Tags: [{ Key: "a" }, {}] }, "Tags[].Key", "text", "absent"],
  ])("is not met when %s", (_, shape, answer, at, expected, found) => {
    expect(mismatches(shape, answer)).toEqual([{ at, expected, found }]);
  });

  it("tells each difference once, however many members of a list have it", () => {
    expect(mismatches({ Tags: [{ Key: "text" }] }, { Tags: [{}, {}, {}] })).toHaveLength(1);
  });
});
