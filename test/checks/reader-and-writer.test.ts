import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";

const TSC = "node_modules/typescript/bin/tsc";
const OPERATIONS = 'type Read = "look";\ntype All = Read | "change";\n';
const PASSES_READER_AS_WRITER = "declare const reader: Reader;\nexport const writer: Writer = reader;\n";

let folder = "";

/** What the compiler says of a single file. */
function compile(text: string): string {
  folder = mkdtempSync(join(tmpdir(), "ports-"));
  const file = join(folder, "ports.ts");
  writeFileSync(file, text);
  const args = [
    TSC,
    "--ignoreConfig",
    "--noEmit",
    "--strict",
    "--pretty",
    "false",
    "--types",
    "",
    "--target",
    "es2023",
  ];
  return spawnSync(process.execPath, [...args, file], { encoding: "utf8" }).stdout.replaceAll(folder, "");
}

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

it("refuses a reader where a writer is needed, and whatever else must not compile", () => {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/type-tests.mjs"], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});

it("tells the ports apart when the call is an interface with `in`", () => {
  const call = "interface Call<in O extends string> { <X extends O>(operation: X): void }\n";
  const ports = "interface Reader extends Call<Read> {}\ninterface Writer extends Call<All> {}\n";
  expect(compile(OPERATIONS + call + ports + PASSES_READER_AS_WRITER)).toContain("error TS2322");
});

it("would let a reader pass as a writer if the call became the type alias that the formatter's fix writes", () => {
  const call = "type Call<O extends string> = <X extends O>(operation: X) => void;\n";
  const ports = "interface Reader extends Call<Read> {}\ninterface Writer extends Call<All> {}\n";
  expect(compile(OPERATIONS + call + ports + PASSES_READER_AS_WRITER)).toBe("");
});
