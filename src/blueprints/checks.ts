import type { Finding } from "../model/finding.ts";
import type { Json } from "../model/json.ts";
import type { SourcePosition } from "../model/position.ts";
import type { Check } from "./blueprint.ts";
import { entriesOf } from "./entries.ts";
import { type Each, evaluateNode, findingsOf, type NodeScope } from "./evaluate-node.ts";
import type { Expanding, Instance, Workings } from "./expanding.ts";
import { problem } from "./findings.ts";
import { conditionOf } from "./functions.ts";
import type { Node } from "./node.ts";
import { type Origin, originAt } from "./origins.ts";
import { failed, type Outcome } from "./outcome.ts";
import { scopeAt } from "./scope.ts";

/** Everything that a blueprint expects of the organization file and does not find, each where it is written there. */
export function checkExpectations(instance: Instance, expanding: Expanding, workings: Workings): Finding[] {
  const findings: Finding[] = [];
  const scopeFor = (each: Each | null) => scopeAt(expanding, { instance, each, refersTo: () => {} }, workings);
  for (const check of instance.blueprint.checks) {
    for (const each of goThrough(check.forEach, null, scopeFor, findings)) {
      findings.push(...unmet(check, each, scopeFor(each), instance));
    }
  }
  return findings;
}

/** Every combination of what is gone through; the one without any `each` when nothing is. */
function goThrough(
  [level, ...inner]: readonly Node[],
  outer: Each | null,
  scopeFor: (each: Each | null) => NodeScope,
  findings: Finding[],
): readonly (Each | null)[] {
  if (level === undefined) {
    return [outer];
  }
  const { value, origins, findings: found } = evaluateNode(level, scopeFor(outer));
  findings.push(...found);
  const entries = value === undefined ? [] : orFindings(entriesOf(value, "`forEach`"), level.at, findings);
  return (entries ?? []).flatMap(({ key, value: one, pointer }) => {
    const origin: Origin = (part, on) => originAt(origins, pointer + part, level.at, on);
    return goThrough(inner, { key, value: one, outer, origin }, scopeFor, findings);
  });
}

function unmet(check: Check, each: Each | null, scope: NodeScope, { use }: Instance): Finding[] {
  const findings: Finding[] = [];
  const asked = check.when === null || isTrue(check.when, scope, findings);
  if (!asked || isTrue(check.holds, scope, findings) !== false) {
    return findings;
  }
  const at = positionOf(check, each, scope) ?? use.at;
  const words = { detail: text(check.detail, scope, findings), fix: text(check.fix, scope, findings) };
  return [...findings, { ...problem("unmet-expectation", at, words), severity: check.severity }];
}

function positionOf({ at }: Check, each: Each | null, scope: NodeScope): SourcePosition | null {
  if (at === null) {
    return each?.origin?.("", "key") ?? null;
  }
  const origin = evaluateNode(at, scope).origins.get("")?.("") ?? null;
  // What the file leaves out stands nowhere in it.
  return origin === at.at ? null : origin;
}

/** Undefined when it cannot be told. */
function isTrue(node: Node, scope: NodeScope, findings: Finding[]): boolean | undefined {
  const { value, findings: found } = evaluateNode(node, scope);
  findings.push(...found);
  return value === undefined ? undefined : orFindings(conditionOf(value, "What is checked"), node.at, findings);
}

function text(node: Node, scope: NodeScope, findings: Finding[]): string {
  const { value, findings: found } = evaluateNode(node, scope);
  findings.push(...found);
  return typeof value === "string" ? value : JSON.stringify(value ?? ("" satisfies Json));
}

function orFindings<T>(outcome: Outcome<T>, at: SourcePosition, findings: Finding[]): T | undefined {
  if (!failed(outcome)) {
    return outcome.value;
  }
  findings.push(...findingsOf(outcome.problem, at));
  return undefined;
}
