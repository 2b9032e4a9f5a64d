import type { Address } from "../model/address.ts";
import { closest } from "../model/closest.ts";
import type { JsonObject } from "../model/json.ts";
import type { SourcePosition } from "../model/position.ts";
import { emailFindings, fillAccount } from "./accounts.ts";
import { stepsOf } from "./evaluate.ts";
import { evaluateNode, findingsOf, type NodeScope } from "./evaluate-node.ts";
import { type Draft, type Expanding, KIND, type Made, type Workings } from "./expanding.ts";
import { problem } from "./findings.ts";
import { accountKeyOf } from "./names.ts";
import { originAt, withoutNulls } from "./origins.ts";
import { failed } from "./outcome.ts";
import { placeOf } from "./place.ts";
import { addressesAt } from "./references.ts";
import { scopeAt } from "./scope.ts";
import { settle, type Wish } from "./settle.ts";

/** Works out a draft, once, and remembers what it came to. Null when it failed; the cause is a finding. */
export function completeDraft(draft: Draft, expanding: Expanding, workings: Workings): Made | null {
  const before = expanding.made.get(draft.address);
  if (before !== undefined) {
    return before;
  }
  expanding.underway.push(draft.address);
  const made = make(draft, expanding, workings);
  expanding.underway.pop();
  expanding.made.set(draft.address, made);
  return made;
}

function make(draft: Draft, expanding: Expanding, workings: Workings): Made | null {
  const { declaration, instance } = draft;
  const { findings, shapes } = expanding;
  const shape = shapes.get(declaration.kind);
  if (shape === undefined) {
    const near = closest(declaration.kind, shapes.keys());
    const fix = near === null ? `There is ${[...shapes.keys()].join(", ")}.` : `Did you mean \`${near}\`?`;
    const detail = `\`${instance.name}/${declaration.name}\` is of kind \`${declaration.kind}\`, which orgwright does not know.`;
    findings.push(problem("unknown-kind", declaration.kindAt, { detail, fix }));
    return null;
  }
  const needs = new Set<Address>();
  const scope = scopeAt(expanding, { ...draft, refersTo: (address) => needs.add(address) }, workings);
  const place = placeOf(draft, shape, scope, expanding);
  const evaluated = evaluateNode(declaration.properties, scope);
  findings.push(...evaluated.findings);
  const isComplete = addAfter(draft, needs, scope, expanding, workings);
  if (place === null || evaluated.value === undefined || !isComplete) {
    return null;
  }
  const wish: Wish = {
    address: draft.address,
    place,
    written: withoutNulls(evaluated.value) as JsonObject,
    needs,
    at: declaration.at,
    madeFor: madeFor(draft),
    declaredAt: instance.use.at,
    positionOf: (pointer) => originAt(evaluated.origins, pointer, declaration.at),
  };
  return settle(declaration.kind === KIND.account ? accountWish(wish, draft, expanding) : wish, shape, expanding);
}

/** The entry in the organization file for which a resource is made, the outermost that stands there; else its declaration. */
function madeFor({ declaration, each }: Draft): SourcePosition {
  let found = declaration.at;
  for (let level = each; level !== null; level = level.outer) {
    const origin = level.origin?.("");
    found = origin !== undefined && origin.file !== declaration.at.file ? origin : found;
  }
  return found;
}

/** Adds what `after:` names to `needs`. */
function addAfter(
  { declaration, instance }: Draft,
  needs: Set<Address>,
  scope: NodeScope,
  expanding: Expanding,
  workings: Workings,
): boolean {
  let isComplete = true;
  for (const { ref, at } of declaration.after) {
    const steps = stepsOf(ref, scope);
    const found = failed(steps) ? steps : addressesAt(ref.name, steps.value, expanding, instance, workings);
    if (failed(found)) {
      expanding.findings.push(...findingsOf(found.problem, at));
      isComplete = false;
    } else {
      for (const address of found.value) {
        needs.add(address);
      }
    }
  }
  return isComplete;
}

function accountWish(wish: Wish, draft: Draft, { organization, findings }: Expanding): Wish {
  const accountKey = accountKeyOf(draft);
  const filled = fillAccount(wish.written, accountKey, organization);
  const positionOf = (pointer: string) => filled.positionOf(pointer) ?? wish.positionOf(pointer);
  findings.push(...emailFindings(filled.written["email"], wish.address, positionOf("/email")));
  return { ...wish, written: filled.written, accountKey, positionOf };
}
