import { isObject } from "../../../model/json.ts";
import {
  conditionsHold,
  filledIn,
  matchesWildcards,
  type RequestContext,
  texts,
  UnknownOperatorError,
} from "../sts/conditions.ts";
import { coversAction, named, type Statement, statementsOf, type TrustCaller } from "../sts/trust.ts";

/** Who asks: a user or role, or a service by its principal. */
export type Asker = { readonly service: string } | { readonly caller: TrustCaller };

/** A request, as far as a policy on a resource can speak of it. */
export interface Asked {
  readonly by: Asker;
  /** As in `s3:PutObject`. */
  readonly action: string;
  /** ARN. */
  readonly resource: string;
  readonly context: RequestContext;
}

/**
 * What a resource policy says: `allow` to who asks by name, `account` to the whole account, which then decides by its
 * own policies, `deny`, or nothing.
 */
export type Verdict = "allow" | "account" | "deny" | "nothing";

/**
 * Weighs a policy on a bucket or key. A statement that denies wins; a condition that cannot be judged lets no statement
 * allow, and lets each deny.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function weigh(document: string | null, asked: Asked): Verdict {
  const applying = (document === null ? [] : statementsOf(document))
    .filter((statement) => coversAction(statement, asked.action) && coversResource(statement, asked))
    .map((statement) => ({ effect: statement["Effect"], names: namesAsker(statement, asked.by), statement }))
    .filter(({ names }) => names !== undefined);
  if (applying.some(({ effect, statement }) => effect === "Deny" && holds(statement, asked.context, true))) {
    return "deny";
  }
  const allows = applying.filter(
    ({ effect, statement }) => effect === "Allow" && holds(statement, asked.context, false),
  );
  if (allows.some(({ names }) => names === "caller")) {
    return "allow";
  }
  return allows.length > 0 ? "account" : "nothing";
}

/** A statement without resource has no effect, in the policies that may have one. */
function coversResource(statement: Statement, { resource, context }: Asked): boolean {
  const matches = (pattern: string): boolean => matchesWildcards(resource, filledIn(pattern, context));
  if (statement["NotResource"] !== undefined) {
    return !texts(statement["NotResource"]).some(matches);
  }
  return texts(statement["Resource"]).some(matches);
}

function namesAsker(statement: Statement, by: Asker): "caller" | "account" | undefined {
  if (statement["NotPrincipal"] !== undefined) {
    return namedBy(statement["NotPrincipal"], by) === undefined ? "caller" : undefined;
  }
  return namedBy(statement["Principal"], by);
}

function namedBy(principal: unknown, by: Asker): "caller" | "account" | undefined {
  if ("caller" in by) {
    return named(principal, by.caller);
  }
  const services = isObject(principal) ? texts(principal["Service"]) : [];
  const everyone = principal === "*" || (isObject(principal) && texts(principal["AWS"]).includes("*"));
  return everyone || services.includes(by.service) ? "caller" : undefined;
}

function holds(statement: Statement, context: RequestContext, unknown: boolean): boolean {
  try {
    return conditionsHold(statement["Condition"], context);
  } catch (error) {
    if (error instanceof UnknownOperatorError) {
      return unknown;
    }
    throw error;
  }
}
