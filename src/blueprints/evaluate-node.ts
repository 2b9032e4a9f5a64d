import type { Finding } from "../model/finding.ts";
import { type Json, pointerSegment } from "../model/json.ts";
import type { SourcePosition } from "../model/position.ts";
import { entriesOf } from "./entries.ts";
import { evaluateTemplate, type Scope } from "./evaluate.ts";
import { problem } from "./findings.ts";
import { conditionOf } from "./functions.ts";
import type { Item, Member, Node } from "./node.ts";
import type { Origin, Origins } from "./origins.ts";
import { failed, type Outcome, type Problem, typeName } from "./outcome.ts";
import { onlyExpression, type Ref, type Template } from "./template.ts";

/** What the names in a node stand for. */
export interface NodeScope extends Scope {
  /** The same scope, where `each` stands for this. */
  withEach(each: Omit<Each, "outer">): NodeScope;
  /** Where what a reference stands for was written, if that is not in the blueprint. */
  originOf(ref: Ref): Origin | null;
}

/** What `each.key` and `each.value` stand for; `each.outer` is what is gone through around it. */
export interface Each {
  readonly key: Json;
  readonly value: Json;
  readonly outer: Each | null;
  readonly origin: Origin | null;
}

/** A node with its templates worked out. */
export interface Evaluated {
  /** Undefined when some of it could not be worked out. */
  readonly value: Json | undefined;
  readonly origins: Origins;
  /** Everything that is wrong. None when a value is missing only because of something that is a finding already. */
  readonly findings: readonly Finding[];
}

/** Works out every template in `node`. */
export function evaluateNode(node: Node, scope: NodeScope): Evaluated {
  const work: Work = { origins: new Map(), findings: [], isWhole: true };
  const value = nodeValue(node, "", scope, work);
  return { value: work.isWhole ? value : undefined, origins: work.origins, findings: work.findings };
}

interface Work {
  readonly origins: Map<string, Origin>;
  readonly findings: Finding[];
  isWhole: boolean;
}

function nodeValue(node: Node, pointer: string, scope: NodeScope, work: Work): Json {
  work.origins.set(pointer, originOf(node, scope));
  switch (node.is) {
    case "plain":
      return node.value;
    case "template":
      return orFinding(evaluateTemplate(node.template, scope), node.at, work) ?? null;
    case "map":
      return Object.fromEntries(node.members.flatMap((member) => memberOf(member, pointer, scope, work)));
    case "list":
      return listOf(node.items, pointer, scope, work);
  }
}

function originOf(node: Node, scope: NodeScope): Origin {
  const only = node.is === "template" ? onlyExpression(node.template) : null;
  const [written] = only?.is === "call" && only.name === "default" ? only.inputs : [only];
  return (written?.is === "ref" ? scope.originOf(written) : null) ?? (() => node.at);
}

function memberOf({ name, value, at }: Member, pointer: string, scope: NodeScope, work: Work): [string, Json][] {
  const text = orFinding(nameOf(name, scope), at, work);
  return text === undefined ? [] : [[text, nodeValue(value, `${pointer}/${pointerSegment(text)}`, scope, work)]];
}

function nameOf(name: Template, scope: NodeScope): Outcome<string> {
  const outcome = evaluateTemplate(name, scope);
  if (failed(outcome)) {
    return outcome;
  }
  if (typeof outcome.value !== "string" || outcome.value.startsWith("$")) {
    const shown = typeof outcome.value === "string" ? "a text that begins with `$`" : typeName(outcome.value);
    const detail = `A member's name must be a text that is known now and does not begin with \`$\`; this is ${shown}.`;
    return { problem: { code: "template-value", detail } };
  }
  return { value: outcome.value };
}

function listOf(items: readonly Item[], pointer: string, scope: NodeScope, work: Work): Json[] {
  const list: Json[] = [];
  for (const item of items) {
    for (const one of elementsOf(item, scope, work)) {
      list.push(nodeValue(one.value, `${pointer}/${list.length}`, one.scope, work));
    }
  }
  return list;
}

interface Element {
  readonly value: Node;
  readonly scope: NodeScope;
}

/** The elements that `item` becomes, each with the scope in which it is worked out. */
function elementsOf(item: Item, scope: NodeScope, work: Work): readonly Element[] {
  switch (item.is) {
    case "one":
      return [{ value: item.value, scope }];
    case "if": {
      const value = sideValue(item.condition, scope, work);
      const condition = value === undefined ? false : orFinding(conditionOf(value, "`$if`"), item.condition.at, work);
      return condition === true ? elementsOf(item.item, scope, work) : [];
    }
    case "for": {
      const value = sideValue(item.each, scope, work);
      const entries = value === undefined ? [] : orFinding(entriesOf(value, "`$for`"), item.each.at, work);
      const origin = originOf(item.each, scope);
      return (entries ?? []).flatMap(({ key, value: each, pointer }) => {
        const inner = scope.withEach({ key, value: each, origin: (rest, on) => origin(pointer + rest, on) });
        return elementsOf(item.item, inner, work);
      });
    }
  }
}

/** The value of a node beside the result, or undefined after a finding. */
function sideValue(node: Node, scope: NodeScope, work: Work): Json | undefined {
  const { value, findings } = evaluateNode(node, scope);
  work.findings.push(...findings);
  work.isWhole &&= value !== undefined;
  return value;
}

function orFinding<T>(outcome: Outcome<T>, at: SourcePosition, work: Work): T | undefined {
  if (!failed(outcome)) {
    return outcome.value;
  }
  work.findings.push(...findingsOf(outcome.problem, at));
  work.isWhole = false;
  return undefined;
}

/** A problem as a finding; none when its cause is one already. */
export function findingsOf({ code, detail, fix, told }: Problem, at: SourcePosition): Finding[] {
  return told === true ? [] : [problem(code, at, { detail, ...(fix === undefined ? {} : { fix }) })];
}
