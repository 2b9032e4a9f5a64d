import { canonicalJson } from "../model/json.ts";
import type { Live } from "../model/live.ts";
import type { AccountId, AccountKey } from "../model/place.ts";
import type { Level } from "../policy/evaluate/environment.ts";
import { isSuspended, workloadAccounts } from "./bindings.ts";
import { isOfTree } from "./organization-tree.ts";
import type { Scene } from "./scene.ts";

/**
 * One workload account of each class: requests in the accounts of a class come to the same, so that one of them answers
 * for all. What decides are the policies above an account, what stands in it, and whether anything elsewhere names it or
 * the units above it.
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
  return JSON.stringify([path, above, contents(scene.inAccount(key), id), accounts.has(id) ? id : ""]);
}

/** Each level has to allow a request, so that neither their order counts nor that one says the same as another. */
function policiesAbove(levels: readonly Level[]): string[] {
  return [...new Set(levels.map(({ policies }) => policies.map(({ name }) => name).join("\n")))].sort();
}

const CONTENTS = new WeakMap<readonly Live[], string>();

function contents(things: readonly Live[], own: AccountId): string {
  const known =
    CONTENTS.get(things) ??
    things
      .map((thing) => contentOf(thing).replaceAll(own, "{own}"))
      .sort()
      .join("\n");
  CONTENTS.set(things, known);
  return known;
}

const TEXTS = new WeakMap<Live, string>();

function contentOf(thing: Live): string {
  const known = TEXTS.get(thing) ?? `${thing.kind} ${canonicalJson(thing.properties)}`;
  TEXTS.set(thing, known);
  return known;
}

/** What policies and other things name outside of these accounts. */
interface Names {
  readonly accounts: ReadonlySet<AccountId>;
  /** Whether any asks for the units that an account stands in. */
  readonly paths: boolean;
}

function namesElsewhere({ world }: Scene): Names {
  const accounts = new Set<AccountId>();
  let paths = false;
  for (const thing of world.things) {
    if (!isOfTree(thing) || thing.kind === "organization-policy") {
      const names = namesIn(thing);
      const own = world.accounts.get(thing.place.account);
      for (const id of names.accounts) {
        if (id !== own) {
          accounts.add(id);
        }
      }
      paths ||= names.paths;
    }
  }
  return { accounts, paths };
}

const ACCOUNT_ID = /(?<!\d)\d{12}(?!\d)/g;
const PATH_KEY = /orgpaths/i;
const NAMES = new WeakMap<Live, Names>();

function namesIn(thing: Live): Names {
  const text = contentOf(thing);
  const names = NAMES.get(thing) ?? { accounts: new Set(text.match(ACCOUNT_ID)), paths: PATH_KEY.test(text) };
  NAMES.set(thing, names);
  return names;
}
