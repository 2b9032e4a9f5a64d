import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { NoOrganizationFile, openSource } from "../../src/cli/source.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "orgwright-source-"));
const FILE = join(FOLDER, "orgwright.yaml");
mkdirSync(join(FOLDER, "blueprints"));
writeFileSync(FILE, "version: 1\n");
writeFileSync(join(FOLDER, "blueprints", "ours.yaml"), "blueprint: ours\n");

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

describe("the files of an organization", () => {
  it("are its file by the name that was given, and a team's blueprints from beside it", () => {
    const source = openSource(FILE);
    expect(source.organization).toEqual({ file: FILE, text: "version: 1\n" });
    expect(source.blueprint("./blueprints/ours.yaml")).toMatchObject({ text: "blueprint: ours\n" });
  });

  it("are shipped blueprints by their bare names", () => {
    const source = openSource(FILE);
    expect(source.blueprint("foundation")).toMatchObject({ file: "blueprints/foundation.yaml" });
  });

  it("are none of a name that is not shipped, and the choice is given", () => {
    const answer = openSource(FILE).blueprint("foundations") as { choice: readonly string[] };
    expect(answer.choice).toEqual(expect.arrayContaining(["foundation", "workload"]));
    expect([...answer.choice]).toEqual([...answer.choice].sort());
  });

  it.each(["foundation/../../package", "data/rates", "constructor", ""])(
    "are none outside of the shipped ones by the name %j",
    (use) => {
      const answer = openSource(FILE).blueprint(use);
      expect("choice" in answer).toBe(true);
    },
  );

  it("are none where a team's blueprint is missing", () => {
    expect(openSource(FILE).blueprint("./blueprints/nowhere.yaml")).toEqual({ choice: [] });
  });

  it("cannot be read where there is no file, or where it is a folder", () => {
    expect(() => openSource(join(FOLDER, "nowhere.yaml"))).toThrow(NoOrganizationFile);
    expect(() => openSource(join(FOLDER, "nowhere.yaml"))).toThrow("There is no such file");
    expect(() => openSource(FOLDER)).toThrow(NoOrganizationFile);
  });

  it("show the lines around a position of what was read, and of nothing else", () => {
    const source = openSource(FILE);
    expect(source.frame({ file: FILE, line: 1, column: 1 }, 80)).toContain("version: 1");
    expect(source.frame({ file: "elsewhere.yaml", line: 1, column: 1 }, 80)).toBeNull();
    source.blueprint("./blueprints/ours.yaml");
    const read = source.blueprint("./blueprints/ours.yaml") as { file: string };
    expect(source.frame({ file: read.file, line: 1, column: 1 }, 80)).toContain("blueprint: ours");
  });
});
