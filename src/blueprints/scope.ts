import { closest } from "../model/closest.ts";
import { after } from "../model/deferred.ts";
import { isObject, type Json, type JsonObject, pointerSegment } from "../model/json.ts";
import { accountsByKey, accountsInUnits } from "./account-set.ts";
import { organizationDraft } from "./drafts.ts";
import { memberOf, type Scope, stepsOf } from "./evaluate.ts";
import { type Each, evaluateNode, type NodeScope } from "./evaluate-node.ts";
import type { Expanding, Workings } from "./expanding.ts";
import type { Origin } from "./origins.ts";
import { failed, type Outcome, TOLD } from "./outcome.ts";
import { readReference, type Standpoint } from "./references.ts";
import type { Ref } from "./template.ts";

/** What names stand for in the templates of one resource or guardrail. */
export function scopeAt(expanding: Expanding, standpoint: Standpoint, workings: Workings): NodeScope {
  const scope: NodeScope = {
    read: (name, steps) => read(name, steps, expanding, standpoint, workings),
    accountsIn: (globs) => accountsInUnits(expanding, globs),
    withEach: (each) => scopeAt(expanding, { ...standpoint, each: { ...each, outer: standpoint.each } }, workings),
    originOf: (ref) => originOf(ref, standpoint, scope),
  };
  return scope;
}

function read(
  name: string,
  steps: readonly string[],
  expanding: Expanding,
  standpoint: Standpoint,
  workings: Workings,
): Outcome {
  switch (name) {
    case "param":
      return standpoint.instance.wrong.has(steps[0] ?? "")
        ? TOLD
        : memberOf(standpoint.instance.values, steps, "param");
    case "value":
      return readValue(steps, expanding, standpoint, workings);
    case "each":
      return memberOf(standpoint.each === null ? {} : eachValue(standpoint.each), steps, "each");
    case "partition":
      return memberOf(expanding.context.partition, steps, "partition");
    case "data":
      return memberOf(expanding.context.tables, steps, "data");
    case "organization":
      return readOrganization(steps, expanding, standpoint);
    default:
      return readReference(name, steps, expanding, standpoint, workings);
  }
}

/** What the blueprint writes under `values`, worked out where it is used: that is what needs what it refers to. */
function readValue(
  [name = "", ...rest]: readonly string[],
  expanding: Expanding,
  standpoint: Standpoint,
  workings: Workings,
): Outcome {
  const node = standpoint.instance.blueprint.values.get(name);
  if (node === undefined) {
    return memberOf({}, [name], "value");
  }
  const { value, findings } = evaluateNode(node, scopeAt(expanding, { ...standpoint, each: null }, workings));
  expanding.findings.push(...findings);
  return value === undefined ? TOLD : memberOf(value, rest, `value.${name}`);
}

function eachValue({ key, value, outer }: Each): JsonObject {
  return { key, value, ...(outer === null ? {} : { outer: eachValue(outer) }) };
}

function readOrganization(
  [member = "", ...rest]: readonly string[],
  expanding: Expanding,
  { refersTo }: Standpoint,
): Outcome {
  const { organization, context } = expanding;
  const path = `organization.${member}`;
  switch (member) {
    case "name":
    case "homeRegion":
    case "regions":
      return memberOf(organization[member], rest, path);
    case "managementAccount":
      return memberOf(context.managementAccountId, rest, path);
    case "id":
    case "rootId": {
      const draft = organizationDraft(expanding);
      if (draft === null) {
        const detail = `\`${path}\` is not known: no blueprint makes the organization.`;
        return { problem: { code: "missing-reference", detail, fix: "Use the blueprint `foundation`." } };
      }
      refersTo(draft.address);
      return memberOf(after(draft.address, member), rest, path);
    }
    case "accounts": {
      const accounts = accountsByKey(expanding);
      return "problem" in accounts ? accounts : memberWithSuggestion(accounts.value, rest, path);
    }
    case "made":
      return expanding.madeThings === null ? tooEarly(path) : memberOf(expanding.madeThings, rest, path);
    default:
      return memberOf({}, [member, ...rest], "organization");
  }
}

function memberWithSuggestion(accounts: JsonObject, steps: readonly string[], path: string): Outcome {
  const [key] = steps;
  const outcome = memberOf(accounts, steps, path);
  const near = key === undefined || Object.hasOwn(accounts, key) ? null : closest(key, Object.keys(accounts));
  return "problem" in outcome && near !== null
    ? { problem: { ...outcome.problem, fix: `Did you mean \`${near}\`?` } }
    : outcome;
}

function tooEarly(path: string): Outcome {
  const detail = `\`${path}\` is known only once all other resources are; here it is not.`;
  return { problem: { code: "value-not-known-yet", detail, fix: "Use it in the statements of guardrails." } };
}

/** Where a reference to a parameter, or to what `forEach` goes through, was written in the organization file. */
function originOf(ref: Ref, { instance, each }: Standpoint, scope: Scope): Origin | null {
  const { name } = ref;
  const { use } = instance;
  if (name !== "param" && name !== "each") {
    return null;
  }
  const steps = stepsOf(ref, scope);
  const keys = failed(steps) ? [] : steps.value;
  const [first, ...rest] = keys;
  if (first === undefined) {
    return null;
  }
  if (name === "param") {
    const written = writtenAt(instance);
    return Object.hasOwn(use.with, first)
      ? (pointer, on) => use.positionOf(written(pointerTo(keys) + pointer), on)
      : null;
  }
  return originOfEach([first, ...rest], each);
}

function originOfEach([first, ...rest]: readonly string[], each: Each | null): Origin | null {
  if (first === "outer" && each !== null) {
    return originOfEach(rest, each.outer);
  }
  const origin = each?.origin ?? null;
  return origin === null
    ? null
    : (pointer, on) => (first === "value" ? origin(pointerTo(rest) + pointer, on) : origin("", "key"));
}

/** Where in the file a part of a parameter stands: people are written as a list, and known by their names. */
function writtenAt({ blueprint, use }: Standpoint["instance"]): (pointer: string) => string {
  return (pointer) => {
    const [, parameter = "", name = "", ...rest] = pointer.split("/");
    const people = use.with[parameter];
    if (blueprint.parameters.get(parameter)?.type !== "people" || !Array.isArray(people)) {
      return pointer;
    }
    const index = people.findIndex(
      (person: Json) => isObject(person) && pointerSegment(String(person["name"])) === name,
    );
    return index < 0 ? pointer : ["", parameter, index, ...rest].join("/");
  };
}

function pointerTo(keys: readonly string[]): string {
  return keys.map((key) => `/${pointerSegment(key)}`).join("");
}
