import { isObject } from "../../../model/json.ts";
import { conditionsHold, matchesWildcards, type RequestContext, texts, UnknownOperatorError } from "./conditions.ts";

/** Who asks for a role, as a trust document can name them. */
export interface TrustCaller {
  readonly account: string;
  readonly partition: string;
  /** The user's ARN, or the session's (`arn:aws:sts::…:assumed-role/NAME/SESSION`). */
  readonly arn: string;
  /** The role behind a session, with its path. */
  readonly roleArn?: string;
  /** Unique ids of the user or role (`AIDA…`, `AROA…`). */
  readonly ids: readonly string[];
}

/** What a trust document says to one caller. */
export type TrustVerdict =
  /** `names`: whether the caller itself is named, or only its whole account, which then decides by its own policies. */
  | { readonly trusts: true; readonly names: "caller" | "account" }
  | { readonly trusts: false; readonly because: string };

/**
 * Whether a role's trust document lets this caller do `action`. A statement that denies wins over all that allow.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function judgeTrust(
  document: string,
  action: string,
  caller: TrustCaller,
  context: RequestContext,
): TrustVerdict {
  try {
    return judge(statementsOf(document), action, caller, context);
  } catch (error) {
    if (error instanceof UnknownOperatorError) {
      return { trusts: false, because: error.message };
    }
    throw error;
  }
}

function judge(
  statements: readonly Statement[],
  action: string,
  caller: TrustCaller,
  context: RequestContext,
): TrustVerdict {
  const applying = statements
    .filter((statement) => coversAction(statement, action))
    .map((statement) => ({ statement, names: named(statement["Principal"], caller) }))
    .filter(({ names }) => names !== undefined);
  const holding = applying.filter(({ statement }) => conditionsHold(statement["Condition"], context));
  const deny = holding.find(({ statement }) => statement["Effect"] === "Deny");
  if (deny !== undefined) {
    return { trusts: false, because: "a statement of the trust policy denies it" };
  }
  const allows = holding.filter(({ statement }) => statement["Effect"] === "Allow");
  if (allows.length > 0) {
    return { trusts: true, names: allows.some(({ names }) => names === "caller") ? "caller" : "account" };
  }
  return {
    trusts: false,
    because: applying.some(({ statement }) => statement["Effect"] === "Allow")
      ? "the trust policy names the caller, but its conditions do not hold"
      : "no statement of the trust policy allows it to the caller",
  };
}

/** A statement of a stored policy. */
export type Statement = Readonly<Record<string, unknown>>;

/** The statements of a stored policy. */
export function statementsOf(document: string): readonly Statement[] {
  const parsed: unknown = JSON.parse(document);
  const statements = isObject(parsed) ? parsed["Statement"] : undefined;
  return (Array.isArray(statements) ? statements : [statements]).filter(isObject);
}

/** Whether a statement is about an action. Action names are the same whatever their case. */
export function coversAction(statement: Statement, action: string): boolean {
  const matches = (pattern: string): boolean => matchesWildcards(action.toLowerCase(), pattern.toLowerCase());
  return statement["NotAction"] === undefined
    ? texts(statement["Action"]).some(matches)
    : !texts(statement["NotAction"]).some(matches);
}

/** How a `Principal` element names the caller, if it does. Only `AWS` principals can: callers are users and roles. */
export function named(principal: unknown, caller: TrustCaller): "caller" | "account" | undefined {
  if (principal === "*") {
    return "caller";
  }
  const listed = isObject(principal) ? texts(principal["AWS"]) : [];
  const itself = new Set(["*", caller.arn, ...(caller.roleArn === undefined ? [] : [caller.roleArn]), ...caller.ids]);
  if (listed.some((one) => itself.has(one))) {
    return "caller";
  }
  const account = [caller.account, `arn:${caller.partition}:iam::${caller.account}:root`];
  return listed.some((one) => account.includes(one)) ? "account" : undefined;
}
