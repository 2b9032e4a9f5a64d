import type { Address } from "../model/address.ts";
import type { OutputRef } from "../model/deferred.ts";
import type { Finding } from "../model/finding.ts";
import { type Json, sameJson } from "../model/json.ts";
import type { Live } from "../model/live.ts";
import { placeName } from "../model/place.ts";
import type { Plan, Step } from "../model/plan.ts";
import type { KindName, Resource } from "../model/resource.ts";
import type { Shape } from "../model/shape.ts";
import { type Comparing, compareStep, differsFromWish } from "./compare-step.ts";
import { missingConsents } from "./consents.ts";
import { seenName } from "./seen.ts";
import { shownJson, stale } from "./stale.ts";
import { orderSteps } from "./steps.ts";

/** What a saved plan is held against: the plan as it comes out now, and the world it comes out of. */
export interface Now {
  readonly plan: Plan;
  /** Every resource of the file, in the order of needs. */
  readonly wished: readonly Resource[];
  /** What in AWS each of them is: what an id unknown at planning has become. */
  readonly matched: ReadonlyMap<Address, Live>;
  /** The resources about which nothing can be done now. */
  readonly held: ReadonlySet<Address>;
  readonly live: readonly Live[];
  readonly shapes: ReadonlyMap<KindName, Shape>;
}

/**
 * Why a saved plan may not be applied now; nothing when it may. A saved plan can veto and never add: what is executed
 * is the plan as it comes out now, and every step of that must be one that was reviewed, or the rest of one. A step that
 * was reviewed and does not come out any more must be done.
 */
export function staleness(saved: Plan, now: Now): Finding[] {
  const origin = provenance(saved, now.plan);
  const steps = new Map(saved.steps.map((step) => [step.id, step]));
  const comparing = comparingIn(now);
  const changed = now.plan.steps.flatMap((step) => compareStep(steps.get(step.id), step, comparing));
  // Of other files another plan comes out: what follows from that is not worth telling.
  const inserted = origin.length > 0 ? [] : [...notDone(saved, now), ...repeated(saved)];
  const isAsMade = origin.length + inserted.length + changed.length === 0;
  return [
    ...origin,
    ...changed,
    ...inserted,
    ...(isAsMade ? reordered(saved, now) : []),
    ...newErrors(saved, now.plan),
    ...consentGaps(saved, now.plan),
  ];
}

/** Whether both plans were made from the same files, by the same tool, for the same organization. */
export function isOfOneOrigin(saved: Plan, now: Plan): boolean {
  return provenance(saved, now).length === 0;
}

function comparingIn({ matched, shapes }: Now): Comparing {
  return { shapes, outputs: ({ address, output }: OutputRef) => matched.get(address)?.outputs[output] };
}

function provenance(saved: Plan, now: Plan): Finding[] {
  const differs = (what: string, before: Json, after: Json) =>
    sameJson(before, after)
      ? []
      : [stale(`${what} was ${shownJson(before)} when the plan was made and is ${shownJson(after)} now.`)];
  const { id: savedId, ...savedRef } = saved.organization;
  const { id: nowId, ...nowRef } = now.organization;
  return [
    ...differs("The organization", { ...savedRef }, { ...nowRef }),
    // An organization that the plan itself founds has no id in the plan.
    ...(savedId === null ? [] : differs("The organization's id", savedId, nowId)),
    ...differs("The version of orgwright", saved.madeBy, now.madeBy),
    ...differs("The digest of the files", saved.madeFrom, now.madeFrom),
    ...differs("What --target names", saved.targets, now.targets),
  ];
}

/** The steps that do not come out any more, and are not done either: nobody can say where they come from. */
function notDone(saved: Plan, now: Now): Finding[] {
  const { plan, wished, held, live } = now;
  const pending = new Set(plan.steps.map(({ id }) => id));
  const wishes = new Map<Address, Resource>(wished.map((resource) => [resource.address, resource]));
  const standing = new Set(live.map(seenName));
  return saved.steps
    .filter(({ id }) => !pending.has(id))
    .flatMap(({ id, change }) => {
      if (change.action === "delete") {
        const isThere = standing.has(seenName(change.from));
        return isThere ? [stale(`${id}: the plan shows it, and nothing is to be deleted now.`)] : [];
      }
      if (held.has(change.to.address)) {
        return [stale(`${id} was to be done (${change.action}), and nothing can be done about it now.`)];
      }
      const wish = wishes.get(change.to.address);
      return wish === undefined
        ? [stale(`${id}: the plan shows it, and the file does not wish for it.`)]
        : differsFromWish(id, change.to, wish, comparingIn(now));
    });
}

function repeated({ steps }: Plan): Finding[] {
  const ids = new Set(steps.map(({ id }) => id));
  return ids.size === steps.length ? [] : [stale("A step stands in the plan twice.")];
}

/** The order, stages and risks that were reviewed must be those that follow from the steps, whatever is done of them. */
function reordered(saved: Plan, { wished, shapes }: Now): Finding[] {
  const places = new Map(wished.map(({ address }, index) => [address, index]));
  const rank = ({ change }: Step) =>
    change.action === "delete" ? Number.POSITIVE_INFINITY : (places.get(change.to.address) ?? 0);
  const name = ({ change }: Step) =>
    change.action === "delete" ? `${change.from.kind} ${change.from.id} ${placeName(change.from.place)}` : "";
  const changes = saved.steps
    .toSorted((a, b) => compare(rank(a), rank(b)) || compare(name(a), name(b)))
    .map(({ change }) => change);
  const derived = orderSteps(changes, wished, shapes);
  const wrong = saved.steps.find((step, index) => !sameJson(essence(step), essence(derived[index] as Step)));
  return wrong === undefined
    ? []
    : [stale(`${wrong.id}: its place, stage, risk or what it comes after is not what follows from the plan's steps.`)];
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function essence({ id, after, stage, risk }: Step): Json {
  return { id, after, stage, risk };
}

function newErrors(saved: Plan, now: Plan): Finding[] {
  const known = new Set(saved.findings.filter(({ severity }) => severity === "error").map(({ detail }) => detail));
  return now.findings.filter(({ severity, detail }) => severity === "error" && !known.has(detail));
}

function consentGaps(saved: Plan, { consents }: Plan): Finding[] {
  return missingConsents(consents, saved.allowed).map(({ code, count, why }) => ({
    code: "consent-missing",
    severity: "error",
    summary: "A consent is missing",
    detail: `The plan was saved without --allow ${code}${count === undefined ? "" : `=${count}`}. ${why}`,
    fix: "Make the plan again with the flag, and have it reviewed.",
  }));
}
