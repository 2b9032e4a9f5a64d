import type { Address } from "../model/address.ts";
import { addressOfChange, type Change, kindOf } from "../model/change.ts";
import type { Live } from "../model/live.ts";
import type { AccountKey } from "../model/place.ts";
import type { Risk, Step } from "../model/plan.ts";
import type { KindName, Resource } from "../model/resource.ts";
import type { Shape } from "../model/shape.ts";
import { amongTheFirst, deletionStage, STAGE } from "../model/stage.ts";
import { topological } from "../model/topological.ts";

/** A step's name in its plan: the address it is about, or what is deleted. */
export function stepId(change: Change): string {
  return change.action === "delete" ? `delete ${addressOfChange(change)} ${change.from.id}` : change.to.address;
}

/**
 * Puts changes into an order that is safe to execute: by stage, and within a stage after what each needs. Needs that
 * stand already are looked through, so that what they need in turn still comes first.
 *
 * @param wished every resource of the file
 */
export function orderSteps(
  changes: readonly Change[],
  wished: readonly Resource[],
  shapes: ReadonlyMap<KindName, Shape>,
): Step[] {
  const ids = new Set(changes.map(stepId));
  const needs = nearestSteps(wished, ids);
  const deleted = changes.flatMap((change) => (change.action === "delete" ? [change.from] : []));
  const needsOf = (change: Change): readonly string[] => {
    if (shutsOut(change, shapes)) {
      return [];
    }
    return change.action === "delete" ? emptiedBy(change.from, deleted, shapes) : (needs.get(change.to.address) ?? []);
  };
  const firstAccounts = accountsMadeFirst(wished, shapes);
  const steps = new Map<string, Step>();
  for (const change of inOrder(changes, needsOf)) {
    const id = stepId(change);
    const after = needsOf(change);
    const shape = shapes.get(kindOf(change)) as Shape;
    const own = shutsOut(change, shapes) ? STAGE.shuttingOut : ownStage(change, shape, firstAccounts);
    const stage = Math.max(own, ...after.map((need) => steps.get(need)?.stage ?? own));
    steps.set(id, { id, change, after, stage, risk: riskOf(change, shape) });
  }
  return [...steps.values()].sort((a, b) => a.stage - b.stage);
}

/** The keys of the accounts that are made before the others. */
function accountsMadeFirst(wished: readonly Resource[], shapes: ReadonlyMap<KindName, Shape>): ReadonlySet<AccountKey> {
  const first = wished.filter(({ kind, properties, accountKey }) => {
    return accountKey !== undefined && shapes.get(kind)?.stage(properties) === STAGE.firstAccounts;
  });
  return new Set(first.map(({ accountKey }) => accountKey as AccountKey));
}

/** What only takes away what somebody can do comes first and waits for nothing: all that it is about stands. */
function shutsOut(change: Change, shapes: ReadonlyMap<KindName, Shape>): boolean {
  return shapes.get(kindOf(change))?.shutsOut?.(change) === true;
}

function ownStage(change: Change, shape: Shape, firstAccounts: ReadonlySet<AccountKey>): number {
  return change.action === "delete"
    ? deletionStage(shape.stage(change.from.properties))
    : stageOf(change.to, shape, firstAccounts);
}

/** What lives in an account that is made first is made first as well. */
function stageOf({ place, properties }: Resource, shape: Shape, firstAccounts: ReadonlySet<AccountKey>): number {
  const stage = shape.stage(properties);
  return firstAccounts.has(place.account) ? amongTheFirst(stage) : stage;
}

/** For each resource, the steps that come right before its own, seen through resources that need none. */
function nearestSteps(wished: readonly Resource[], ids: ReadonlySet<string>): ReadonlyMap<Address, readonly string[]> {
  const nearest = new Map<Address, readonly string[]>();
  // `wished` comes in the order of needs, so that what a resource needs has been seen before it.
  for (const { address, needs } of wished) {
    const found = needs.flatMap((need) => (ids.has(need) ? [need as string] : (nearest.get(need) ?? [])));
    nearest.set(address, [...new Set(found)].sort());
  }
  return nearest;
}

/** The deletions that come before that of a thing, because they are of what is in it. */
function emptiedBy(thing: Live, deleted: readonly Live[], shapes: ReadonlyMap<KindName, Shape>): readonly string[] {
  const inside = shapes.get(thing.kind)?.inside?.(thing, deleted) ?? [];
  return inside.map((from) => stepId({ action: "delete", from })).sort();
}

function inOrder(changes: readonly Change[], needsOf: (change: Change) => readonly string[]): readonly Change[] {
  const sorted = topological(changes, stepId, needsOf);
  if ("cycle" in sorted) {
    throw new Error(`Steps need each other in a circle: ${sorted.cycle.map(stepId).join(" → ")}`);
  }
  return sorted.order;
}

/** To adopt a thing and thereby change who may use it is a takeover, whatever the kind says. */
function riskOf(change: Change, shape: Shape): Risk {
  if (change.action === "adopt") {
    const grants = change.fields.some(({ path }) => shape.fields[path.split("/")[1] ?? ""]?.grants === true);
    if (grants) {
      return "takeover";
    }
  }
  return shape.risk(change);
}
