import type { Address } from "../model/address.ts";
import { closest } from "../model/closest.ts";
import { after, type Text } from "../model/deferred.ts";
import type { Json } from "../model/json.ts";
import { MANAGEMENT, type Place } from "../model/place.ts";
import type { Shape } from "../model/shape.ts";
import type { Each } from "./evaluate-node.ts";
import type { Draft, Expanding, Instance, Workings } from "./expanding.ts";
import { type Outcome, type Problem, TOLD } from "./outcome.ts";

/** Where a template stands, and who wants to know which resources it refers to. */
export interface Standpoint {
  readonly instance: Instance;
  readonly each: Each | null;
  /** Called with each resource that is referred to. */
  readonly refersTo: (address: Address) => void;
}

/** The resources that a name and steps lead to, and the steps that remain. */
interface Found {
  readonly drafts: readonly Draft[];
  readonly rest: readonly string[];
}

/** The value of `<instance>.<resource>.<output>` or `<instance>.<resource>["key"].<output>`. */
export function readReference(
  name: string,
  steps: readonly string[],
  expanding: Expanding,
  standpoint: Standpoint,
  workings: Workings,
): Outcome {
  if (expanding.pass === "names") {
    const detail = `\`${[name, ...steps].join(".")}\` cannot be used here: keys of accounts and paths of units come first.`;
    return { problem: { code: "value-not-known-yet", detail, fix: "Use a parameter here." } };
  }
  const found = findDrafts(name, steps, expanding, standpoint.instance, workings);
  if ("problem" in found) {
    return found;
  }
  const [draft, ...others] = found.value.drafts;
  const [output, ...beyond] = found.value.rest;
  const shown = [name, ...steps].join(".");
  if (draft === undefined) {
    return missing(`\`${shown}\` is not there: its \`when\` is false.`, null, "absent");
  }
  if (others.length > 0 || output === undefined || beyond.length > 0) {
    const form = draft.key === null ? `${name}.${steps[0]}.<output>` : `${name}.${steps[0]}["${draft.key}"].<output>`;
    return missing(`\`${shown}\` is not one output of one resource.`, `Write it as in \`${form}\`.`);
  }
  return readOutput(draft, output, expanding, standpoint, workings);
}

/** The addresses that `after:` means: one resource, or all that share a declaration. */
export function addressesAt(
  name: string,
  steps: readonly string[],
  expanding: Expanding,
  instance: Instance,
  workings: Workings,
): Outcome<readonly Address[]> {
  const found = findDrafts(name, steps, expanding, instance, workings);
  if ("problem" in found) {
    return found;
  }
  const { drafts, rest } = found.value;
  return rest.length === 0
    ? { value: drafts.map(({ address }) => address) }
    : missing(`\`${[name, ...steps].join(".")}\` is more than a resource.`, "Write a resource without an output.");
}

/** The id of the account in which a resource lives. */
export function accountIdAt({ account }: Place, expanding: Expanding): Text {
  const address = expanding.accountAddresses.get(account);
  return account === MANAGEMENT || address === undefined ? expanding.context.managementAccountId : after(address, "id");
}

function findDrafts(
  name: string,
  [resource = "", ...steps]: readonly string[],
  expanding: Expanding,
  own: Instance,
  workings: Workings,
): Outcome<Found> {
  const instance = name === own.blueprint.name ? own : expanding.instances.get(name);
  if (instance === undefined) {
    const names = [...expanding.instances.keys()];
    const near = closest(name, names);
    const fix =
      near === null ? `Add a blueprint under this name. There is ${names.join(", ")}.` : `Did you mean \`${near}\`?`;
    return missing(`No blueprint is used under the name \`${name}\`.`, fix, "absent");
  }
  const declaration = instance.blueprint.resources.get(resource);
  if (declaration === undefined) {
    const names = [...instance.blueprint.resources.keys()];
    return missing(`\`${instance.name}\` has no resource \`${resource}\`.`, suggest(resource, names));
  }
  const drafts = workings.drafts(instance, declaration);
  if (drafts === null) {
    return TOLD;
  }
  const [key, ...rest] = steps;
  if (declaration.forEach.length === 0 || key === undefined) {
    return { value: { drafts, rest: steps } };
  }
  const draft = drafts.find((one) => one.key === key);
  const keys = drafts.flatMap((one) => one.key ?? []);
  return draft === undefined
    ? missing(`\`${instance.name}.${resource}\` has no \`${key}\`.`, suggest(key, keys), "absent")
    : { value: { drafts: [draft], rest } };
}

function readOutput(
  draft: Draft,
  output: string,
  expanding: Expanding,
  { refersTo }: Standpoint,
  workings: Workings,
): Outcome {
  const shape = expanding.shapes.get(draft.declaration.kind);
  if (shape === undefined) {
    return TOLD;
  }
  if (shape.assigned.includes(output)) {
    refersTo(draft.address);
    return { value: after(draft.address, output) };
  }
  if (!Object.hasOwn(shape.computed, output)) {
    const outputs = [...shape.assigned, ...Object.keys(shape.computed)];
    return missing(`A resource of kind \`${shape.kind}\` has no output \`${output}\`.`, suggest(output, outputs));
  }
  if (expanding.underway.includes(draft.address)) {
    return {
      problem: cycleProblem([...expanding.underway.slice(expanding.underway.indexOf(draft.address)), draft.address]),
    };
  }
  refersTo(draft.address);
  return computedOutput(draft, output, shape, expanding, workings);
}

function computedOutput(draft: Draft, output: string, shape: Shape, expanding: Expanding, workings: Workings): Outcome {
  const made = workings.complete(draft);
  const computed = shape.computed[output];
  if (made === null || computed === undefined) {
    return TOLD;
  }
  const { properties, place } = made.resource;
  const { partition } = expanding.context;
  return { value: computed.text(properties, { partition, accountId: accountIdAt(place, expanding), place }) as Json };
}

/** Says that `circle`, which begins and ends with the same resource, is one. */
export function cycleProblem(circle: readonly Address[]): Problem {
  const shown = circle.map((address) => `\`${address}\``);
  const detail =
    circle.length === 2
      ? `${shown[0]} refers to itself.`
      : `Each of these must be there before the one before it: ${shown.join(" → ")}.`;
  return {
    code: "reference-cycle",
    detail,
    fix: "Write one of the values without a reference: names can be repeated as text.",
  };
}

function suggest(name: string, known: readonly string[]): string {
  const near = closest(name, known);
  const list =
    known.length === 0 ? "It has none." : `It has ${known.slice(0, 12).join(", ")}${known.length > 12 ? ", …" : ""}.`;
  return near === null ? list : `Did you mean \`${near}\`?`;
}

function missing(detail: string, fix: string | null, absent?: "absent"): { readonly problem: Problem } {
  return {
    problem: {
      code: "missing-reference",
      detail,
      ...(fix === null ? {} : { fix }),
      ...(absent === undefined ? {} : { absent: true }),
    },
  };
}
