/**
 * The condition operators, without what may stand before and after them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const CONDITION_OPERATORS = [
  "StringEquals",
  "StringNotEquals",
  "StringEqualsIgnoreCase",
  "StringNotEqualsIgnoreCase",
  "StringLike",
  "StringNotLike",
  "NumericEquals",
  "NumericNotEquals",
  "NumericLessThan",
  "NumericLessThanEquals",
  "NumericGreaterThan",
  "NumericGreaterThanEquals",
  "DateEquals",
  "DateNotEquals",
  "DateLessThan",
  "DateLessThanEquals",
  "DateGreaterThan",
  "DateGreaterThanEquals",
  "Bool",
  "BinaryEquals",
  "IpAddress",
  "NotIpAddress",
  "ArnEquals",
  "ArnLike",
  "ArnNotEquals",
  "ArnNotLike",
  "Null",
] as const;

export type BaseOperator = (typeof CONDITION_OPERATORS)[number];

/** A condition operator taken apart. */
export interface ConditionOperator {
  /** How the values of a multivalued key are combined; null for a single-valued key. */
  readonly set: "ForAllValues" | "ForAnyValue" | null;
  readonly base: BaseOperator;
  readonly ifExists: boolean;
}

const PATTERN = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/i;
const BY_LOWER_CASE = new Map(CONDITION_OPERATORS.map((base) => [base.toLowerCase(), base]));

/** The operator called `name`, whatever its capitals, or null when AWS knows none of that name. `Null` takes no `IfExists`. */
export function parseOperator(name: string): ConditionOperator | null {
  const match = PATTERN.exec(name);
  const base = BY_LOWER_CASE.get(match?.[2]?.toLowerCase() ?? "");
  if (match === null || base === undefined) {
    return null;
  }
  const ifExists = match[3] !== undefined;
  if (base === "Null" && ifExists) {
    return null;
  }
  const set = match[1]?.toLowerCase();
  return { set: set === undefined ? null : set === "forallvalues" ? "ForAllValues" : "ForAnyValue", base, ifExists };
}

/** An operator's name with AWS's capitals. */
export function operatorName(operator: ConditionOperator): string {
  return `${operator.set === null ? "" : `${operator.set}:`}${operator.base}${operator.ifExists ? "IfExists" : ""}`;
}
