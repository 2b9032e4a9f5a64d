import type { Candidate } from "./compile.ts";
import { concernsResource, strengthsFor, type Trial } from "./decide.ts";
import type { Doubt } from "./doubt.ts";
import { type Gate, requesterGates, resourceGate } from "./gates.ts";
import { type Need, type Route, type Strengths, strengthOf } from "./grant.ts";
import type { Naming } from "./naming.ts";
import { AWS_RULES } from "./rules.ts";
import { applies, appliesByName, doubtsOf, type Facts } from "./statement.ts";
import { MAYBE, NO, type Truth, YES } from "./truth.ts";
import type { Denial, LayerName, OpenStatement, Passage, Residual, StatementRef } from "./verdict.ts";
import { allows } from "./weigh.ts";

/** What denies a request that is surely denied: the statements that do, else every layer that does not allow it. */
export function denialsOf(trial: Trial): Denial[] {
  const { facts, action, rule } = trial;
  if (rule !== null && rule.allows === NO) {
    return [{ because: "rule", rule: rule.rule }];
  }
  const denied = trial.denials.flatMap((gate) =>
    statementsOf(gate, "denials", action, facts, YES).map(({ ref }): Denial => ({ because: "denied", by: ref })),
  );
  if (denied.length > 0) {
    return denied;
  }
  const closed = trial.gates.filter((gate) => allows(gate, action, facts) === NO);
  const strengths = strengthsFor(trial);
  const lacking = trial.routes.every((route) => strengthOf(route, strengths) === NO) ? trial.routes : [];
  return [...closed, ...layersOf(lacking, strengths, NO)].map(({ layer, at }) => ({
    because: "not-allowed",
    layer,
    at,
  }));
}

/** What lets a request through that is surely allowed, layer by layer. */
export function pathOf(trial: Trial): Passage[] {
  const { facts, action, rule } = trial;
  const byRule: Passage[] = rule === null ? [] : [{ through: "rule", rule: rule.rule }];
  if (rule?.settles === true) {
    return byRule;
  }
  const strengths = strengthsFor(trial);
  const route = trial.routes.find((candidate) => strengthOf(candidate, strengths) === YES) ?? [];
  return [
    ...byRule,
    ...trial.gates.flatMap((gate) => passage(gate, action, facts)),
    ...(trial.gates.some(({ layer }) => layer === "rcp")
      ? [{ through: "rule", rule: AWS_RULES.rcpFullAccess } as const]
      : []),
    ...route.flatMap((need) => passageOfNeed(need, trial)),
  ];
}

function passage(gate: Gate, action: string, facts: Facts): Passage[] {
  if (!gate.mustAllow) {
    return [];
  }
  const [first] = statementsOf(gate, "grants", action, facts, YES);
  return first === undefined ? [] : [{ through: "statement", by: first.ref }];
}

function passageOfNeed(need: Need, trial: Trial): Passage[] {
  const { facts, action, environment } = trial;
  const { is } = facts.request.requester;
  if (need === "identity" && (is === "root" || is === "assumed-root")) {
    return [{ through: "rule", rule: AWS_RULES.rootHasFullAccess }];
  }
  const gate = requesterGates(facts.request.requester, environment).find(({ layer }) => layer === need);
  if (gate !== undefined) {
    return passage(gate, action, facts);
  }
  const [first] = namingStatements(need, trial, YES);
  return first === undefined ? [] : [{ through: "statement", by: first.ref }];
}

/** On what a decision hangs that cannot be made. */
export function residualOf(trial: Trial): Residual {
  const { facts, action, rule, environment } = trial;
  const open = trial.gates.filter((gate) => allows(gate, action, facts) === MAYBE);
  const strengths = strengthsFor(trial);
  const granted = trial.routes.some((route) => strengthOf(route, strengths) === YES);
  const undecided = granted ? [] : trial.routes.filter((route) => strengthOf(route, strengths) === MAYBE);
  const unknown = environment.resource === "unknown" && concernsResource(trial.routes);
  return {
    denials: trial.denials.flatMap((gate) =>
      openStatements(statementsOf(gate, "denials", action, facts, MAYBE), facts),
    ),
    missing: [
      ...open.map((gate) => ({
        layer: gate.layer,
        at: gate.at,
        alternatives: openStatements(statementsOf(gate, "grants", action, facts, MAYBE), facts),
      })),
      ...layersOf(undecided, strengths, MAYBE).map(({ layer, at, needs }) => ({
        layer,
        at,
        alternatives: openStatements(
          needs.flatMap((need) => statementsOfNeed(need, trial, MAYBE)),
          facts,
        ),
      })),
    ],
    others: [
      ...(unknown ? [{ about: "resource-policy" } as const] : []),
      ...(rule?.allows === MAYBE ? [{ about: "root-sessions" } as const] : []),
    ],
  };
}

/** Every doubt of a residual. */
export function doubtsOfResidual(residual: Residual): Doubt[] {
  const statements = [...residual.denials, ...residual.missing.flatMap(({ alternatives }) => alternatives)];
  return [...statements.flatMap(({ doubts }) => doubts), ...residual.others];
}

interface NeededLayer {
  readonly layer: LayerName;
  readonly at: null;
  readonly needs: readonly Need[];
}

/** The layers that hold what these routes need and have only so much of. */
function layersOf(routes: readonly Route[], strengths: Strengths, truth: Truth): NeededLayer[] {
  const needs = [...new Set(routes.flat())].filter((need) => strengths[need] === truth);
  const layers = [...new Set(needs.map(layerOf))];
  return layers.map((layer) => ({ layer, at: null, needs: needs.filter((need) => layerOf(need) === layer) }));
}

function layerOf(need: Need): LayerName {
  return need === "identity" || need === "boundary" || need === "session" ? need : "resource";
}

interface Found {
  readonly ref: StatementRef;
  readonly candidate: Candidate;
}

/** The statements of a gate that apply exactly as surely. */
function statementsOf(gate: Gate, kind: "denials" | "grants", action: string, facts: Facts, truth: Truth): Found[] {
  return found(gate, kind, action, (candidate) => applies(candidate.statement, candidate.action, facts) === truth);
}

function statementsOfNeed(need: Need, trial: Trial, truth: Truth): Found[] {
  const gate = requesterGates(trial.facts.request.requester, trial.environment).find(({ layer }) => layer === need);
  return gate === undefined
    ? namingStatements(need, trial, truth)
    : statementsOf(gate, "grants", trial.action, trial.facts, truth);
}

/** The statements of the policy on the resource that allow the request and name the requester as needed. */
function namingStatements(need: Need, { environment, action, facts }: Trial, truth: Truth): Found[] {
  return found(resourceGate(environment), "grants", action, (candidate) => {
    const names = appliesByName(candidate.statement, candidate.action, facts);
    return Object.entries(names).some(
      ([way, answer]) => (need === "named" || need === (way as keyof Naming)) && answer === truth,
    );
  });
}

function found(
  gate: Gate,
  kind: "denials" | "grants",
  action: string,
  fits: (candidate: Candidate) => boolean,
): Found[] {
  return gate.policies.flatMap((policy) =>
    policy
      .candidates(action)
      [kind].filter(fits)
      .map((candidate) => ({
        ref: {
          layer: gate.layer,
          at: gate.at,
          policy: policy.name,
          statement: candidate.statement.index,
          sid: candidate.statement.sid,
        },
        candidate,
      })),
  );
}

function openStatements(statements: readonly Found[], facts: Facts): OpenStatement[] {
  const byPlace = new Map(statements.map((one) => [`${one.ref.policy}\n${one.ref.statement}`, one]));
  return [...byPlace.values()].map(({ ref, candidate }) => ({
    by: ref,
    doubts: doubtsOf(candidate.statement, candidate.action, facts),
  }));
}
