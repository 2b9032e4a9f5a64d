import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Source } from "../blueprints/read-wishes.ts";
import { codeFrame } from "../config/code-frame.ts";
import type { Finding } from "../model/finding.ts";
import type { SourcePosition } from "../model/position.ts";
import type { CodeFrame } from "../report/findings-text.ts";
import { shippedBlueprint, shippedBlueprints } from "./shipped.ts";

/** The files of an organization on disk, and code frames of what was read. */
export interface DiskSource extends Source {
  readonly frame: CodeFrame;
}

/** What can be wrong before anything is read: codes and fixed summaries. */
export const SOURCE_FINDINGS = { "no-organization-file": "The organization file cannot be read" } as const;

/** The organization file cannot be read. */
export class NoOrganizationFile extends Error {
  override readonly name = "NoOrganizationFile";
  readonly finding: Finding;

  constructor(file: string, why: string) {
    const detail = `The organization file ${file} cannot be read. ${why}.`;
    const fix = "Name yours with -f FILE, or make one: `orgwright init` asks the questions.";
    super(`${detail}\n${fix}`);
    const code = "no-organization-file";
    this.finding = { code, severity: "error", summary: SOURCE_FINDINGS[code], detail, fix };
  }
}

/**
 * Opens the organization file. A team's own blueprints are read from beside it, the others from the package.
 *
 * @param text what the file says, where that is not what stands on disk
 * @throws NoOrganizationFile when there is none, or it cannot be read
 */
export function openSource(path: string, text?: string): DiskSource {
  const texts = new Map<string, string>();
  const keep = (file: string, content: string) => {
    texts.set(file, content);
    return { file, text: content };
  };
  const organization = keep(path, text ?? readOrRefuse(path));
  return {
    organization,
    blueprint(use) {
      if (use.startsWith(".")) {
        const file = relative(process.cwd(), resolve(dirname(path), use)) || use;
        const own = readIfThere(join(dirname(path), use));
        return own === null ? { choice: [] } : keep(file, own);
      }
      const choice = shippedBlueprints();
      return choice.includes(use) ? keep(`blueprints/${use}.yaml`, shippedBlueprint(use)) : { choice };
    },
    frame(at: SourcePosition, width: number) {
      const shown = texts.get(at.file);
      return shown === undefined ? null : codeFrame(shown, at, width);
    },
  };
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return null;
    }
    throw error;
  }
}

function readOrRefuse(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === "ENOENT" ? "There is no such file" : (error as Error).message;
    throw new NoOrganizationFile(path, why);
  }
}
