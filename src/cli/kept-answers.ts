import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isObject, type JsonObject } from "../model/json.ts";
import type { FileContent } from "../wizard/content.ts";
import { writeWhole } from "./whole-file.ts";

/** Answers of a wizard that was left, for the file that they were meant for. */
export interface KeptAnswers {
  readonly path: string;
  /** What was kept, or null. What cannot be read is nothing. */
  read(): FileContent | null;
  keep(content: FileContent): void;
  forget(): void;
}

/** Answers are kept in the folder in which the command runs, never in the organization file. */
export function keptAnswers(file: string): KeptAnswers {
  const path = join(".orgwright", `init-${file.replaceAll(/[^A-Za-z0-9.-]+/g, "_")}.json`);
  return {
    path,
    read() {
      try {
        const kept: unknown = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
        return isObject(kept) ? (kept as JsonObject) : null;
      } catch {
        return null;
      }
    },
    keep: (content) => writeWhole(path, `${JSON.stringify(content, null, 2)}\n`),
    forget: () => rmSync(path, { force: true }),
  };
}
