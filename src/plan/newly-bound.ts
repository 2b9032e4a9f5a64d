import type { Change } from "../model/change.ts";
import type { Live } from "../model/live.ts";

/**
 * The accounts outside the file that will stand under a policy that is attached: those at its target and below. The
 * management account is bound by none.
 */
export function newlyBound(changes: readonly Change[], live: readonly Live[], managementAccount: string): Live[] {
  const targets = new Set(
    changes.flatMap((change) =>
      change.action === "create" && change.to.kind === "policy-attachment" ? [change.to.properties["target"]] : [],
    ),
  );
  const adopted = new Set(changes.flatMap((change) => (change.action === "adopt" ? [change.from.id] : [])));
  const parents = new Map(
    live.flatMap(({ kind, id, properties }) => (HANGS.has(kind) ? [[id, properties["parent"]]] : [])),
  );
  const isBelow = (id: unknown): boolean => {
    for (let at = id; at !== undefined; at = parents.get(at as string)) {
      if (targets.has(at as string)) {
        return true;
      }
    }
    return false;
  };
  return live.filter(
    ({ kind, id, owner }) =>
      kind === "account" && owner.is !== "us" && id !== managementAccount && !adopted.has(id) && isBelow(id),
  );
}

/** What stands somewhere in the tree of units. */
const HANGS: ReadonlySet<string> = new Set(["account", "organizational-unit"]);
