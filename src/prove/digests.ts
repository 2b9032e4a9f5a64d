import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "../model/json.ts";
import type { Live } from "../model/live.ts";
import type { Statement } from "../policy/document.ts";
import type { CompiledPolicy } from "../policy/evaluate/compile.ts";

/** A short text for a thing: equal for things that requests cannot tell apart, wherever they were read. */
export function digestOfThing(thing: Live): string {
  return remembered(THINGS, thing, () =>
    digest({ kind: thing.kind, owner: { ...thing.owner }, properties: thing.properties, outputs: thing.outputs }),
  );
}

/** A short text for what a policy says of an action: equal for policies that say the same of it. */
export function digestOfPolicy(policy: CompiledPolicy, action: string): string {
  const ofAction = remembered(POLICIES, policy, () => new Map<string, string>());
  const known = ofAction.get(action) ?? wordsOn(policy, action);
  ofAction.set(action, known);
  return known;
}

const THINGS = new WeakMap<Live, string>();
const POLICIES = new WeakMap<CompiledPolicy, Map<string, string>>();
const STATEMENTS = new WeakMap<Statement, string>();

function wordsOn(policy: CompiledPolicy, action: string): string {
  const { denials, grants } = policy.candidates(action.toLowerCase());
  const statements = [...denials, ...grants].flatMap(({ statement: { index } }) => {
    const statement = policy.document.Statement[index];
    return statement === undefined ? [] : [remembered(STATEMENTS, statement, () => digest(statement as Json))];
  });
  return statements.length === 0 ? "" : [policy.document.Version, ...statements].join(" ");
}

function remembered<K extends object, V>(memory: WeakMap<K, V>, key: K, make: () => V): V {
  const value = memory.get(key) ?? make();
  memory.set(key, value);
  return value;
}

function digest(value: Json): string {
  return createHash("sha256").update(canonicalJson(value)).digest("base64");
}
