import type { Live } from "../model/live.ts";
import { type AccountId, type AccountKey, MANAGEMENT } from "../model/place.ts";
import type { AccountName, CatalogueRow } from "./catalogue.ts";
import { arnOf, type Scene } from "./scene.ts";

/** What the placeholders of a row stand for in one case. */
export interface Binding {
  /** The workload account that `{W}` stands for; null where the row speaks of none. */
  readonly workload: AccountKey | null;
  readonly texts: Readonly<Record<string, string>>;
}

/** Something that a row speaks of and that is not there. */
export interface Missing {
  readonly missing: string;
}

/** An account that belongs to nobody here. */
const STRANGER = "999999999999";

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
export function isSuspended(key: AccountKey, { world, tree }: Scene): boolean {
  return tree.unitsAbove(world.accounts.get(key) ?? "").includes(SUSPENDED);
}

/** Whether the row is about a workload account. */
export function speaksOfWorkload({ account, resourceAccount, resource, context }: CatalogueRow): boolean {
  const isNamed = account === "workload" || resourceAccount === "workload";
  return isNamed || `${resource} ${JSON.stringify(context)}`.includes("{W}");
}

/** What the placeholders of a row stand for, or what it speaks of that is not there. */
export function bind(row: CatalogueRow, workload: AccountKey | null, scene: Scene): Binding | Missing {
  const text = `${row.resource} ${JSON.stringify(row.context)}`;
  const texts: Record<string, string> = {};
  for (const name of new Set(text.match(/\{[A-Z]\}/g))) {
    const value = standsFor(name.slice(1, -1), workload, scene);
    if (typeof value !== "string") {
      return value;
    }
    texts[name] = value;
  }
  return { workload, texts };
}

/** A text of a row with its placeholders filled in. */
export function filledIn(text: string, { texts }: Binding, { partition }: Scene): string {
  const bound = text.replace(/\{[A-Z]\}/g, (name) => texts[name] ?? name);
  return partition === "aws" ? bound : bound.replaceAll("arn:aws:", `arn:${partition}:`);
}

/** The id of an account that a row names, or that it is not there. */
export function accountId(name: AccountName, workload: AccountKey | null, { world }: Scene): AccountId | Missing {
  const key = name === "workload" ? workload : name;
  if (name === "outside") {
    return STRANGER;
  }
  const id = key === null ? undefined : world.accounts.get(key);
  return id ?? { missing: name === "workload" ? "There is no workload account" : `There is no account \`${name}\`` };
}

function standsFor(placeholder: string, workload: AccountKey | null, scene: Scene): string | Missing {
  switch (placeholder) {
    case "W":
      return accountId("workload", workload, scene);
    case "L":
      return accountId("logging", workload, scene);
    case "I":
      return accountId("identity", workload, scene);
    case "P":
      return accountId("publishing", workload, scene);
    case "M":
      return scene.managementAccount;
    case "X":
      return STRANGER;
    case "R":
      return scene.homeRegion;
    case "O":
      return scene.tree.facts.id;
    case "B":
      return logBuckets(scene).trail ?? { missing: "There is no bucket for the trail's logs" };
    case "S":
      return logBuckets(scene).services ?? { missing: "There is no bucket for the logs of services" };
    case "K":
      return trailKey(scene) ?? { missing: "There is no key for the trail's logs" };
    default:
      return { missing: `Nothing is called {${placeholder}}` };
  }
}

/** The buckets of the logging account by what writes to them: the trail, and services that refuse locked buckets. */
function logBuckets(scene: Scene): { trail?: string; services?: string } {
  const buckets = scene.inAccount("logging").filter(({ kind }) => kind === "s3-bucket");
  const named = new Set(
    scene.world.things.filter(({ kind }) => kind === "trail").map(({ properties }) => properties["bucket"]),
  );
  const trail =
    buckets.find((bucket) => named.has(bucketName(bucket))) ??
    buckets.find(({ properties }) => properties["objectLock"] === true);
  const services = buckets.find((bucket) => bucket !== trail);
  return {
    ...(trail === undefined ? {} : { trail: bucketName(trail) }),
    ...(services === undefined ? {} : { services: bucketName(services) }),
  };
}

function bucketName({ properties, id }: Live): string {
  return typeof properties["name"] === "string" ? properties["name"] : id;
}

function trailKey(scene: Scene): string | undefined {
  const key = scene.inAccount("logging").find(({ kind }) => kind === "kms-key");
  const arn = key === undefined ? null : arnOf(key, scene.world, scene);
  return arn?.slice(arn.lastIndexOf("/") + 1);
}
