import { unitsDownTo } from "../organizations/tree.ts";
import type { World } from "../world.ts";

/** What `world.yaml` calls the root, units and accounts. */
export interface Names {
  /** A root's, unit's or account's name. */
  of(id: string): string;
  /** The id of what has this name. @throws RangeError when nothing has. */
  idOf(name: string): string;
}

/** The root is `/`, a unit its path, an account its name; where that is not plain, or not the only one, the id. */
export function namesIn(world: World): Names {
  const names = new Map<string, string>();
  const ids = new Map<string, string>();
  const add = (id: string, name: string) => {
    const used = ids.has(name) || !isPlain(name);
    names.set(id, used ? id : name);
    ids.set(used ? id : name, id);
    ids.set(id, id);
  };
  if (world.organization !== null) {
    add(world.organization.rootId, "/");
  }
  for (const id of Object.keys(world.units)) {
    const path = unitsDownTo(world, id).map((unit) => unit.name);
    add(id, path.some((name) => name.includes("/")) ? "" : `/${path.join("/")}`);
  }
  for (const account of Object.values(world.accounts)) {
    add(account.id, account.name.startsWith("/") ? "" : account.name);
  }
  return {
    of: (id) => names.get(id) ?? id,
    idOf(name) {
      const id = ids.get(name);
      if (id === undefined) {
        throw new RangeError(
          `Nothing in this world is called "${name}". There are: ${[...names.values()].join(", ")}.`,
        );
      }
      return id;
    },
  };
}

/** Whether a name cannot be taken for an id, or for being outside. */
function isPlain(name: string): boolean {
  return name !== "" && name !== "outside" && !/^(\d{12}|(ou|r)-.+)$/.test(name);
}
