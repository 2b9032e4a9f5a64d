import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { codeFrame } from "../../src/config/code-frame.ts";
import { readOrganization } from "../../src/config/read-organization.ts";

const GOOD = readFileSync(new URL("good.yaml", import.meta.url), "utf8");

/** Throws, or returns an organization without findings, or findings without an organization. */
function readAndFrame(text: string): void {
  const { organization, findings } = readOrganization("orgwright.yaml", text);
  expect(organization === null).toBe(findings.length > 0);
  for (const { at, detail, fix } of findings) {
    const frame = at === undefined ? "" : codeFrame(text, at);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    expect(frame + detail + fix).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  }
}

test("any value where the file expects another is told and never throws", () => {
  const keys = "version requires organization name email regions blueprints use with accounts tags moved from to";
  const key = fc.oneof(fc.constantFrom(...keys.split(" "), "management", "$x"), fc.string());
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: "binary" }),
      fc.double(),
      fc.constantFrom(null, true, 1, 12, "acme", "{account}@a.example", "eu-west-1", "a/b"),
      fc.array(tie("json"), { maxLength: 3 }),
      fc.dictionary(key, tie("json"), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(key, json), (value) => {
      readAndFrame(JSON.stringify(value));
    }),
    { numRuns: 200 },
  );
});

test("a good file with any part of it cut out or put in is read or told and never throws", () => {
  const place = fc.nat(GOOD.length);
  fc.assert(
    fc.property(place, fc.nat(40), fc.oneof(fc.string(), fc.string({ unit: "binary" })), (start, length, inserted) => {
      readAndFrame(GOOD.slice(0, start) + inserted + GOOD.slice(start + length));
    }),
    { numRuns: 200 },
  );
});
