import { type AccountId, type AccountKey, MANAGEMENT } from "../model/place.ts";
import type { AccountName, Actor, CatalogueRow } from "./catalogue.ts";
import { nearMissesOf, pullRequestsOf } from "./publishers.ts";
import type { Scene, Surroundings } from "./scene.ts";

/** What the placeholders of a row stand for in one case. */
export interface Binding {
  /** The workload account that `{W}` stands for; null where the row speaks of none. */
  readonly workload: AccountKey | null;
  /** The workflow that `{U}`, `{V}` or `{Y}` stands for, as GitHub calls it; undefined where the row speaks of none. */
  readonly subject?: string;
  /** What the row asks for. */
  readonly action: string;
  readonly texts: Readonly<Record<string, string>>;
}

/** Something that a row speaks of and that is not there. */
export interface Missing {
  readonly missing: string;
  /** Where it is who would ask. */
  readonly who?: Actor;
}

/** An account that belongs to nobody here. */
const STRANGER = "999999999999";

/** Said of rows about tags where none have to be there. */
export const NO_TAGS: Missing = { missing: "No guardrail demands a tag" };

/** The keys that the shipped blueprints give to the accounts that are not for workloads. */
const NAMED: ReadonlySet<string> = new Set([MANAGEMENT, "logging", "identity", "publishing"]);

/** Where accounts wait to be closed: their people can do nothing there, and shall not. */
const SUSPENDED = "suspended";

/** Every account of the file for workloads that can be entered. */
export function workloadAccounts({ world }: Scene): AccountKey[] {
  return [...world.accounts.keys()].filter(isForWorkloads);
}

/** Whether an account of this key is for workloads. */
export function isForWorkloads(key: AccountKey): boolean {
  return !NAMED.has(key);
}

/** Whether an account stands in the unit for accounts that are given up. */
export function isSuspended(key: AccountKey, { world, tree }: Pick<Scene, "world" | "tree">): boolean {
  return tree.unitsAbove(world.accounts.get(key) ?? "").includes(SUSPENDED);
}

/** The placeholders that the texts of a row hold, as in `{W}`. */
function placeholdersOf(row: CatalogueRow): readonly string[] {
  const known = PLACEHOLDERS.get(row);
  if (known !== undefined) {
    return known;
  }
  const found = `${row.resource} ${JSON.stringify(row.context)}`.match(PLACEHOLDER);
  const names = [...new Set(found)];
  PLACEHOLDERS.set(row, names);
  return names;
}

const PLACEHOLDER = /\{[A-Z]\}/g;
const PLACEHOLDERS = new WeakMap<CatalogueRow, readonly string[]>();

/** Whether the row is about a workload account. */
export function speaksOfWorkload(row: CatalogueRow): boolean {
  return row.account === "workload" || row.resourceAccount === "workload" || placeholdersOf(row).includes("{W}");
}

/** The workflows that a row speaks of, as GitHub calls them: it is asked about each. Null where it speaks of none. */
export function subjectsOf(row: CatalogueRow, publishers: readonly string[]): readonly string[] | null {
  const [all] = placeholdersOf(row).flatMap((name) => WORKFLOWS.get(name) ?? []);
  return all === undefined ? null : all(publishers);
}

const WORKFLOWS: ReadonlyMap<string, (publishers: readonly string[]) => readonly string[]> = new Map([
  ["{U}", (publishers: readonly string[]) => publishers],
  ["{V}", nearMissesOf],
  ["{Y}", pullRequestsOf],
]);

/** Whom and what one case of a row is about. */
export type Asked = Pick<Binding, "workload" | "subject">;

/** What the placeholders of a row stand for, or what it speaks of that is not there. */
export function bind(row: CatalogueRow, asked: Asked, around: Surroundings): Binding | Missing {
  return bindingOf(placeholdersOf(row), { ...asked, action: row.action }, around);
}

/** What the placeholders of any text stand for, in the same case. */
export function bindText(text: string, { texts: _, ...asked }: Binding, around: Surroundings): Binding | Missing {
  return bindingOf(new Set(text.match(PLACEHOLDER)), asked, around);
}

function bindingOf(names: Iterable<string>, asked: Omit<Binding, "texts">, around: Surroundings): Binding | Missing {
  const texts: Record<string, string> = {};
  for (const name of names) {
    const value = standsFor(name.slice(1, -1), asked, around);
    if (typeof value !== "string") {
      return value;
    }
    texts[name] = value;
  }
  return { ...asked, texts };
}

/** A text of a row with its placeholders filled in. */
export function filledIn(text: string, { texts }: Binding, { partition }: Surroundings): string {
  const bound = text.replace(PLACEHOLDER, (name) => texts[name] ?? name);
  return partition === "aws" ? bound : bound.replaceAll("arn:aws:", `arn:${partition}:`);
}

/** The id of an account that a row names, or that it is not there. */
export function accountId(name: AccountName, workload: AccountKey | null, around: Surroundings): AccountId | Missing {
  const key = name === "workload" ? workload : name;
  if (name === "outside") {
    return STRANGER;
  }
  const id = key === null ? undefined : around.accountId(key);
  return id ?? { missing: name === "workload" ? "There is no workload account" : `There is no account \`${name}\`` };
}

function standsFor(
  placeholder: string,
  { workload, subject, action }: Omit<Binding, "texts">,
  around: Surroundings,
): string | Missing {
  switch (placeholder) {
    case "W":
      return accountId("workload", workload, around);
    case "L":
      return accountId("logging", workload, around);
    case "I":
      return accountId("identity", workload, around);
    case "P":
      return accountId("publishing", workload, around);
    case "M":
      return around.managementAccount;
    case "X":
      return STRANGER;
    case "R":
      return around.homeRegion;
    case "O":
      return around.organization.id;
    case "T":
      return around.partner(action) ?? { missing: "The guardrails name no partner" };
    case "E":
      return around.loadBalancers.get(around.homeRegion) ?? { missing: "Load balancers deliver as a service there" };
    case "B":
      return around.logPlaces().trail ?? { missing: "There is no bucket for the trail's logs" };
    case "S":
      return around.logPlaces().services ?? { missing: "There is no bucket for the logs of services" };
    case "K":
      return around.logPlaces().key ?? { missing: "There is no key for the trail's logs" };
    case "A":
      return around.publishedThings().artifacts ?? { missing: "There is no key for published artifacts" };
    case "J":
      return around.publishedThings().images ?? { missing: "There is no key for published machine images" };
    case "C":
      return around.publishedThings().repository ?? { missing: "There is no repository for published images" };
    case "N":
      return around.publishedThings().image ?? { missing: "There is no approved machine image" };
    case "U":
    case "V":
    case "Y":
      return subject ?? { missing: "The file names no workflow that this is about" };
    case "G":
      return around.demandedTags()[0]?.key ?? NO_TAGS;
    case "H":
      return around.demandedTags().at(-1)?.key ?? NO_TAGS;
    default:
      return { missing: `Nothing is called {${placeholder}}` };
  }
}
