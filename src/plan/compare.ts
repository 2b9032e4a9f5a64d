import { type Change, fieldsOf } from "../model/change.ts";
import { fill, type Lookup } from "../model/deferred.ts";
import type { Finding } from "../model/finding.ts";
import { isObject, type Json, type JsonObject, sameJson } from "../model/json.ts";
import type { Plan, Step } from "../model/plan.ts";
import type { KindName, Resource } from "../model/resource.ts";
import type { Shape } from "../model/shape.ts";
import { type Consent, missingConsents } from "./consents.ts";

/** What a saved plan is held against: the plan as it comes out now, and the world it comes out of. */
export interface Now {
  readonly plan: Plan;
  readonly consents: readonly Consent[];
  /** The outputs of what stands now, by address: what an id unknown at planning has become. */
  readonly outputs: Lookup;
  readonly shapes: ReadonlyMap<KindName, Shape>;
}

/**
 * Why a saved plan may not be applied now; nothing when it may. A saved plan can veto and never add: what is executed
 * is the plan as it comes out now, and every step of that must be one that was reviewed, or the rest of one.
 */
export function staleness(saved: Plan, now: Now): Finding[] {
  const steps = new Map(saved.steps.map((step) => [step.id, step]));
  return [
    ...provenance(saved, now.plan),
    ...now.plan.steps.flatMap((step) => compareStep(steps.get(step.id), step, now)),
    ...newErrors(saved, now.plan),
    ...consentGaps(saved, now),
  ];
}

function provenance(saved: Plan, now: Plan): Finding[] {
  const differs = (what: string, before: Json, after: Json) =>
    sameJson(before, after)
      ? []
      : [stale(`${what} was ${show(before)} when the plan was made and is ${show(after)} now.`)];
  const { id: savedId, ...savedRef } = saved.organization;
  const { id: nowId, ...nowRef } = now.organization;
  return [
    ...differs("The organization", { ...savedRef }, { ...nowRef }),
    // An organization that the plan itself founds has no id in the plan.
    ...(savedId === null ? [] : differs("The organization's id", savedId, nowId)),
    ...differs("The version of orgwright", saved.madeBy, now.madeBy),
    ...differs("The digest of the files", saved.madeFrom, now.madeFrom),
  ];
}

function compareStep(saved: Step | undefined, now: Step, { outputs, shapes }: Now): Finding[] {
  if (saved === undefined) {
    return [stale(`${now.id} has to be changed now (${now.change.action}), which the plan does not show.`)];
  }
  const [was, is] = [saved.change, now.change];
  if (was.action === "delete" || is.action === "delete") {
    return was.action === is.action ? [] : [stale(`${now.id} was to ${was.action} and now would ${is.action}.`)];
  }
  if (was.action !== "create" && is.action === "create") {
    return [stale(`${now.id} was there when the plan was made and is gone now.`)];
  }
  if (is.action === "adopt" && was.action !== "adopt" && was.action !== "create") {
    return [stale(`${now.id} (${is.from.id}) was ours when the plan was made, and does not carry its tags now.`)];
  }
  if (was.action !== "create" && is.action !== "create" && was.from.id !== is.from.id) {
    return [stale(`${now.id} was ${was.from.id} when the plan was made and is ${is.from.id} now.`)];
  }
  const shape = shapes.get(is.to.kind);
  const settled = ({ properties }: Resource) => shape?.normal(fill(properties, outputs) as JsonObject) ?? properties;
  const [wished, filled] = [settled(was.to), settled(is.to)];
  if (!sameJson(wished, filled) || !sameJson({ ...was.to.place }, { ...is.to.place })) {
    return [stale(`${now.id} is wished for differently now: ${differingFields(wished, filled).join(", ")}.`)];
  }
  return is.action === "create" ? [] : compareLive(was, is, outputs);
}

/** Each field that still has to be written must have the value that was seen at planning. */
function compareLive(was: Change, is: Change & { action: "adopt" | "update" | "move" }, outputs: Lookup): Finding[] {
  if (was.action === "create") {
    // What the plan was to make stands now. It is the rest of a step only if it carries our tag.
    return is.from.owner.is === "us"
      ? []
      : [stale(`${is.to.address} was to be made, and now there is one that orgwright did not make.`)];
  }
  const seen = new Map(fieldsOf(was).map((field) => [field.path, field]));
  return is.fields.flatMap(({ path, before }) => {
    const planned = seen.get(path);
    if (planned === undefined) {
      return [stale(`${is.to.address}: ${path} differs now, which the plan does not show.`)];
    }
    const same = sameJson(before, planned.before) || sameJson(before, fill(planned.after ?? null, outputs));
    return same
      ? []
      : [stale(`${is.to.address}: ${path} was ${show(planned.before ?? null)} and is ${show(before ?? null)} now.`)];
  });
}

function newErrors(saved: Plan, now: Plan): Finding[] {
  const known = new Set(saved.findings.filter(({ severity }) => severity === "error").map(({ detail }) => detail));
  return now.findings.filter(({ severity, detail }) => severity === "error" && !known.has(detail));
}

function consentGaps(saved: Plan, now: Now): Finding[] {
  return missingConsents(now.consents, saved.allowed).map(({ code, count, why }) => ({
    code: "consent-missing",
    severity: "error",
    summary: "A consent is missing",
    detail: `The plan was saved without --allow ${code}${count === undefined ? "" : `=${count}`}. ${why}`,
    fix: "Make the plan again with the flag, and have it reviewed.",
  }));
}

function differingFields(before: Json, after: Json): string[] {
  if (!isObject(before) || !isObject(after)) {
    return ["everything"];
  }
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => !sameJson(before[name] as Json | undefined, after[name] as Json | undefined))
    .map((name) => `/${name}`);
}

function show(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function stale(detail: string): Finding {
  return {
    code: "plan-is-stale",
    severity: "error",
    summary: "The saved plan is not what would be done now",
    detail,
    fix: "Make the plan again and have it reviewed.",
  };
}
