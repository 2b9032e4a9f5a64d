import { parseAddress } from "../model/address.ts";
import { type Action, type Change, kindOf } from "../model/change.ts";
import { isAfter, refOf } from "../model/deferred.ts";
import type { Json, JsonObject } from "../model/json.ts";
import type { Live } from "../model/live.ts";
import type { Step } from "../model/plan.ts";

/** The name under which the organization's root is known among things. */
export const ROOT = "root";

/** Kinds that the picture is made of. */
const DRAWN = new Set(["organization", "organizational-unit", "account", "organization-policy", "policy-attachment"]);

/** Something that the picture shows, as it will be. */
export interface Thing {
  readonly kind: string;
  /** AWS's id; of what does not exist yet, its address. */
  readonly key: string;
  readonly id: string | null;
  readonly address: string | null;
  readonly properties: JsonObject;
  /** What it is like before, where it is there before. */
  readonly before: JsonObject | null;
  /** What the plan does to it. */
  readonly action: Action | null;
  /** The number of the step that does it, from 1. */
  readonly step: number | null;
}

/** Everything to be drawn: what was seen, and what the steps know, as it will be. A deleted thing stays, marked. */
export function thingsOf(steps: readonly Step[], live: readonly Live[]): Thing[] {
  const things = new Map<string, Thing>();
  for (const one of live.filter(({ kind }) => DRAWN.has(kind))) {
    things.set(one.id, standing(one));
  }
  steps.forEach(({ change }, index) => {
    if (DRAWN.has(kindOf(change))) {
      const thing = changed(change, index + 1);
      things.set(thing.key, thing);
    }
  });
  return [...things.values()];
}

/** Finds the key of the thing that a property names by its id or, while it has none, by an output: of the root, unit or policy. */
export function keyFinder(things: readonly Thing[]): (reference: Json | undefined) => string {
  const byAddress = new Map(things.flatMap(({ address, key }) => (address === null ? [] : [[address, key] as const])));
  return (reference) => {
    if (isAfter(reference)) {
      const { address, output } = refOf(reference);
      return output === "rootId" ? ROOT : (byAddress.get(address) ?? address);
    }
    const id = typeof reference === "string" ? reference : "";
    return id.startsWith("r-") ? ROOT : id;
  };
}

/** The key under which the file knows an account: the last part of its address. */
export function accountKeyOf(address: string): string {
  const parts = parseAddress(address);
  return parts?.key ?? parts?.resource ?? address;
}

function standing({ kind, id, owner, properties }: Live): Thing {
  const address = owner.is === "us" ? owner.address : null;
  return { kind, key: id, id, address, properties, before: properties, action: null, step: null };
}

function changed(change: Change, step: number): Thing {
  if (change.action === "create") {
    const { kind, address, properties } = change.to;
    return { kind, key: address, id: null, address, properties, before: null, action: "create", step };
  }
  const before = standing(change.from);
  if (change.action === "delete") {
    return { ...before, action: "delete", step };
  }
  const { address, properties } = change.to;
  return { ...before, address, properties: { ...before.properties, ...properties }, action: change.action, step };
}
