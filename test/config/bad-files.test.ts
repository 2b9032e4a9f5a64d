import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CONFIG_FINDINGS } from "../../src/config/findings.ts";
import { readOrganization } from "../../src/config/read-organization.ts";

const FOLDER = new URL("bad/", import.meta.url);
const FILES = readdirSync(FOLDER).sort();

/** A file's first lines say what reading it must find: `# finds <code> <line>:<column>`, in the file's order. */
function expected(text: string): string[] {
  return [...text.matchAll(/^# finds (.+)$/gm)].map((match) => match[1] as string);
}

function found(name: string) {
  return readOrganization(name, readFileSync(new URL(name, FOLDER), "utf8"));
}

describe("a bad organization file", () => {
  test.each(FILES)("%s has exactly the findings that it names", (name) => {
    const text = readFileSync(new URL(name, FOLDER), "utf8");
    const { organization, findings } = readOrganization(name, text);
    const told = findings.map(({ code, at }) => `${code} ${at?.line}:${at?.column}`);
    expect(told).toEqual(expected(text));
    expect(told.length).toBeGreaterThan(0);
    expect(organization).toBeNull();
  });

  test.each(FILES)("%s is told with what is wrong and what to do, in characters that can be seen", (name) => {
    for (const { code, severity, summary, detail, fix, at } of found(name).findings) {
      expect(severity).toBe("error");
      expect(summary).toBe(CONFIG_FINDINGS[code as keyof typeof CONFIG_FINDINGS].summary);
      expect(detail).toMatch(/^[\x20-\x7e…]+\.$/);
      expect(fix).toMatch(/^[\x20-\x7e…]+[.?]$/);
      expect(at?.file).toBe(name);
    }
  });

  test("is there for every code that a file can be refused with", () => {
    const told = new Set(FILES.flatMap((name) => found(name).findings.map(({ code }) => code)));
    const elsewhere = ["yaml-too-large", "yaml-too-deep", "requires-other-version", "wrong-value"];
    expect(
      Object.keys(CONFIG_FINDINGS)
        .filter((code) => !told.has(code))
        .sort(),
    ).toEqual(elsewhere.sort());
  });
});
