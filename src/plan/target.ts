import type { Address } from "../model/address.ts";
import { addressOfChange, type Change } from "../model/change.ts";
import type { Finding } from "../model/finding.ts";
import { listed } from "../model/listed.ts";
import type { Live } from "../model/live.ts";
import type { KindName, Resource } from "../model/resource.ts";
import type { Shape } from "../model/shape.ts";
import { suggestion } from "../model/suggestion.ts";

/** Everything that would be changed, what is told of it, and what the file wishes for. */
export interface Aimable {
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  readonly wished: readonly Resource[];
}

/**
 * Narrows a difference to what is at the targets' addresses and what that needs: what it refers to, the account it lives in,
 * the policy type that AWS wants enabled, and, before a deletion, what is in the thing that goes.
 *
 * @param targets addresses; none is for everything
 */
export function aimAt<D extends Aimable>(
  difference: D,
  targets: readonly string[],
  shapes: ReadonlyMap<KindName, Shape>,
): D | { readonly unknown: readonly Finding[] } {
  if (targets.length === 0) {
    return difference;
  }
  const { changes, findings, wished } = difference;
  const addresses = new Set([...wished.map(({ address }) => address as string), ...changes.map(addressOfChange)]);
  const unknown = targets.filter((target) => !addresses.has(target));
  if (unknown.length > 0) {
    return { unknown: unknown.map((target) => notFound(target, [...addresses])) };
  }
  const meant = meantBy(targets, difference, shapes);
  const left = changes.filter((change) => !meant.has(change));
  return {
    ...difference,
    changes: changes.filter((change) => meant.has(change)),
    findings: left.length === 0 ? findings : [...findings, leftOut(targets, left)],
  };
}

/** The changes at the targets, and those that they need. */
function meantBy(
  targets: readonly string[],
  { changes, wished }: Pick<Aimable, "changes" | "wished">,
  shapes: ReadonlyMap<KindName, Shape>,
): ReadonlySet<Change> {
  const resources = new Map(wished.map((resource) => [resource.address as string, resource]));
  const byAddress = groupedByAddress(changes);
  const standing = changes.flatMap((change) => (change.action === "create" ? [] : [change]));
  const needsOf = needsIn(wished, shapes);
  const seen = new Set<string>();
  const meant = new Set<Change>();
  const rest: string[] = [...targets];
  for (let address = rest.pop(); address !== undefined; address = rest.pop()) {
    if (seen.has(address)) {
      continue;
    }
    seen.add(address);
    const resource = resources.get(address);
    rest.push(...(resource === undefined ? [] : needsOf(resource)));
    for (const change of byAddress.get(address) ?? []) {
      meant.add(change);
      for (const inside of change.action === "delete" ? insideOf(change.from, standing, shapes) : []) {
        meant.add(inside);
        rest.push(addressOfChange(inside));
      }
    }
  }
  return meant;
}

function groupedByAddress(changes: readonly Change[]): ReadonlyMap<string, readonly Change[]> {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const address = addressOfChange(change);
    groups.set(address, [...(groups.get(address) ?? []), change]);
  }
  return groups;
}

/** What a resource needs: what it refers to, the account it lives in, and what its kind presupposes. */
function needsIn(
  wished: readonly Resource[],
  shapes: ReadonlyMap<KindName, Shape>,
): (resource: Resource) => readonly Address[] {
  const homes = new Map(
    wished.flatMap(({ accountKey, address }) => (accountKey === undefined ? [] : [[accountKey, address]])),
  );
  const byKey = new Map(
    wished.map(({ kind, properties, address }) => [`${kind} ${shapes.get(kind)?.key(properties)}`, address]),
  );
  return ({ kind, place, properties, needs }) => {
    const home = homes.get(place.account);
    const presupposed = shapes.get(kind)?.presupposes?.(properties) ?? [];
    const others = presupposed.map((other) => byKey.get(`${other.kind} ${other.key}`));
    return [...needs, ...[home, ...others].flatMap((address) => address ?? [])];
  };
}

/** The changes to what is in a thing, without which it cannot go. */
function insideOf(
  thing: Live,
  standing: readonly Exclude<Change, { action: "create" }>[],
  shapes: ReadonlyMap<KindName, Shape>,
): readonly Change[] {
  const things = standing.map(({ from }) => from);
  const inside = new Set(shapes.get(thing.kind)?.inside?.(thing, things) ?? []);
  return standing.filter(({ from }) => inside.has(from));
}

function notFound(target: string, addresses: readonly string[]): Finding {
  return {
    code: "target-not-found",
    severity: "error",
    summary: "There is nothing at the target's address",
    detail: `--target ${target}: neither the file nor what would be deleted has this address.`,
    fix: suggestion(target, addresses, "`orgwright plan` without --target shows every address."),
  };
}

function leftOut(targets: readonly string[], left: readonly Change[]): Finding {
  const names = left.map((change) => `${addressOfChange(change)} (${change.action})`);
  return {
    code: "left-out-by-target",
    severity: "warning",
    summary: "The plan is not for everything that differs",
    detail: `It is for ${targets.join(", ")} and what that needs. Left out: ${listed(names)}.`,
    fix: "Plan again without --target soon: until then the organization is not what the file says.",
  };
}
