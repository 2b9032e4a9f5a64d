import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../../src/aws/contract/document.ts";
import type { JsonObject } from "../../../src/model/json.ts";

const documents = fc
  .dictionary(
    fc.string().filter((key) => key !== "__proto__"),
    fc.jsonValue(),
  )
  .map((value) => JSON.parse(JSON.stringify(value)) as JsonObject);

describe("a policy document", () => {
  it("reads the same plain, as Organizations sends it, and URL-encoded, as IAM does", () => {
    fc.assert(
      fc.property(documents, (value) => {
        const text = JSON.stringify(value);
        expect(readDocument(text)).toEqual(value);
        expect(readDocument(encodeURIComponent(text))).toEqual(value);
      }),
    );
  });

  it("may hold a percent sign, encoded or not", () => {
    const value = { Statement: [{ Condition: { StringLike: { "aws:x": "100%25" } } }] };
    expect(readDocument(JSON.stringify(value))).toEqual(value);
    expect(readDocument(encodeURIComponent(JSON.stringify(value)))).toEqual(value);
  });

  it.each(["", "[]", "null", '"text"', "7", "not JSON", "%", "%E0%A4%A", "{"])(
    "that is none shows as a difference and never as an empty one: %j",
    (text) => {
      expect(readDocument(text)).toEqual({ unreadable: text });
    },
  );
});
