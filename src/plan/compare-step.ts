import { type Change, type FieldChange, fieldsOf } from "../model/change.ts";
import { fill, type Lookup } from "../model/deferred.ts";
import type { Finding } from "../model/finding.ts";
import { isObject, type Json, type JsonObject, pointerSegment, sameJson } from "../model/json.ts";
import type { Live } from "../model/live.ts";
import { isOnTheWay } from "../model/on-the-way.ts";
import type { Step } from "../model/plan.ts";
import { valueAt } from "../model/pointer.ts";
import type { KindName, Resource } from "../model/resource.ts";
import type { FieldRule, Shape } from "../model/shape.ts";
import { shownJson, stale } from "./stale.ts";

/** What steps are compared by. */
export interface Comparing {
  /** The outputs of what stands now, by address. */
  readonly outputs: Lookup;
  readonly shapes: ReadonlyMap<KindName, Shape>;
}

type Altering = Extract<Change, { action: "adopt" | "update" | "move" }>;

/**
 * Why a step that comes out now is not the one that was saved, or the rest of it; nothing when it is.
 *
 * @param saved the step of the same name in the saved plan
 */
export function compareStep(saved: Step | undefined, now: Step, comparing: Comparing): Finding[] {
  if (saved === undefined) {
    const fields = fieldsOf(now.change).map(({ path }) => path);
    const what = fields.length === 0 ? now.change.action : `${now.change.action} ${fields.join(", ")}`;
    return [stale(`${now.id} has to be changed now (${what}), which the plan does not show.`)];
  }
  const [was, is] = [saved.change, now.change];
  if (was.action === "delete" || is.action === "delete") {
    return was.action === "delete" && is.action === "delete"
      ? compareDeleted(now.id, was.from, is.from, comparing)
      : [stale(`${now.id} was to ${was.action} and now would ${is.action}.`)];
  }
  const differing = differsFromWish(now.id, was.to, is.to, comparing);
  if (is.action === "create" || differing.length > 0) {
    return was.action === "create"
      ? differing
      : [...differing, stale(`${now.id} was there when the plan was made and is gone now.`)];
  }
  return was.action === "create" ? compareHalfMade(is) : compareAltered(was, is);
}

/** In what a saved wish differs from the file's. */
export function differsFromWish(id: string, was: Resource, is: Resource, { outputs, shapes }: Comparing): Finding[] {
  const { properties: before, declaredAt: _was, ...then } = was;
  const { properties: after, declaredAt: _is, ...now } = is;
  const settled = (properties: JsonObject) =>
    (shapes.get(is.kind)?.normal(fill(properties, outputs) as JsonObject) ?? properties) as JsonObject;
  const properties = differingNames(settled(before), settled(after)).map((name) => `/${pointerSegment(name)}`);
  const others = differingNames({ ...then, place: { ...then.place } }, { ...now, place: { ...now.place } });
  const fields = properties.length > 0 ? properties : others;
  return fields.length === 0 ? [] : [stale(`${id} is wished for differently now: ${fields.join(", ")}.`)];
}

/** What the plan was to make stands now. It is the rest of a step only if it carries our tag. */
function compareHalfMade({ from, to }: Altering): Finding[] {
  return from.owner.is === "us"
    ? []
    : [stale(`${to.address} was to be made, and now there is one that orgwright did not make.`)];
}

/** Each field that still has to be written must have the value that was seen at planning, or be on the way to the wished one. */
function compareAltered(was: Altering, is: Altering): Finding[] {
  const { address } = is.to;
  if (is.action === "adopt" && was.action !== "adopt") {
    return [stale(`${address} (${is.from.id}) was ours when the plan was made, and does not carry its tags now.`)];
  }
  if (!sameJson(identityOf(was.from), identityOf(is.from))) {
    return [stale(`${address} was ${was.from.id} when the plan was made and is ${is.from.id} now.`)];
  }
  if (!isSameOwner(was, is)) {
    return [stale(`${address} (${is.from.id}) was ${ownerText(was.from)} and is ${ownerText(is.from)} now.`)];
  }
  const planned = new Map(was.fields.map((field) => [field.path, field]));
  return [
    ...was.fields.filter((field) => !isAsShown(field, was)).map(({ path }) => forged(address, path)),
    ...is.fields.flatMap((field) => compareField(address, planned.get(field.path), field)),
  ];
}

/** What was to be adopted may be ours by now: that is the part of the step that was done. */
function isSameOwner(was: Altering, { from, to }: Altering): boolean {
  const isClaimed = was.action === "adopt" && from.owner.is === "us" && from.owner.address === to.address;
  return isClaimed || sameJson({ ...was.from.owner }, { ...from.owner });
}

function ownerText({ owner }: Live): string {
  return owner.is === "us" ? owner.address : owner.is === "other" ? `the file ${owner.name}'s` : "nobody's";
}

/** What tells one thing from another, whatever is changed about it. */
function identityOf({ kind, id, place, outputs }: Live): Json {
  return { kind, id, place: { ...place }, outputs };
}

/** A field of a saved step repeats what stands in the step besides. */
function isAsShown({ path, before, after }: FieldChange, { from, to }: Altering): boolean {
  return sameJson(before, valueAt(from.properties, path)) && sameJson(after, valueAt(to.properties, path));
}

function forged(address: string, path: string): Finding {
  return stale(`${address}: what the plan shows of ${path} is not what its step says.`);
}

function compareField(address: string, planned: FieldChange | undefined, { path, before }: FieldChange): Finding[] {
  if (planned === undefined) {
    return [stale(`${address}: ${path} differs now, which the plan does not show.`)];
  }
  return isOnTheWay(before, planned.before, planned.after)
    ? []
    : [stale(`${address}: ${path} was ${shownJson(planned.before)} and is ${shownJson(before)} now.`)];
}

/** Whoever reviewed a deletion saw what was to go. Of a thing half of which is gone already, the rest may go too. */
function compareDeleted(id: string, was: Live, is: Live, { shapes }: Comparing): Finding[] {
  if (!sameJson(identityOf(was), identityOf(is))) {
    return [stale(`${id} is another thing now than when the plan was made.`)];
  }
  const rules = shapes.get(is.kind)?.fields ?? {};
  return Object.entries(rules)
    .filter(([name, { rule }]) => isWatched(rule) && !isRestOf(is.properties[name], was.properties[name]))
    .map(([name]) => {
      const [before, now] = [shownJson(was.properties[name]), shownJson(is.properties[name])];
      return stale(`${id}: /${pointerSegment(name)} was ${before} and is ${now} now.`);
    });
}

/** Whether a difference in a field of this rule means anything to orgwright. */
export function isWatched(rule: FieldRule["rule"]): boolean {
  return rule !== "unwatched" && rule !== "createOnly";
}

/** Whether a value is another of which parts may have been taken away. */
function isRestOf(now: Json | undefined, was: Json | undefined): boolean {
  if (now === undefined || sameJson(now, was)) {
    return true;
  }
  if (Array.isArray(now) && Array.isArray(was)) {
    return now.every((item) => was.some((one) => sameJson(item, one)));
  }
  return (
    isObject(now) &&
    isObject(was) &&
    Object.entries(now).every(([name, member]) => isRestOf(member as Json, (was as JsonObject)[name]))
  );
}

function differingNames(before: JsonObject, after: JsonObject): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.filter((name) => !sameJson(before[name], after[name]));
}
