import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { explanations } from "../../src/cli/explanations.ts";

const CONSENTS = "Consents";

/** Everything but the sandbox, whose codes are AWS's. */
const SOURCES = readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((file) => `src/${file.replaceAll("\\", "/")}`)
  .filter((file) => file.endsWith(".ts") && !file.startsWith("src/aws/sandbox/"))
  .map((file) => ({ file, text: readFileSync(file, "utf8") }));

const page = explanations();
const documented = page.filter(({ room }) => room !== CONSENTS);
const consents = page.filter(({ room }) => room === CONSENTS);

/** The summaries of the tables: every exported constant whose name ends in FINDINGS or SUMMARIES. */
async function tableEntries(): Promise<[string, string][]> {
  const entries: [string, string][] = [];
  for (const { file, text } of SOURCES) {
    for (const [, name = ""] of text.matchAll(/^export const (\w*(?:FINDINGS|SUMMARIES)) = /gm)) {
      const loaded = (await import(pathToFileURL(file).href)) as Record<string, Record<string, Entry>>;
      for (const [code, entry] of Object.entries(loaded[name] ?? {})) {
        entries.push([code, typeof entry === "string" ? entry : entry.summary]);
      }
    }
  }
  return entries;
}

type Entry = string | { readonly summary: string };

/** The summaries of findings that are written out where they are told. */
function literalEntries(): [string, string][] {
  const literal = /code: "([a-z][a-z-]*)",(?:\s*severity: "\w+",)?\s*summary: "([^"]+)"/g;
  return SOURCES.flatMap(({ text }) =>
    [...text.matchAll(literal)].map(([, code = "", summary = ""]): [string, string] => [code, summary]),
  );
}

/** Every code that stands beside a `detail`, as in findings and in what becomes one, with its file. */
function writtenCodes(): { code: string; file: string }[] {
  const written = /code: "([a-z]+(?:-[a-z]+)+)"(?=(?:(?!code: )[\s\S]){0,400}?\bdetail\b)|new Failed\(\s*"([a-z-]+)"/g;
  return SOURCES.flatMap(({ file, text }) =>
    [...text.matchAll(written)].map(([, code, failed]) => ({ code: code ?? failed ?? "", file })),
  );
}

describe("docs/findings.md", async () => {
  const entries = [...(await tableEntries()), ...literalEntries()];
  const codes = new Set(entries.map(([code]) => code));
  const explained = new Map(documented.map((one) => [one.code, one]));

  it("is held against more than a few findings", () => {
    expect(codes.size).toBeGreaterThan(100);
  });

  it("explains every code that the code can tell, and no other", () => {
    expect([...explained.keys()].sort()).toEqual([...codes].sort());
  });

  it("knows every code that is written where something is found", () => {
    expect(writtenCodes().filter(({ code }) => !codes.has(code))).toEqual([]);
  });

  it("has one summary for each code, wherever that is told", () => {
    const summaries = new Map<string, Set<string>>();
    for (const [code, summary] of entries) {
      summaries.set(code, (summaries.get(code) ?? new Set()).add(summary));
    }
    expect([...summaries].filter(([, different]) => different.size > 1)).toEqual([]);
  });

  it("has the summaries of the source, word for word", () => {
    const differing = entries.filter(([code, summary]) => explained.get(code)?.summary !== summary);
    expect(differing).toEqual([]);
  });

  it("explains each code once, in whole sentences", () => {
    const names = page.map(({ code }) => code);
    expect(names.filter((code, index) => names.indexOf(code) !== index)).toEqual([]);
    expect(page.filter(({ text }) => text.length < 60 || !text.endsWith(".")).map(({ code }) => code)).toEqual([]);
  });

  it("explains every consent that a plan can want, and no other", () => {
    const source = readFileSync("src/plan/consents.ts", "utf8");
    const wanted = [...source.matchAll(/code: ["`]([a-z-]+)/g)].map(([, code = ""]) => code);
    expect(consents.map(({ code }) => code).sort()).toEqual([...new Set(wanted)].sort());
    expect(consents.filter(({ summary }) => summary === "")).toEqual([]);
  });

  it("is in the package that users install", () => {
    const { files } = JSON.parse(readFileSync("package.json", "utf8")) as { files: string[] };
    expect(files).toContain("docs/findings.md");
  });
});
