import type { Address } from "../model/address.ts";
import { type Change, kindOf } from "../model/change.ts";
import { fill, type Lookup } from "../model/deferred.ts";
import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { Live, Owner } from "../model/live.ts";
import { type AccountId, type AccountKey, MANAGEMENT, placeName } from "../model/place.ts";
import type { KindName, Resource } from "../model/resource.ts";
import type { FieldRule, Shape } from "../model/shape.ts";
import { placeholder } from "./placeholder-ids.ts";

export type Shapes = ReadonlyMap<KindName, Shape>;

type Outputs = Readonly<Record<string, string>>;

/** Everything that stands, or would stand, in an organization. */
export interface World {
  readonly partition: string;
  readonly things: readonly Live[];
  /** The id of every account of the file that stands, by its key; the management account among them. */
  readonly accounts: ReadonlyMap<AccountKey, AccountId>;
  /** What AWS assigned to each resource of the file that stands. */
  readonly outputs: ReadonlyMap<Address, Outputs>;
  /** The roots, units and accounts on which `FullAWSAccess` was seen to be missing; AWS puts it on whatever is new. */
  readonly closed: ReadonlySet<string>;
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_strategies.html */
const FULL_ACCESS_ID = "p-FullAWSAccess";

/** A world in which nothing stands but the management account. */
export function emptyWorld(managementAccount: AccountId, partition: string): World {
  return {
    partition,
    things: [],
    accounts: new Map([[MANAGEMENT, managementAccount]]),
    outputs: new Map(),
    closed: new Set(),
  };
}

/**
 * The world as it was observed.
 *
 * @param matched what in AWS each resource of the file is
 * @param wished every resource of the file, which tell the keys of its accounts
 */
export function observedWorld(
  live: readonly Live[],
  matched: ReadonlyMap<Address, Live>,
  wished: readonly Resource[],
  management: { readonly account: AccountId; readonly partition: string },
): World {
  const accounts = new Map([[MANAGEMENT, management.account]]);
  for (const { address, accountKey } of wished) {
    const there = matched.get(address);
    if (accountKey !== undefined && there !== undefined) {
      accounts.set(accountKey, there.id);
    }
  }
  const outputs = new Map([...matched].map(([address, thing]): [Address, Outputs] => [address, thing.outputs]));
  return { partition: management.partition, things: live, accounts, outputs, closed: closedTargets(live) };
}

/** Where `FullAWSAccess` was not looked for, it is taken to hang everywhere, as it does unless somebody detached it. */
function closedTargets(live: readonly Live[]): ReadonlySet<string> {
  const hangsOn = new Set(
    live
      .filter(({ properties }) => properties["policy"] === FULL_ACCESS_ID)
      .map(({ properties }) => properties["target"]),
  );
  const targets = live.flatMap(({ kind, id, outputs }) =>
    kind === "organization" ? (outputs["rootId"] ?? []) : isTarget(kind) ? id : [],
  );
  return new Set(hangsOn.size === 0 ? [] : targets.filter((target) => !hangsOn.has(target)));
}

function isTarget(kind: KindName): boolean {
  return kind === "organizational-unit" || kind === "account";
}

/**
 * The world after these changes, in this order, were made to it. What AWS will assign is made up: ids that look like
 * AWS's and that nothing else has.
 */
export function worldAfter(before: World, changes: readonly Change[], shapes: Shapes): World {
  const { things, accounts, outputs } = before;
  const world = { ...before, things: [...things], accounts: new Map(accounts), outputs: new Map(outputs) };
  const forms = {
    normal: once((shape, own) => shape.normal(own)),
    new: once((shape, own) => standing(shape, {}, own)),
  };
  for (const change of changes) {
    fold(world, change, shapes, forms);
  }
  return world;
}

/** A world that is being worked out. */
interface Draft extends World {
  things: Live[];
  readonly accounts: Map<AccountKey, AccountId>;
  readonly outputs: Map<Address, Outputs>;
}

type Form = (shape: Shape, properties: JsonObject) => JsonObject;

/** What properties come to, worked out once for all things that have the same, as the roles of all accounts do. */
interface Forms {
  readonly normal: Form;
  /** What stands once a thing is made from these. */
  readonly new: Form;
}

function once(form: Form): Form {
  const known = new Map<Shape, Map<JsonObject, JsonObject>>();
  return (shape, properties) => {
    const ofShape = known.get(shape) ?? new Map<JsonObject, JsonObject>();
    known.set(shape, ofShape);
    const result = ofShape.get(properties) ?? form(shape, properties);
    ofShape.set(properties, result);
    return result;
  };
}

function fold(world: Draft, change: Change, shapes: Shapes, forms: Forms): void {
  const shape = shapes.get(kindOf(change));
  if (shape === undefined) {
    return;
  }
  if (change.action === "delete") {
    world.things = changed(world.things, change, shape, forms);
    return;
  }
  const { to } = change;
  const lookup: Lookup = ({ address, output }) => world.outputs.get(address)?.[output];
  const properties = forms.normal(shape, fill(to.properties, lookup) as JsonObject);
  const filled = { ...change, to: { ...to, properties } };
  const own = change.action === "create" ? made(shape, to, world) : change.from.outputs;
  world.things = changed(world.things, filled, shape, forms, own);
  if (to.accountKey !== undefined) {
    world.accounts.set(to.accountKey, idOf(filled, own));
  }
  world.outputs.set(to.address, own);
}

function made(shape: Shape, resource: Resource, { accounts, outputs, partition }: World): Outputs {
  const account = accounts.get(resource.place.account) ?? "";
  const common = { resource, partition, account, taken: accounts, count: outputs.size };
  return Object.fromEntries(shape.assigned.map((output) => [output, placeholder({ ...common, output })]));
}

function idOf(change: Change, outputs: Outputs): string {
  return change.action === "create" ? (outputs["id"] ?? change.to.address) : change.from.id;
}

/** The list itself where something is only added to it: each of a thousand accounts would copy what all before it made. */
function changed(things: Live[], change: Change, shape: Shape, forms: Forms, outputs: Outputs = {}): Live[] {
  if (shape.after === undefined) {
    return putInPlace(things, change, shape, forms, outputs);
  }
  const alike = things.filter(({ kind }) => kind === shape.kind);
  return [...things.filter(({ kind }) => kind !== shape.kind), ...shape.after(alike, change)];
}

/** The wished-for thing takes the place of the one that was there. */
function putInPlace(things: Live[], change: Change, shape: Shape, forms: Forms, outputs: Outputs): Live[] {
  const from = change.action === "create" ? null : change.from;
  const others = from === null ? things : things.filter((thing) => !isSame(thing, from));
  if (change.action === "delete") {
    return others;
  }
  const { kind, place, properties: to } = change.to;
  const owner = ownerOf(change.to, shape, things);
  const properties = from === null ? forms.new(shape, to) : standing(shape, from.properties, to);
  others.push({ kind, id: idOf(change, outputs), place, owner, properties, outputs });
  return others;
}

function ownerOf({ address, properties }: Resource, shape: Shape, things: readonly Live[]): Owner {
  switch (shape.ownership) {
    case "tag":
      return { is: "us", address };
    case "parent": {
      const parent = shape.parent?.(properties);
      return things.find(({ id }) => id === parent)?.owner ?? { is: "nobody" };
    }
    case "place":
      return { is: "nobody" };
  }
}

function isSame(a: Live, b: Live): boolean {
  return a.kind === b.kind && a.id === b.id && placeName(a.place) === placeName(b.place);
}

/** What properties come to when a thing with the properties `from` becomes what is wished for. */
function standing(shape: Shape, from: JsonObject, to: JsonObject): JsonObject {
  const rules = Object.entries(shape.fields as Readonly<Record<string, FieldRule>>);
  const fields = rules.flatMap(([name, rule]): [string, Json][] => {
    const value = fieldAfter(rule, from[name], to[name]);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(fields);
}

function fieldAfter({ rule, by }: FieldRule, from: Json | undefined, to: Json | undefined): Json | undefined {
  switch (rule) {
    case "unwatched":
      return from;
    case "createOnly":
    case "immutable":
      return from ?? to;
    case "exclusive":
      return to;
    case "additive":
      return by === "entries" && isObject(from) && isObject(to)
        ? ({ ...from, ...to } as JsonObject)
        : to === undefined || to === false || to === null
          ? from
          : to;
  }
}
