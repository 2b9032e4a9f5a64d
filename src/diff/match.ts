import type { Address } from "../model/address.ts";
import type { Live } from "../model/live.ts";
import { differInCase } from "../model/natural-key.ts";
import { type Place, placeName } from "../model/place.ts";
import type { KindName, Resource } from "../model/resource.ts";
import type { Shape } from "../model/shape.ts";

/** Live things, found by the address they carry or by what they are. */
export interface LiveIndex {
  withAddress(kind: KindName, address: Address): readonly Live[];
  withKey(kind: KindName, place: Place, key: string): Live | undefined;
}

/** Puts live things into an index. */
export function indexLive(live: readonly Live[], shapes: ReadonlyMap<KindName, Shape>): LiveIndex {
  const byAddress = new Map<string, Live[]>();
  const byKey = new Map<string, Live>();
  for (const thing of live) {
    const shape = shapes.get(thing.kind);
    if (thing.owner.is === "us" && shape?.ownership === "tag") {
      const name = `${thing.kind} ${thing.owner.address}`;
      byAddress.set(name, [...(byAddress.get(name) ?? []), thing]);
    }
    const key = shape?.key(thing.properties) ?? null;
    if (key !== null) {
      byKey.set(`${thing.kind} ${placeName(thing.place)} ${key}`, thing);
    }
  }
  return {
    withAddress: (kind, address) => byAddress.get(`${kind} ${address}`) ?? [],
    withKey: (kind, place, key) => byKey.get(`${kind} ${placeName(place)} ${key}`),
  };
}

/** What in AWS a resource of the file is. */
export type Match =
  | { readonly is: "missing" }
  | { readonly is: "ours"; readonly live: Live; readonly movedFrom: Address | null }
  | { readonly is: "unowned"; readonly live: Live }
  | { readonly is: "taken"; readonly live: Live }
  | { readonly is: "ambiguous"; readonly live: readonly Live[] };

/**
 * Finds the live thing that a resource is: by its address tag, then by the address it was moved from, then by its
 * natural key. `resource` has everything filled in that is known.
 */
export function matchOf(
  resource: Resource,
  shape: Shape,
  index: LiveIndex,
  movedFrom: ReadonlyMap<Address, Address>,
): Match {
  const { kind, address, place, properties } = resource;
  const key = shape.key(properties);
  const alike = key === null ? undefined : index.withKey(kind, place, key);
  if (shape.ownership !== "tag") {
    return alike === undefined ? { is: "missing" } : { is: "ours", live: alike, movedFrom: null };
  }
  const origin = movedFrom.get(address) ?? null;
  for (const [name, from] of [[address, null], ...(origin === null ? [] : [[origin, origin] as const])] as const) {
    const tagged = index.withAddress(kind, name).filter((thing) => placeName(thing.place) === placeName(place));
    const [only] = tagged;
    if (only !== undefined) {
      return tagged.length > 1 ? { is: "ambiguous", live: tagged } : { is: "ours", live: only, movedFrom: from };
    }
  }
  if (alike === undefined) {
    return { is: "missing" };
  }
  // Under another spelling it is the same thing, whatever address it had: what is wrong is its name.
  if (alike.owner.is === "us" && differInCase(alike.properties["name"], properties["name"])) {
    return { is: "ours", live: alike, movedFrom: null };
  }
  return alike.owner.is === "nobody" ? { is: "unowned", live: alike } : { is: "taken", live: alike };
}
