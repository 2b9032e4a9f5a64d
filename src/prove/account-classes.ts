import { canonicalJson, isObject, type Json, type JsonObject } from "../model/json.ts";
import type { Live } from "../model/live.ts";
import type { AccountId, AccountKey } from "../model/place.ts";
import type { Level } from "../policy/evaluate/environment.ts";
import { isSuspended, workloadAccounts } from "./bindings.ts";
import { isOfTree } from "./organization-tree.ts";
import { arnOf, type Scene } from "./scene.ts";

/**
 * One workload account of each class: requests in the accounts of a class come to the same, so that one of them answers
 * for all. What decides are the policies above an account, what stands in it, and what names it elsewhere, or the units above
 * it. Two accounts that the same lists name in the same words, as a policy that grants a role in each of them does, are named
 * alike: whoever changed one for the other would find the same lists.
 */
export function exampleAccounts(scene: Scene): readonly AccountKey[] {
  return [...accountClasses(scene).values()].flatMap(([first]) => first ?? []);
}

/** All workload accounts, by class. */
export function accountClasses(scene: Scene): ReadonlyMap<string, readonly AccountKey[]> {
  const named = namesElsewhere(scene);
  const classes = new Map<string, AccountKey[]>();
  for (const key of workloadAccounts(scene)) {
    const name = classOf(key, scene, named);
    const alike = classes.get(name) ?? [];
    alike.push(key);
    classes.set(name, alike);
  }
  return classes;
}

function classOf(key: AccountKey, scene: Scene, { accounts, paths }: Names): string {
  const id = scene.accountId(key) ?? "";
  const above = (["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const).map((type) =>
    policiesAbove(scene.tree.levels(id, type)),
  );
  const path = paths ? scene.organization.paths.get(id) : isSuspended(key, scene);
  return JSON.stringify([path, above, contents(scene.inAccount(key), id, scene), accounts.get(id) ?? []]);
}

/** Each level has to allow a request, so that neither their order counts nor that one says the same as another. */
function policiesAbove(levels: readonly Level[]): string[] {
  return [...new Set(levels.map(({ policies }) => policies.map(({ name }) => name).join("\n")))].sort();
}

const CONTENTS = new WeakMap<readonly Live[], string>();

/** What has no ARN nobody can ask for, so that an account's alias makes no difference. */
function contents(things: readonly Live[], own: AccountId, scene: Scene): string {
  const known =
    CONTENTS.get(things) ??
    things
      .filter((thing) => arnOf(thing, scene.world, scene) !== null)
      .map(({ kind, properties }) => `${kind} ${textOf(properties).replaceAll(own, "{own}")}`)
      .sort()
      .join("\n");
  CONTENTS.set(things, known);
  return known;
}

/** By properties, which the things of many accounts have in common. */
const TEXTS = new WeakMap<JsonObject, string>();

function textOf(properties: JsonObject): string {
  const known = TEXTS.get(properties) ?? canonicalJson(properties);
  TEXTS.set(properties, known);
  return known;
}

/** What policies and other things name outside of these accounts. */
interface Names {
  /** By account, where and in which words. */
  readonly accounts: ReadonlyMap<AccountId, readonly string[]>;
  /** Whether any asks for the units that an account stands in. */
  readonly paths: boolean;
}

function namesElsewhere({ world }: Scene): Names {
  const accounts = new Map<AccountId, string[]>();
  let paths = false;
  for (const [index, thing] of world.things.entries()) {
    if (!isOfTree(thing) || thing.kind === "organization-policy") {
      const names = namesIn(thing);
      const own = world.accounts.get(thing.place.account);
      for (const { id, words } of names.accounts) {
        if (id !== own) {
          const known = accounts.get(id) ?? [];
          accounts.set(id, known);
          known.push(`${index} ${words}`);
        }
      }
      paths ||= names.paths;
    }
  }
  accounts.forEach((words) => void words.sort());
  return { accounts, paths };
}

/** An account that a thing names: where in it, however long the list, and in which words. */
interface Mention {
  readonly id: AccountId;
  readonly words: string;
}

const ACCOUNT_ID = /(?<!\d)\d{12}(?!\d)/g;
const PATH_KEY = /orgpaths/i;
const NAMES = new WeakMap<JsonObject, { readonly accounts: readonly Mention[]; readonly paths: boolean }>();

function namesIn({ properties }: Live) {
  const known = NAMES.get(properties) ?? {
    accounts: mentionsIn(properties, ""),
    paths: PATH_KEY.test(textOf(properties)),
  };
  NAMES.set(properties, known);
  return known;
}

function mentionsIn(value: Json, where: string): Mention[] {
  if (typeof value === "string") {
    return [...new Set(value.match(ACCOUNT_ID))].map((id) => ({
      id,
      words: `${where} ${value.replaceAll(id, "{own}")}`,
    }));
  }
  if (Array.isArray(value)) {
    return (value as readonly Json[]).flatMap((one) => mentionsIn(one, `${where}/*`));
  }
  return isObject(value)
    ? Object.entries(value as { readonly [key: string]: Json }).flatMap(([key, one]) => [
        ...mentionsIn(key, where),
        ...mentionsIn(one, `${where}/${key}`),
      ])
    : [];
}
