import type { JsonObject } from "../../src/model/json.ts";
import type { PolicyDocument } from "../../src/policy/document.ts";
import { type CompiledPolicy, compile } from "../../src/policy/evaluate/compile.ts";
import type { Environment, Level } from "../../src/policy/evaluate/environment.ts";
import { evaluate, outcomeOf } from "../../src/policy/evaluate/evaluate.ts";
import { applies } from "../../src/policy/evaluate/statement.ts";
import { NO } from "../../src/policy/evaluate/truth.ts";
import type { Denial, Verdict } from "../../src/policy/evaluate/verdict.ts";
import { exampleAccounts } from "../../src/prove/account-classes.ts";
import { type Case, type CaseOf, caseOf } from "../../src/prove/cases.ts";
import type { CatalogueRow } from "../../src/prove/catalogue.ts";
import { FULL_ACCESS, TO_ALL } from "../../src/prove/compiled.ts";
import { casesOf } from "../../src/prove/judge.ts";
import type { Scene } from "../../src/prove/scene.ts";
import type { Mutant } from "./mutants.ts";

/** What a change does to the proof. */
export interface Effect {
  /** The attacks that are no longer denied for sure. */
  readonly opened: readonly string[];
  /** What must stay and does not. */
  readonly broken: readonly string[];
}

/** A case of the catalogue, with the request and the policies that it meets. */
export interface Asked extends Case {
  readonly at: CaseOf;
}

/** All that is proved in a scene, ready to be asked again of other policies. */
export function soundCases(rows: readonly CatalogueRow[], scene: Scene): readonly Asked[] {
  const accounts = exampleAccounts(scene);
  return rows.flatMap((row) =>
    casesOf(row, scene, accounts).flatMap((at): Asked[] => {
      const found = caseOf(at, scene);
      return "missing" in found || !isSound(row, found) ? [] : [{ ...found, at }];
    }),
  );
}

/** Policies that say something else than in the scene. */
export type Replaced = ReadonlyMap<CompiledPolicy, CompiledPolicy>;

/** What these policies do to what is proved. */
export function effectOf(cases: readonly Asked[], replaced: Replaced): Effect {
  return effectOfTwist(cases, ({ request, environment }) => ({
    request,
    environment: environmentWith(environment, replaced),
  }));
}

/** A request as it would be if AWS, or the world, were otherwise. */
export type Twist = (asked: Asked) => Pick<Case, "request" | "environment">;

/** What a twist does to what is proved. Of attacks the first that is open will do, of what must stay all are told. */
export function effectOfTwist(cases: readonly Asked[], twist: Twist): Effect {
  const opened: string[] = [];
  const broken = new Set<string>();
  for (const asked of cases) {
    const { id, expected } = asked.at.row;
    const isKnown = expected === "deny" ? opened.length > 0 : broken.has(id);
    if (!isKnown && !isSound(asked.at.row, twist(asked))) {
      expected === "deny" ? opened.push(id) : broken.add(id);
    }
  }
  return { opened, broken: [...broken] };
}

function isSound({ expected }: CatalogueRow, { request, environment }: ReturnType<Twist>): boolean {
  const outcome: Verdict["is"] = outcomeOf(request, environment);
  return expected === "deny" ? outcome === "denied" : outcome === "allowed" || outcome === "open";
}

/** The policies of a request with some of them saying something else. */
export function environmentWith(environment: Environment, replaced: Replaced): Environment {
  const other = (policy: CompiledPolicy) => replaced.get(policy) ?? policy;
  const on = (levels: readonly Level[]) => levels.map((level) => ({ ...level, policies: level.policies.map(other) }));
  const { resource } = environment;
  return {
    ...environment,
    scps: on(environment.scps),
    rcps: on(environment.rcps),
    identity: environment.identity.map(other),
    resource: resource === null || resource === "unknown" ? resource : other(resource),
  };
}

/** Every policy that a request meets. */
export function policiesOf({ scps, rcps, identity, resource }: Environment): readonly CompiledPolicy[] {
  const levels = [...scps, ...rcps].flatMap(({ policies }) => policies);
  return [...levels, ...identity, ...(resource === null || resource === "unknown" ? [] : [resource])];
}

/** Which cases meet which policies, so that of each mutant only those are asked again that it can bear upon. */
export interface Index {
  readonly cases: readonly Asked[];
  /** By what they say: the same text may hang in several places. */
  readonly policies: ReadonlyMap<string, ReadonlyMap<CompiledPolicy, readonly Asked[]>>;
}

export function indexOf(cases: readonly Asked[]): Index {
  const policies = new Map<string, Map<CompiledPolicy, Asked[]>>();
  const texts = new Map<CompiledPolicy, string>();
  for (const asked of cases) {
    for (const policy of new Set(policiesOf(asked.environment))) {
      const text = texts.get(policy) ?? JSON.stringify(withoutGrant(policy.document));
      texts.set(policy, text);
      const alike = policies.get(text) ?? new Map<CompiledPolicy, Asked[]>();
      policies.set(text, alike);
      const own = alike.get(policy) ?? [];
      alike.set(policy, own);
      own.push(asked);
    }
  }
  return { cases, policies };
}

/** What a mutant does to the proof. What denies less can break nothing, and what denies more opens nothing. */
export function effectOfMutant({ policies }: Index, mutant: Mutant): Effect {
  const alike = policies.get(JSON.stringify(mutant.before)) ?? new Map<CompiledPolicy, Asked[]>();
  const replaced = replacedBy(mutant, alike.keys());
  const asked = new Set<Asked>();
  for (const [policy, cases] of alike) {
    for (const one of cases) {
      if (mayMatter(mutant, one) && isTouched(mutant, one, policy, replaced.get(policy) as CompiledPolicy)) {
        asked.add(one);
      }
    }
  }
  return effectOf([...asked], replaced);
}

/** The policies that a mutant is of, with what they say in it. */
export function replacedBy({ before, after }: Mutant, policies: Iterable<CompiledPolicy>): Replaced {
  const text = JSON.stringify(before);
  const own = [...policies].filter(({ document }) => JSON.stringify(withoutGrant(document)) === text);
  return new Map(
    own.map((policy) => {
      const granted = policy.document.Statement.length > before.Statement.length ? [TO_ALL] : [];
      return [policy, compile({ ...after, Statement: [...after.Statement, ...granted] }, policy.name)];
    }),
  );
}

/** A policy in the world in which somebody added a statement for everybody is the same policy. */
function withoutGrant({ Version, Statement }: PolicyDocument): Pick<PolicyDocument, "Version" | "Statement"> {
  return { Version, Statement: Statement.at(-1) === TO_ALL ? Statement.slice(0, -1) : Statement };
}

function mayMatter({ denies }: Mutant, { at: { row } }: Asked): boolean {
  return denies === "otherwise" || row.expected === (denies === "less" ? "deny" : "allow");
}

/** Whether the statement applies, or might, as it was or as it is now. */
export function isTouched(mutant: Mutant, { request }: Case, before: CompiledPolicy, after: CompiledPolicy): boolean {
  const isDropped = mutant.after.Statement.length < mutant.before.Statement.length;
  return (
    statementApplies(before, mutant.statement, request) ||
    (!isDropped && statementApplies(after, mutant.statement, request))
  );
}

function statementApplies(policy: CompiledPolicy, index: number, request: Case["request"]): boolean {
  const { denials, grants } = policy.candidates(request.action.toLowerCase());
  const candidate = [...denials, ...grants].find(({ statement }) => statement.index === index);
  return candidate !== undefined && applies(candidate.statement, candidate.action, { request, bounded: false }) !== NO;
}

/** A mistake in all guardrails at once: what each of them says with it. */
export type Mistake = (document: JsonObject, type: "scp" | "rcp") => JsonObject;

/** What a mistake does to the proof, in the world as it is or in one that is otherwise too. */
export function effectOfMistake(cases: readonly Asked[], mistake: Mistake, twist: Twist = (asked) => asked): Effect {
  const replaced = new Map<CompiledPolicy, CompiledPolicy>();
  const learn = (levels: readonly Level[], type: "scp" | "rcp") => {
    for (const policy of levels.flatMap(({ policies }) => policies)) {
      if (!replaced.has(policy) && policy !== FULL_ACCESS) {
        const document = mistake(policy.document as unknown as JsonObject, type) as unknown as PolicyDocument;
        replaced.set(policy, compile(document, policy.name));
      }
    }
  };
  for (const { environment } of cases) {
    learn(environment.scps, "scp");
    learn(environment.rcps, "rcp");
  }
  return effectOfTwist(cases, (asked) => {
    const { request, environment } = twist(asked);
    return { request, environment: environmentWith(environment, replaced) };
  });
}

/** The statements that deny a request, with their policies, or what else does. */
export function deniersOf({ request, environment }: Pick<Case, "request" | "environment">): readonly string[] {
  const verdict = evaluate(request, environment);
  if (verdict.is !== "denied") {
    return [];
  }
  return verdict.by.map(denialWords);
}

function denialWords(denial: Denial): string {
  switch (denial.because) {
    case "denied":
      return `${denial.by.policy}, ${denial.by.sid ?? `statement ${denial.by.statement + 1}`}`;
    case "not-allowed":
      return `no ${denial.layer} policy allows it`;
    case "rule":
      return denial.rule.code;
  }
}
