import type { Environment } from "./environment.ts";
import { type Gate, organizationGates, requesterGates, resourceGate } from "./gates.ts";
import { granted, type Route, routesOf, type Strengths, strengthsOf } from "./grant.ts";
import type { AccessRequest } from "./request.ts";
import { type RuleAnswer, repairsOwnResource, ruleFor } from "./rules.ts";
import type { Facts } from "./statement.ts";
import { both, either, MAYBE, NO, not, type Truth, YES } from "./truth.ts";
import { allows, denies } from "./weigh.ts";

/** A request and all that it has to pass. */
export interface Trial {
  readonly facts: Facts;
  /** In lower case. */
  readonly action: string;
  readonly environment: Environment;
  readonly rule: RuleAnswer | null;
  /** The organization's policies. */
  readonly gates: readonly Gate[];
  /** Where explicit denials count: the organization's policies, the requester's and the resource's. */
  readonly denials: readonly Gate[];
  readonly routes: readonly Route[];
}

/** Finds what a request has to pass. */
export function trialOf(request: AccessRequest, environment: Environment): Trial {
  const action = request.action.toLowerCase();
  const gates = organizationGates(request, action, environment);
  const own = requesterGates(request.requester, environment);
  const onResource = repairsOwnResource(request, action) ? [] : [resourceGate(environment)];
  return {
    facts: { request, bounded: own.some(({ layer, mustAllow }) => layer === "boundary" && mustAllow) },
    action,
    environment,
    rule: ruleFor(request, action, environment),
    gates,
    denials: [...gates, ...own, ...onResource],
    routes: routesOf(request, action),
  };
}

/**
 * Whether the request is allowed. An explicit deny anywhere wins; then every level of SCPs and RCPs must allow, and the
 * policies on both sides must grant.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function decide(trial: Trial): Truth {
  const { facts, action, rule } = trial;
  if (rule !== null && (rule.settles || rule.allows === NO)) {
    return rule.allows;
  }
  const denied = deniedIn(trial);
  let truth = both(not(denied), rule?.allows ?? YES);
  for (const gate of trial.gates) {
    if (truth === NO) {
      return NO;
    }
    truth = both(truth, allows(gate, action, facts));
  }
  return truth === NO ? NO : both(truth, granted(trial.routes, strengthsFor(trial)));
}

function deniedIn({ denials, action, facts, environment, routes }: Trial): Truth {
  // A policy that is not known may deny, wherever it could have a say.
  let truth: Truth = environment.resource === "unknown" && concernsResource(routes) ? MAYBE : NO;
  for (const gate of denials) {
    truth = either(truth, denies(gate, action, facts));
    if (truth === YES) {
      return YES;
    }
  }
  return truth;
}

/** Whether the policy on the resource has a say. */
export function concernsResource(routes: readonly Route[]): boolean {
  return routes.some((route) => route.some((need) => !["identity", "boundary", "session"].includes(need)));
}

/** What the policies on both sides give to the request. */
export function strengthsFor(trial: Trial): Strengths {
  return strengthsOf(trial.facts, trial.action, trial.environment);
}
