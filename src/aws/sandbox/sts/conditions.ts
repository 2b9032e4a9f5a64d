import { isObject } from "../../../model/json.ts";

/** What is known of a request, by condition key in lower case; a list for keys that carry several values. */
export type RequestContext = ReadonlyMap<string, string | readonly string[]>;

/** Raised for a condition operator that the sandbox does not evaluate. */
export class UnknownOperatorError extends Error {
  override readonly name = "UnknownOperatorError";
  readonly operator: string;

  constructor(operator: string) {
    super(`The sandbox does not know the condition operator ${operator}, so it cannot let anyone pass it.`);
    this.operator = operator;
  }
}

type Compare = (actual: string, wanted: string) => boolean;

const lower = (text: string): string => text.toLowerCase();
const numeric =
  (holds: (a: number, b: number) => boolean): Compare =>
  (a, b) =>
    a.trim() !== "" && b.trim() !== "" && holds(Number(a), Number(b));
const dated =
  (holds: (a: number, b: number) => boolean): Compare =>
  (a, b) =>
    holds(instant(a), instant(b));

/** The operators without their modifiers. Negated ones are in `NEGATED`, by the operator they negate. */
const COMPARISONS: Readonly<Record<string, Compare>> = {
  StringEquals: (a, b) => a === b,
  StringEqualsIgnoreCase: (a, b) => lower(a) === lower(b),
  StringLike: matchesWildcards,
  Bool: (a, b) => lower(a) === lower(b),
  ArnEquals: arnMatches,
  ArnLike: arnMatches,
  NumericEquals: numeric((a, b) => a === b),
  NumericLessThan: numeric((a, b) => a < b),
  NumericLessThanEquals: numeric((a, b) => a <= b),
  NumericGreaterThan: numeric((a, b) => a > b),
  NumericGreaterThanEquals: numeric((a, b) => a >= b),
  DateEquals: dated((a, b) => a === b),
  DateLessThan: dated((a, b) => a < b),
  DateLessThanEquals: dated((a, b) => a <= b),
  DateGreaterThan: dated((a, b) => a > b),
  DateGreaterThanEquals: dated((a, b) => a >= b),
};

const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: "StringEquals",
  StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
  StringNotLike: "StringLike",
  ArnNotEquals: "ArnEquals",
  ArnNotLike: "ArnLike",
  NumericNotEquals: "NumericEquals",
  DateNotEquals: "DateEquals",
};

/**
 * Whether every operator of a `Condition` block holds; keys that the context lacks are absent.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * @throws UnknownOperatorError
 */
export function conditionsHold(condition: unknown, context: RequestContext): boolean {
  if (condition === undefined) {
    return true;
  }
  if (!isObject(condition)) {
    return false;
  }
  let holds = true;
  for (const [operator, keys] of Object.entries(condition)) {
    for (const [key, wanted] of Object.entries(isObject(keys) ? keys : {})) {
      holds = operatorHolds(operator, context.get(lower(key)), texts(wanted), context) && holds;
    }
  }
  return holds;
}

/** Text against a pattern with `*` and `?`. */
export function matchesWildcards(text: string, pattern: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`).test(text);
}

/** An element that may be one value or a list, as a list of texts. */
export function texts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value])
    .filter((one) => ["string", "number", "boolean"].includes(typeof one))
    .map(String);
}

function operatorHolds(
  operator: string,
  actual: string | readonly string[] | undefined,
  wanted: readonly string[],
  context: RequestContext,
): boolean {
  const { base, ifExists, set } = parts(operator);
  if (lower(base) === "null") {
    return wanted.some((value) => (lower(value) === "true") === (actual === undefined));
  }
  const comparison = resolve(base);
  if (comparison === undefined) {
    throw new UnknownOperatorError(operator);
  }
  if (actual === undefined) {
    return ifExists || set === "ForAllValues" || (comparison.negated && set === undefined);
  }
  const actuals = typeof actual === "string" ? [actual] : actual;
  const matches = (value: string): boolean =>
    wanted.some((pattern) => comparison.compare(value, filledIn(pattern, context))) !== comparison.negated;
  return set === "ForAllValues" || (comparison.negated && set === undefined)
    ? actuals.every(matches)
    : actuals.some(matches);
}

function parts(operator: string): { base: string; ifExists: boolean; set: string | undefined } {
  const match = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(operator);
  return { base: match?.[2] ?? operator, ifExists: match?.[3] !== undefined, set: match?.[1] };
}

function resolve(base: string): { compare: Compare; negated: boolean } | undefined {
  const negates = own(NEGATED, base);
  const compare = own(COMPARISONS, negates ?? base);
  return compare && { compare, negated: negates !== undefined };
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** ARNs match part by part: a wildcard does not cross a colon, except in the last part. */
function arnMatches(arn: string, pattern: string): boolean {
  const [actual, wanted] = [arnParts(arn), arnParts(pattern)];
  return (
    actual.length === 6 &&
    wanted.length === 6 &&
    wanted.every((part, index) => matchesWildcards(actual[index] ?? "", part))
  );
}

function arnParts(arn: string): string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(":")] : [])];
}

/** Policy variables, as in `${aws:username}`; one that the context lacks matches nothing. */
export function filledIn(pattern: string, context: RequestContext): string {
  return pattern.replace(/\$\{([^}]*)\}/g, (whole, name: string) => {
    if (["*", "?", "$"].includes(name)) {
      return name;
    }
    const value = context.get(lower(name));
    return typeof value === "string" ? value : whole;
  });
}

function instant(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}
