import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { REPOSITORY } from "../support/run-command.ts";
import { page } from "./pages.ts";

/** `UPDATE_GOLDENS=1` writes what the commands print into the README. Read each change before you commit it. */
const UPDATES = process.env["UPDATE_GOLDENS"] === "1";
const FILE = "my-org.yaml";
const WIDTH = 80;
/** A dozen commands, each a process of its own. */
const PATIENCE = 180_000;

/** One command with what it prints. */
interface Run {
  readonly command: string;
  readonly shown: string;
}

interface Block {
  readonly language: string;
  readonly text: string;
}

const readme = page("README.md");
const blocks: Block[] = [...readme.matchAll(/^```(console|yaml|diff)\n(.*?)^```$/gms)].map(
  ([, language = "", text = ""]) => ({ language, text }),
);

function runsIn(text: string): Run[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((run) => {
      const end = run.indexOf("\n");
      return { command: run.slice(0, end), shown: run.slice(end + 1) };
    });
}

const folder = mkdtempSync(join(tmpdir(), "orgwright-readme-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `npx orgwright` is the built command of this checkout. */
writeFileSync(
  join(folder, "npx"),
  `#!/bin/sh\nshift\nexec "${process.execPath}" "${REPOSITORY}/bin/orgwright.js" "$@"\n`,
);
chmodSync(join(folder, "npx"), 0o755);

/** What a command prints in the folder, as a person sees it: both streams, in one. */
function outputOf(command: string): string {
  const { stdout } = spawnSync("sh", ["-c", `{ ${command}\n} 2>&1`], {
    cwd: folder,
    env: { PATH: `${folder}:${process.env["PATH"]}`, HOME: "/nonexistent", NO_COLOR: "1" },
    encoding: "utf8",
  });
  return stdout;
}

/** Text without what differs from run to run: how long it took, and digests of files. */
function settled(text: string): string {
  return text
    .replace(/\b(under a second|\d+ min( \d+ s)?|\d+ s)\b/g, "(time)")
    .replace(/\b[0-9a-f]{64}\b/g, "(digest)");
}

/** The file with the added lines of a diff behind the line that the diff shows before them. */
function patched(text: string, diff: string): string {
  const lines = diff.trimEnd().split("\n");
  const context = lines.filter((line) => !line.startsWith("+")).map((line) => line.slice(1));
  const added = lines.filter((line) => line.startsWith("+")).map((line) => ` ${line.slice(1)}`.slice(1));
  const last = context.at(-1) ?? "";
  expect(text).toContain(`${last}\n`);
  return text.replace(`${last}\n`, `${[last, ...added].join("\n")}\n`);
}

describe("README.md", () => {
  it(
    "shows what its commands print, one after the other",
    () => {
      let updated = readme;
      for (const { language, text } of blocks) {
        if (language === "yaml") {
          writeFileSync(join(folder, FILE), text);
        } else if (language === "diff") {
          writeFileSync(join(folder, FILE), patched(readFileSync(join(folder, FILE), "utf8"), text));
        } else {
          const ran = runsIn(text).map((run) => ({ ...run, printed: outputOf(run.command) }));
          const now = ran.map(({ command, printed }) => `$ ${command}\n${printed}`).join("");
          updated = updated.replace(text, () => now);
          if (!UPDATES) {
            expect(settled(text)).toBe(settled(now));
          }
        }
      }
      if (UPDATES) {
        writeFileSync("README.md", updated);
      }
    },
    PATIENCE,
  );

  it("shows no output that is wider than a terminal", () => {
    const wide = blocks
      .filter(({ language }) => language === "console")
      .flatMap(({ text }) => text.split("\n"))
      .filter((line) => !line.startsWith("$ ") && line.length > WIDTH);
    expect(wide).toEqual([]);
  });

  it("ends nowhere in the middle of a story: the demo says that it went as told", () => {
    expect(readme).toContain("The last plan is empty. Nothing of this touched AWS.");
  });
});
