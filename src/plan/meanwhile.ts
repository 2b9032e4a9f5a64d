import type { Change } from "../model/change.ts";
import type { Finding } from "../model/finding.ts";
import { isObject, type Json, type JsonObject, pointerSegment, sameJson } from "../model/json.ts";
import { listed } from "../model/listed.ts";
import type { Live } from "../model/live.ts";
import { MANAGEMENT } from "../model/place.ts";
import type { Plan } from "../model/plan.ts";
import type { Shape } from "../model/shape.ts";
import type { Now } from "./compare.ts";
import { seenIn, seenName } from "./seen.ts";
import { shownJson } from "./stale.ts";

type Altering = Extract<Change, { action: "adopt" | "update" | "move" }>;

/**
 * What changed in AWS since a plan was saved and does not matter to it: organizations are busy. At most two notes: one
 * for fields, that no step uses, of things that steps are about, and one for all other things.
 */
export function meanwhile(saved: Plan, now: Now): Finding[] {
  const fields = unusedFields(saved, now);
  // An organization that the plan itself founds begins with what AWS puts into it.
  const things = saved.organization.id === null ? [] : otherThings(saved, now);
  return [
    ...(fields.length === 0
      ? []
      : [note(`In what the plan is about, fields that it does not use: ${listed(fields)}.`)]),
    ...(things.length === 0 ? [] : [note(`In what the plan is not about: ${listed(things)}.`)]),
  ];
}

function note(detail: string): Finding {
  return {
    code: "changed-meanwhile",
    severity: "note",
    summary: "Something changed since the plan was made that does not matter to it",
    detail,
  };
}

function unusedFields(saved: Plan, { plan, shapes }: Now): string[] {
  const pending = new Map(plan.steps.map(({ id, change }) => [id, change]));
  return saved.steps.flatMap(({ id, change: was }) => {
    const is = pending.get(id);
    if (is === undefined || is.action === "create" || was.action === "create") {
      return [];
    }
    const used = new Set([was, is].flatMap(pathsOf));
    const rules = shapes.get(is.from.kind)?.fields ?? {};
    return changedPaths(was.from.properties, is.from.properties, rules)
      .filter(({ path }) => !used.has(path))
      .map(({ path, before, after }) => `${id} ${path} (${shownJson(before)} → ${shownJson(after)})`);
  });
}

function pathsOf(change: Change): string[] {
  return (change as Partial<Altering>).fields?.map(({ path }) => path) ?? [];
}

interface Changed {
  readonly path: string;
  readonly before?: Json | undefined;
  readonly after?: Json | undefined;
}

/** The fields that differ, one by one where the kind looks at their entries so. */
function changedPaths(before: JsonObject, after: JsonObject, rules: Shape["fields"]): Changed[] {
  return Object.entries(rules).flatMap(([name, { by }]) => {
    const path = `/${pointerSegment(name)}`;
    const [old, now] = [before[name], after[name]];
    if (sameJson(old, now)) {
      return [];
    }
    return by === "entries" && isObject(old) && isObject(now)
      ? changedEntries(path, old as JsonObject, now as JsonObject)
      : [{ path, before: old, after: now }];
  });
}

function changedEntries(path: string, old: JsonObject, now: JsonObject): Changed[] {
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((name) => !sameJson(old[name], now[name]))
    .map((name) => ({ path: `${path}/${pointerSegment(name)}`, before: old[name], after: now[name] }));
}

function otherThings(saved: Plan, now: Now): string[] {
  const own = ownThings(saved, now);
  const seen = new Map(Object.entries(saved.seen));
  const live = new Map(now.live.map((thing) => [seenName(thing), thing]));
  const changed = Object.entries(seenIn(now.live)).flatMap(([name, head]) => {
    const thing = live.get(name);
    if (thing === undefined || own.has(name) || seen.get(name) === head) {
      return [];
    }
    return `${wordsFor(thing, now)} ${seen.has(name) ? "changed" : "is new"}`;
  });
  const gone = [...seen.keys()].filter((name) => !live.has(name) && !own.has(name));
  return [...changed, ...gone.map((name) => `${name} is gone`)];
}

/** The names of what the plan makes, changes and deletes. */
function ownThings(saved: Plan, { matched }: Now): ReadonlySet<string> {
  const things = saved.steps.flatMap(({ change }) => [
    ...(change.action === "create" ? [] : [change.from]),
    ...(change.action === "delete" ? [] : [matched.get(change.to.address)]),
  ]);
  return new Set(things.flatMap((thing) => (thing === undefined ? [] : [seenName(thing)])));
}

function wordsFor({ kind, id, place, properties }: Live, { shapes }: Now): string {
  const shape = shapes.get(kind);
  const where = place.account === MANAGEMENT ? "" : ` in ${place.account}`;
  return `the ${shape?.noun ?? kind} ${shape?.label(properties) ?? ""} (${id})${where}`;
}
