import { canonicalJson } from "../model/json.ts";
import type { Live } from "../model/live.ts";
import type { AccountId, AccountKey } from "../model/place.ts";
import { workloadAccounts } from "./bindings.ts";
import type { Scene } from "./scene.ts";

/**
 * One workload account of each class: requests in the accounts of a class come to the same, so that one of them answers
 * for all. What decides are the unit and the policies above an account, what stands in it, and whether anything elsewhere names it.
 */
export function exampleAccounts(scene: Scene): readonly AccountKey[] {
  const named = accountsNamedElsewhere(scene);
  const examples = new Map<string, AccountKey>();
  for (const key of workloadAccounts(scene)) {
    const name = classOf(key, scene, named);
    examples.set(name, examples.get(name) ?? key);
  }
  return [...examples.values()];
}

function classOf(key: AccountKey, scene: Scene, named: ReadonlySet<AccountId>): string {
  const id = scene.world.accounts.get(key) ?? "";
  const above = (["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const).map((type) =>
    scene.tree.levels(id, type).map(({ policies }) => policies.map(({ name }) => name)),
  );
  const inside = scene.inAccount(key).map((thing) => contentOf(thing).replaceAll(id, "{own}"));
  return JSON.stringify([scene.tree.facts.paths.get(id), above, inside.sort(), named.has(id) ? id : ""]);
}

const CONTENTS = new WeakMap<Live, string>();

function contentOf(thing: Live): string {
  const known = CONTENTS.get(thing) ?? `${thing.kind} ${canonicalJson(thing.properties)}`;
  CONTENTS.set(thing, known);
  return known;
}

const ACCOUNT_ID = /(?<!\d)\d{12}(?!\d)/g;

/** The ids of accounts that stand in policies and other things outside of these accounts. */
function accountsNamedElsewhere({ world }: Scene): ReadonlySet<AccountId> {
  const tree = new Set(["account", "organizational-unit", "policy-attachment"]);
  return new Set(
    world.things
      .filter(({ kind }) => !tree.has(kind))
      .flatMap((thing) => {
        const own = world.accounts.get(thing.place.account);
        return (contentOf(thing).match(ACCOUNT_ID) ?? []).filter((id) => id !== own);
      }),
  );
}
