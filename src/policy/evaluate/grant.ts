import type { Environment } from "./environment.ts";
import { requesterGates, resourceGate } from "./gates.ts";
import { isNamed, type Naming, NOT_NAMED } from "./naming.ts";
import type { AccessRequest } from "./request.ts";
import { accountOf } from "./requester.ts";
import type { Facts } from "./statement.ts";
import { both, either, MAYBE, NO, type Truth, YES } from "./truth.ts";
import type { LayerName } from "./verdict.ts";
import { allows, allowsByName } from "./weigh.ts";

/** What may be needed of the policies on both sides. `named…`: the policy on the resource allows it, naming the requester so. */
export type Need = "identity" | "boundary" | "session" | "named" | keyof Naming;

/** What of it there is. */
export type Strengths = { readonly [N in Need]: Truth };

/** A way to be granted access: all needs together. */
export type Route = readonly Need[];

const BY_PRINCIPAL: Route = ["identity", "boundary", "session"];
const DIRECTLY: Route = ["directly"];
const THROUGH_ROLE: Route = ["throughItsRole", "boundary", "session"];
const THROUGH_ACCOUNT: Route = ["throughItsAccount", ...BY_PRINCIPAL];
const BOTH_SIDES: Route = ["named", ...BY_PRINCIPAL];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html */
const SAME_ACCOUNT: readonly Route[] = [BY_PRINCIPAL, DIRECTLY, THROUGH_ROLE];
/** Role trust policies and KMS key policies must grant access themselves, if only to the account. Same page. */
const EXPLICIT_TRUST: readonly Route[] = [DIRECTLY, THROUGH_ROLE, THROUGH_ACCOUNT];
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html */
const CROSS_ACCOUNT: readonly Route[] = [BOTH_SIDES];

/** The ways in which this request can be granted. `action` is in lower case. */
export function routesOf({ requester, resource }: AccessRequest, action: string): readonly Route[] {
  const account = accountOf(requester);
  if (account === null) {
    return [DIRECTLY];
  }
  if (resource.account === null || action === "sts:assumeroot") {
    return [BY_PRINCIPAL];
  }
  if (account !== resource.account) {
    return CROSS_ACCOUNT;
  }
  return needsTrust(resource.arn, action) ? EXPLICIT_TRUST : SAME_ACCOUNT;
}

const TRUST_ACTIONS: ReadonlySet<string> = new Set([
  "sts:assumerole",
  "sts:tagsession",
  "sts:setsourceidentity",
  "sts:setcontext",
]);

function needsTrust(resource: string, action: string): boolean {
  return (
    (TRUST_ACTIONS.has(action) && resource.includes(":role/")) ||
    (action.startsWith("kms:") && resource.includes(":key/"))
  );
}

/** What the policies on both sides give to the request. */
export function strengthsOf(facts: Facts, action: string, environment: Environment): Strengths {
  const { requester } = facts.request;
  const gates = requesterGates(requester, environment);
  const given = (layer: LayerName): Truth => {
    const gate = gates.find((one) => one.layer === layer);
    return gate === undefined ? YES : allows(gate, action, facts);
  };
  // A federated user's session has no more than its session policies grant, and nothing without them.
  const unlimited = requester.is !== "federated-user" || environment.session !== null;
  const naming = namingIn(facts, action, environment);
  return {
    identity: given("identity"),
    boundary: given("boundary"),
    session: unlimited ? given("session") : NO,
    named: isNamed(naming),
    ...naming,
  };
}

function namingIn(facts: Facts, action: string, environment: Environment): Naming {
  if (environment.resource === null) {
    return NOT_NAMED;
  }
  return environment.resource === "unknown"
    ? { directly: MAYBE, throughItsRole: MAYBE, throughItsAccount: MAYBE }
    : allowsByName(resourceGate(environment), action, facts);
}

/** How much of a route there is. */
export function strengthOf(route: Route, strengths: Strengths): Truth {
  return route.reduce<Truth>((truth, need) => both(truth, strengths[need]), YES);
}

/** Whether one of the routes leads to access. */
export function granted(routes: readonly Route[], strengths: Strengths): Truth {
  return routes.reduce<Truth>((truth, route) => either(truth, strengthOf(route, strengths)), NO);
}
