import { addressOf } from "../model/address.ts";
import type { Finding } from "../model/finding.ts";
import type { SourcePosition } from "../model/position.ts";
import type { ResourceDeclaration } from "./blueprint.ts";
import { keyedEntriesOf } from "./entries.ts";
import { type Each, type Evaluated, evaluateNode, findingsOf, type NodeScope } from "./evaluate-node.ts";
import { type Draft, type DraftsSoFar, type Expanding, type Instance, KIND } from "./expanding.ts";
import { problem } from "./findings.ts";
import { conditionOf } from "./functions.ts";
import { type Node, visitTemplates } from "./node.ts";
import { type Origin, originAt } from "./origins.ts";
import { failed, type Outcome, TOLD } from "./outcome.ts";
import { refsIn } from "./template.ts";

/** Gives the scope for what a resource is declared with, outside its properties. */
export type ScopeFor = (instance: Instance, each: Each | null) => NodeScope;

/** The resources that a declaration makes; null when that cannot be told, and the cause is a finding. */
export function draftsOf(
  expanding: Expanding,
  instance: Instance,
  declaration: ResourceDeclaration,
  scopeFor: ScopeFor,
): readonly Draft[] | null {
  const known = expanding.drafts.get(declaration) ?? new Map<Instance, DraftsSoFar>();
  expanding.drafts.set(declaration, known);
  const before = known.get(instance);
  if (before === "underway") {
    expanding.findings.push(roundabout(instance, declaration));
    return null;
  }
  if (before !== undefined) {
    return before;
  }
  known.set(instance, "underway");
  const { drafts, findings } = makeDrafts(instance, declaration, scopeFor);
  expanding.findings.push(...findings);
  known.set(instance, drafts);
  return drafts;
}

function roundabout(instance: Instance, { name, at }: ResourceDeclaration): Finding {
  return problem("reference-cycle", at, {
    detail: `How many \`${instance.name}/${name}\` there are depends on \`${instance.name}/${name}\`.`,
    fix: "Let `forEach` and `when` depend on parameters.",
  });
}

/** Every draft of the kind whose declarations have been looked at. */
export function draftsOfKind(expanding: Expanding, kind: string): Draft[] {
  const found: Draft[] = [];
  for (const instance of expanding.instances.values()) {
    for (const declaration of instance.blueprint.resources.values()) {
      if (declaration.kind === kind) {
        const drafts = expanding.drafts.get(declaration)?.get(instance);
        found.push(...(drafts === "underway" ? [] : (drafts ?? [])));
      }
    }
  }
  return found;
}

/** The organization's own draft, or null when no blueprint makes it. */
export function organizationDraft(expanding: Expanding): Draft | null {
  return draftsOfKind(expanding, KIND.organization)[0] ?? null;
}

interface Making {
  readonly drafts: readonly Draft[] | null;
  readonly findings: readonly Finding[];
}

function makeDrafts(instance: Instance, declaration: ResourceDeclaration, scopeFor: ScopeFor): Making {
  const { when, forEach } = declaration;
  const findings: Finding[] = [];
  const isOn = (each: Each | null) => condition(when, scopeFor(instance, each), findings);
  if (forEach.length === 0 || !usesEach(when)) {
    const on = isOn(null);
    if (on !== true) {
      return { drafts: on === false ? [] : null, findings };
    }
  }
  if (forEach.length === 0) {
    const only = draft(instance, declaration, null, findings);
    return { drafts: only === null ? null : [only], findings };
  }
  const eaches = eachesThrough(forEach, null, (each) => scopeFor(instance, each), findings);
  if (eaches === null) {
    return { drafts: null, findings };
  }
  const wanted = usesEach(when) ? eaches.filter((each) => isOn(each) === true) : eaches;
  const drafts = wanted.flatMap((each) => draft(instance, declaration, each, findings) ?? []);
  return { drafts: findings.length > 0 ? null : drafts, findings };
}

function usesEach(node: Node | null): boolean {
  let found = false;
  if (node !== null) {
    visitTemplates(node, ({ parts }) => {
      found ||= parts.some(
        (part) => part.is === "expression" && refsIn(part.expression).some(({ name }) => name === "each"),
      );
    });
  }
  return found;
}

/** Undefined when it cannot be told. */
function condition(when: Node | null, scope: NodeScope, findings: Finding[]): boolean | undefined {
  if (when === null) {
    return true;
  }
  const value = noting(evaluateNode(when, scope), findings);
  return value === undefined ? undefined : orFinding(conditionOf(value, "`when`"), when.at, findings);
}

/** What the innermost of some levels goes through, each with what is around it; null after a finding. */
function eachesThrough(
  [level, ...inner]: readonly Node[],
  outer: Each | null,
  scopeFor: (each: Each | null) => NodeScope,
  findings: Finding[],
): readonly Each[] | null {
  if (level === undefined) {
    return outer === null ? [] : [outer];
  }
  const eaches = eachesOf(level, outer, scopeFor(outer), findings);
  const within = eaches?.map((each) => eachesThrough(inner, each, scopeFor, findings)) ?? [null];
  return within.some((some) => some === null) ? null : within.flatMap((some) => some ?? []);
}

/** The keys of what is gone through, from the outermost on, as an address has them. */
function keyThrough({ key, outer }: Each): string {
  return outer === null ? String(key) : `${keyThrough(outer)}/${String(key)}`;
}

function eachesOf(forEach: Node, outer: Each | null, scope: NodeScope, findings: Finding[]): readonly Each[] | null {
  const evaluated = evaluateNode(forEach, scope);
  const value = noting(evaluated, findings);
  const position: Origin = (pointer, on) => originAt(evaluated.origins, pointer, forEach.at, on);
  const outcome = value === undefined ? TOLD : keyedEntriesOf(value);
  const wrong = failed(outcome) ? outcome.problem.pointer : undefined;
  const entries = orFinding(outcome, wrong === undefined ? position("") : position(wrong, "key"), findings);
  return (
    entries?.map(({ key, value: each, pointer }) => ({
      key,
      value: each,
      outer,
      origin: (part, on) => position(pointer + part, on),
    })) ?? null
  );
}

function noting({ value, findings: found }: Evaluated, findings: Finding[]) {
  findings.push(...found);
  return value;
}

function orFinding<T>(outcome: Outcome<T>, at: SourcePosition, findings: Finding[]): T | undefined {
  if (failed(outcome)) {
    findings.push(...findingsOf(outcome.problem, at));
    return undefined;
  }
  return outcome.value;
}

function draft(
  instance: Instance,
  declaration: ResourceDeclaration,
  each: Each | null,
  findings: Finding[],
): Draft | null {
  const key = each === null ? null : keyThrough(each);
  const address = addressOf(instance.name, declaration.name, key);
  if (address === null) {
    const detail = `\`${instance.name}/${declaration.name}${key === null ? "" : `:${key}`}\` is longer than 256 characters.`;
    findings.push(
      problem("illegal-key", each?.origin?.("", "key") ?? declaration.at, { detail, fix: "Shorten the key." }),
    );
    return null;
  }
  return { address, instance, declaration, key, each };
}
