import { type Expansion, expand } from "../blueprints/expand.ts";
import type { ExpandContext } from "../blueprints/expanding.ts";
import { type LoadedBlueprint, loadBlueprint } from "../blueprints/load-blueprint.ts";
import { readWishes, type Source } from "../blueprints/read-wishes.ts";
import type { Finding } from "../model/finding.ts";
import type { KindName } from "../model/resource.ts";
import type { Shape } from "../model/shape.ts";

/** An account that a content would have. */
export interface FoundAccount {
  readonly key: string;
  readonly email: string;
  /** The path of its unit; null for the root. */
  readonly unit: string | null;
}

/** What a content comes to. */
export interface Inspection {
  /** What keeps it from being planned. */
  readonly problems: readonly Finding[];
  readonly units: readonly string[];
  readonly accounts: readonly FoundAccount[];
}

/** What is needed to work a file out, besides its text. */
export interface Workshop {
  readonly context: ExpandContext;
  readonly shapes: ReadonlyMap<KindName, Shape>;
  readonly load: typeof loadBlueprint;
}

/** Reads each blueprint once, as long as its text is the same. */
export function rememberingLoad(): typeof loadBlueprint {
  const known = new Map<string, { readonly text: string; readonly loaded: LoadedBlueprint }>();
  return (file, text) => {
    const before = known.get(file);
    const loaded = before?.text === text ? before.loaded : loadBlueprint(file, text);
    known.set(file, { text, loaded });
    return loaded;
  };
}

const NOTHING: Inspection = { problems: [], units: [], accounts: [] };

/** Works out a file and its blueprints, as far as it goes. What is missing or wrong is among the problems. */
export function inspect(source: Source, { context, shapes, load }: Workshop): Inspection {
  const wishes = readWishes(source, load);
  if (wishes.draft === null) {
    return { ...NOTHING, problems: errorsOf(wishes.findings) };
  }
  const expansion = expand(wishes.draft, wishes.uses, context, shapes);
  return {
    problems: errorsOf([...wishes.findings, ...expansion.findings]),
    units: unitsOf(expansion),
    accounts: accountsOf(expansion),
  };
}

function errorsOf(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ severity }) => severity === "error");
}

function unitsOf({ resources }: Expansion): string[] {
  return resources
    .filter(({ kind }) => kind === "organizational-unit")
    .map(({ address }) => address.slice(address.indexOf(":") + 1));
}

function accountsOf({ accounts }: Expansion): FoundAccount[] {
  return [...accounts].map(([key, { email, unit }]) => ({ key, email, unit }));
}

/** The first problem of one content that another had not, in words; null when there is none. */
export function newProblem(before: Inspection, after: Inspection): string | null {
  const known = new Set(before.problems.map(wordsOf));
  const found = after.problems.find((finding) => !known.has(wordsOf(finding)));
  return found === undefined ? null : wordsOf(found);
}

function wordsOf({ detail, fix }: Finding): string {
  return fix === undefined ? detail : `${detail} ${fix}`;
}
