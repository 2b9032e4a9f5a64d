import type { Address } from "../model/address.ts";
import type { Change } from "../model/change.ts";
import type { Finding } from "../model/finding.ts";
import type { Live } from "../model/live.ts";
import { placeName } from "../model/place.ts";
import type { KindName, Resource } from "../model/resource.ts";
import type { Shape } from "../model/shape.ts";
import { DIFF_FINDINGS, type DiffFindingCode } from "./findings.ts";

interface Rest {
  readonly live: readonly Live[];
  readonly shapes: ReadonlyMap<KindName, Shape>;
  readonly matched: ReadonlyMap<Address, Live>;
  readonly wished: readonly Resource[];
  readonly changes: readonly Change[];
  /** What nothing is done about, since it cannot be told what it, or something that it needs, is in AWS. */
  readonly leftOut: readonly Resource[];
  /** The addresses of what may go although its kind goes only with a consent. */
  readonly released: ReadonlySet<string>;
}

/**
 * What becomes of live things that no resource of the file is: ours are deleted or told of, settings are left as they
 * are, and everything else is none of our business. The order of `live` does not matter.
 */
export function leftovers(rest: Rest): { changes: Change[]; findings: Finding[] } {
  const taken = new Set(rest.matched.values());
  const unmatched = rest.live
    .filter((thing) => !taken.has(thing))
    .map(parentsOwner(rest))
    .sort(byName);
  const left = unmatched.filter((thing) => isOurs(thing, rest) && !hangsOnFormerAccount(thing, unmatched));
  const removed = (how: Shape["removal"]) => left.filter((thing) => shapeOf(thing, rest).removal === how);
  const [toldOf, lasting] = [removed("tell"), removed("consent")];
  // What goes for good never goes along with what is in it: that is gone and seen to be gone before.
  const [empty, full] = partition(lasting, (thing) => isEmpty(thing, rest));
  const [released, waiting] = partition(empty, ({ owner }) => owner.is === "us" && rest.released.has(owner.address));
  const beside = bystanders(unmatched, rest);
  const { gone, held } = separate(removed("delete"), worldAfter(rest), rest);
  return {
    changes: [...gone, ...released].map((from) => ({ action: "delete", from })),
    findings: [
      ...full.map((thing) => notEmptyYet(thing, shapeOf(thing, rest))),
      ...waiting.map((thing) => goesWithConsent(thing, shapeOf(thing, rest))),
      ...toldOf.filter((thing) => !isClosed(thing, rest)).map((thing) => told(thing, shapeOf(thing, rest))),
      ...held.map(({ thing, inside }) => stillInUse(thing, inside, rest.shapes)),
      ...renames(rest, unmatched),
      ...beside.told,
      ...settings(beside.silent, rest.shapes),
    ],
  };
}

interface Held {
  readonly thing: Live;
  readonly inside: readonly Live[];
}

/** What can go, and what is held back by something in it that stays. What is in a thing may go along with it. */
function separate(deletable: readonly Live[], later: readonly Live[], rest: Rest): { gone: Live[]; held: Held[] } {
  const inside = new Map(deletable.map((thing) => [thing, shapeOf(thing, rest).inside?.(thing, later) ?? []]));
  const gone = new Set(deletable.map(nameOf));
  const stays = (thing: Live) => (inside.get(thing) ?? []).filter((one) => !gone.has(nameOf(one)));
  for (let before = -1; before !== gone.size; ) {
    before = gone.size;
    for (const thing of deletable.filter((one) => stays(one).length > 0)) {
      gone.delete(nameOf(thing));
    }
  }
  const [going, held] = partition(deletable, (thing) => gone.has(nameOf(thing)));
  return { gone: going, held: held.map((thing) => ({ thing, inside: stays(thing) })) };
}

function isEmpty(thing: Live, rest: Rest): boolean {
  return (shapeOf(thing, rest).inside?.(thing, rest.live) ?? []).length === 0;
}

/** What tells a live thing from every other. */
function nameOf({ kind, id, place }: Live): string {
  return `${kind} ${id} ${placeName(place)}`;
}

function partition<T>(all: readonly T[], is: (one: T) => boolean): [T[], T[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}

function byName(a: Live, b: Live): number {
  const [one, other] = [nameOf(a), nameOf(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function shapeOf({ kind }: Live, { shapes }: Rest): Shape {
  return shapes.get(kind) as Shape;
}

/** What hangs on something that the file wishes for is as much ours as that will be once it is adopted or re-tagged. */
function parentsOwner({ shapes, matched }: Rest): (thing: Live) => Live {
  const addresses = new Map([...matched].map(([address, { id }]) => [id, address]));
  return (thing) => {
    const parent = shapes.get(thing.kind)?.parent?.(thing.properties);
    const address = typeof parent === "string" ? addresses.get(parent) : undefined;
    return address === undefined ? thing : { ...thing, owner: { is: "us", address } };
  };
}

function isOurs(thing: Live, rest: Rest): boolean {
  const { shapes, wished, matched } = rest;
  const shape = shapes.get(thing.kind);
  if (thing.owner.is !== "us" || shape === undefined || shape.ownership === "place" || isInUntold(thing, rest)) {
    return false;
  }
  const { address } = thing.owner;
  const wish = wished.filter((one) => one.address === address);
  if (shape.ownership === "parent") {
    // As long as it cannot be told which thing the parent is, nothing that hangs on either of them goes.
    return wish.length === 0 || (matched.has(address) && !mayBeLeftOut(thing, shape, rest));
  }
  // A second thing with an address that the file has is ambiguous, and told of where the file's own is compared.
  return !wish.some(({ kind, place }) => kind === thing.kind && placeName(place) === placeName(thing.place));
}

/** Whether a thing that hangs on another may be one that the file wishes for and that nothing is done about. */
function mayBeLeftOut(thing: Live, { parent }: Shape, { leftOut }: Rest): boolean {
  const on = parent?.(thing.properties);
  return leftOut.some(({ kind, properties }) => kind === thing.kind && parent?.(properties) === on);
}

/** Whether a thing is in an account of which it cannot be told, or may not be said, that it is the file's. */
function isInUntold({ place }: Live, { wished, matched }: Rest): boolean {
  const home = wished.find(({ accountKey }) => accountKey === place.account);
  return home !== undefined && !matched.has(home.address);
}

/** An account that is closed and out of the file is as it should be. */
function isClosed(thing: Live, rest: Rest): boolean {
  return (shapeOf(thing, rest).hindrance?.(thing) ?? null) !== null;
}

/** Live things as they will stand once everything that is planned is done. */
function worldAfter({ live, changes }: Rest): Live[] {
  const wishes = new Map(
    changes.flatMap((change) => ("fields" in change ? [[nameOf(change.from), change.to] as const] : [])),
  );
  return live.map((thing) => {
    const wish = wishes.get(nameOf(thing));
    return wish === undefined ? thing : { ...thing, properties: wish.properties };
  });
}

/** Nothing that is attached to an account changes when the account leaves the file. */
function hangsOnFormerAccount(thing: Live, unmatched: readonly Live[]): boolean {
  const target = thing.properties["target"];
  return unmatched.some((one) => one.kind === "account" && one.owner.is === "us" && one.id === target);
}

function told(thing: Live, shape: Shape): Finding {
  const isAccount = thing.kind === "account";
  return finding(isAccount ? "account-left-the-file" : "left-the-file", "warning", {
    detail: `${withoutPlace(thing, shape)}. It stays as it is.`,
    fix: isAccount
      ? "Accounts are never closed by orgwright. Close it by hand if it is no longer needed, or put it back into the file."
      : "Remove it by hand if it is no longer needed, or put it back into the file.",
  });
}

function withoutPlace(thing: Live, shape: Shape): string {
  return `The ${shape.noun} ${shape.label(thing.properties)} (${thing.id}) carries the address ${ownAddress(thing)}, which the file no longer has`;
}

function ownAddress({ owner }: Live): string {
  return owner.is === "us" ? owner.address : "";
}

/** What has to be gone from it first goes by this plan. */
function notEmptyYet(thing: Live, shape: Shape): Finding {
  return finding("left-the-file", "warning", {
    detail: `${withoutPlace(thing, shape)}. This plan takes from it what it still has; it stays itself.`,
    fix: "Apply, then plan again: that plan says how it can be deleted. Or put it back into the file.",
  });
}

function goesWithConsent(thing: Live, shape: Shape): Finding {
  return finding("goes-with-consent", "note", {
    detail: `${withoutPlace(thing, shape)}. Nothing hangs on it that would have to go first. It stays.`,
    fix: `Nothing has to be done. To delete it for good, plan and apply with --allow irreversible:${ownAddress(thing)}.`,
  });
}

function stillInUse(thing: Live, inside: readonly Live[], shapes: ReadonlyMap<KindName, Shape>): Finding {
  const shape = shapes.get(thing.kind) as Shape;
  const what = `The ${shape.noun} ${shape.label(thing.properties)} (${thing.id}) left the file`;
  if (thing.kind === "organization-policy") {
    const targets = inside.map(({ properties }) => String(properties["target"])).sort();
    return finding("policy-still-attached", "warning", {
      detail: `${what}, but is attached to ${targets.join(", ")}, where nothing is changed. It stays.`,
      fix: "Detach it by hand; the next plan deletes it.",
    });
  }
  const names = inside.map((one) => `${one.kind} ${shapes.get(one.kind)?.label(one.properties) ?? ""} (${one.id})`);
  return finding("unit-not-empty", "warning", {
    detail: `${what}, but still holds ${names.sort().join(", ")}. It stays.`,
    fix: "Move what it holds elsewhere; the next plan removes it.",
  });
}

/** A lost address together with a new account is taken for a renamed key: a second account would be made for one wish. */
function renames(rest: Rest, unmatched: readonly Live[]): Finding[] {
  const lost = unmatched.filter((thing) => thing.kind === "account" && isOurs(thing, rest) && !isClosed(thing, rest));
  const made = rest.changes.flatMap((change) =>
    change.action === "create" && change.to.kind === "account" ? [change.to] : [],
  );
  if (lost.length === 0) {
    return [];
  }
  const addresses = lost.map(({ owner }) => (owner.is === "us" ? owner.address : "")).sort();
  return made.map((to) => ({
    ...finding("looks-like-a-rename", "error", {
      detail: `${to.address} would be a new account, while ${addresses.join(", ")} left the file and still stand${addresses.length === 1 ? "s" : ""} in AWS.`,
      fix: `If the account got a new key, add \`moved: [{ from: ${addresses[0]}, to: ${to.address} }]\`. If it is really another one, first close the old account or take its orgwright:address tag off.`,
    }),
    at: to.declaredAt,
  }));
}

/** What others have beside what the file wishes for, told where the file's own is written. */
function bystanders(unmatched: readonly Live[], { shapes, wished }: Rest): { told: Finding[]; silent: Live[] } {
  const told: Finding[] = [];
  const silent = unmatched.filter((thing) => {
    const tell = thing.owner.is === "us" ? undefined : shapes.get(thing.kind)?.bystander;
    const alike = tell === undefined ? [] : wished.filter(({ kind }) => kind === thing.kind);
    for (const wish of alike) {
      const remark = tell?.(thing, wish) ?? null;
      if (remark !== null) {
        const { code, ...words } = remark;
        told.push({ ...finding(code as DiffFindingCode, "note", words), at: wish.declaredAt });
        return false;
      }
    }
    return true;
  });
  return { told, silent };
}

function settings(unmatched: readonly Live[], shapes: ReadonlyMap<KindName, Shape>): Finding[] {
  const labels = unmatched.flatMap((thing) => {
    const shape = shapes.get(thing.kind);
    return shape?.ownership === "place" ? [`${shape.noun} ${shape.label(thing.properties)}`] : [];
  });
  if (labels.length === 0) {
    return [];
  }
  return [
    finding("left-as-it-is", "note", {
      detail: `Enabled in AWS and not in the file: ${labels.sort().join(", ")}.`,
      fix: "Nothing has to be done. Name them in the file to have them watched.",
    }),
  ];
}

function finding(
  code: DiffFindingCode,
  severity: Finding["severity"],
  words: { detail: string; fix: string },
): Finding {
  return { code, severity, summary: DIFF_FINDINGS[code], ...words };
}
