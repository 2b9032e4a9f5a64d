import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { parseAllowances } from "../../src/cli/consent.ts";
import type { Allowance } from "../../src/model/plan.ts";

const FOLDER = fileURLToPath(new URL("./", import.meta.url));

/** `UPDATE_GOLDENS=1` writes what comes out instead of comparing it. Look at each change before you commit it. */
const UPDATES = process.env["UPDATE_GOLDENS"] === "1";

/** The names of all scenarios: folders with an organization file. */
export function scenarioNames(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => existsSync(join(FOLDER, name, "organization.yaml")))
    .sort();
}

/** Path of a scenario's organization file from the repository's root, which is what positions in findings carry. */
export function organizationFile(scenario: string): string {
  return `test/scenarios/${scenario}/organization.yaml`;
}

/** What a scenario shows: the comment in its organization file's first line. */
export function titleOf(scenario: string): string {
  const [first = ""] = readFileSync(join(FOLDER, scenario, "organization.yaml"), "utf8").split("\n");
  if (!first.startsWith("# ")) {
    throw new Error(`The first line of ${organizationFile(scenario)} must be a comment that says what it shows.`);
  }
  return first.slice(2);
}

/** The text of one of a scenario's files. */
export function readScenario(scenario: string, file: string): string {
  return readFileSync(join(FOLDER, scenario, file), "utf8");
}

/** The consents that a scenario's plan is made with, one flag's value a line in `allow.txt`; none where there is no such file. */
export function consentsOf(scenario: string): readonly Allowance[] {
  const lines = hasGolden(scenario, "allow.txt") ? readScenario(scenario, "allow.txt").split("\n") : [];
  return parseAllowances(lines.filter((line) => line !== ""));
}

/** Whether a golden file is there yet. */
export function hasGolden(scenario: string, file: string): boolean {
  return existsSync(join(FOLDER, scenario, file));
}

/** Asserts that `text` is what a golden file holds, to the byte. */
export function expectGolden(text: string, scenario: string, file: string): void {
  if (UPDATES) {
    writeFileSync(join(FOLDER, scenario, file), text);
  }
  expect(text).toBe(readScenario(scenario, file));
}
