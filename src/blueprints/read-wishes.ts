import { readOrganization } from "../config/read-organization.ts";
import type { Finding } from "../model/finding.ts";
import type { BlueprintUse, Organization } from "../model/organization.ts";
import type { Blueprint } from "./blueprint.ts";
import { problem } from "./findings.ts";
import { loadBlueprint } from "./load-blueprint.ts";

export interface TextFile {
  /** The name that positions carry, and by which its digest is known. */
  readonly file: string;
  readonly text: string;
}

/** Where the texts come from. */
export interface Source {
  readonly organization: TextFile;
  /** The blueprint of a `use:`, or the names of those that can be used. */
  blueprint(use: string): TextFile | { readonly choice: readonly string[] };
}

/** A blueprint that is used. */
export interface UsedBlueprint {
  readonly use: BlueprintUse;
  readonly blueprint: Blueprint;
  readonly file: string;
}

/** What the files say, before anything of it is worked out. */
export interface Wishes {
  /** Null when the organization file has errors. */
  readonly organization: Organization | null;
  /** What is left of an organization file with errors, to be looked at further but never acted on. */
  readonly draft: Organization | null;
  readonly uses: readonly UsedBlueprint[];
  /** Every file that was read, each once. */
  readonly files: readonly TextFile[];
  readonly findings: readonly Finding[];
}

/**
 * Reads the organization file and the blueprints that it uses. All errors of all files come back at once.
 *
 * @param load reads a blueprint; one that remembers, for whoever reads the same files again and again
 */
export function readWishes(source: Source, load: typeof loadBlueprint = loadBlueprint): Wishes {
  const { organization, draft, findings } = readOrganization(source.organization.file, source.organization.text);
  const files = new Map([[source.organization.file, source.organization]]);
  const uses: UsedBlueprint[] = [];
  const all = [...findings];
  for (const use of draft?.blueprints ?? []) {
    const found = source.blueprint(use.use);
    if ("choice" in found) {
      all.push(unknownBlueprint(use, found.choice));
      continue;
    }
    const loaded = load(found.file, found.text);
    all.push(...(files.has(found.file) ? [] : loaded.findings));
    files.set(found.file, found);
    if (loaded.blueprint !== null) {
      uses.push({ use, blueprint: loaded.blueprint, file: found.file });
    }
  }
  return { organization, draft, uses, files: [...files.values()], findings: all };
}

function unknownBlueprint({ use, at }: BlueprintUse, choice: readonly string[]): Finding {
  const isPath = use.startsWith(".");
  return problem("unknown-blueprint", at, {
    detail: isPath ? `There is no file ${use} beside the organization file.` : `There is no blueprint \`${use}\`.`,
    fix: isPath
      ? "Write its path relative to the organization file."
      : `Shipped with orgwright are ${choice.map((name) => `\`${name}\``).join(", ")}; a team's own is named by its path, beginning with ./`,
  });
}
