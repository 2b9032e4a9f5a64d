import type { Text } from "../../model/deferred.ts";
import type { Conditions } from "../document.ts";
import { type ConditionOperator, parseOperator } from "../operators.ts";
import { COMPARISONS, type Comparer, type Comparison } from "./comparisons.ts";
import { type Context, type ContextValue, keyValue } from "./context.ts";
import type { Doubt } from "./doubt.ts";
import { anyMatches, UNRESOLVED } from "./match.ts";
import { filledIn, openKeys, type Template } from "./template.ts";
import { both, either, MAYBE, NO, type Truth, truthOf, YES } from "./truth.ts";

/** One key under one operator. */
export interface CompiledCondition {
  /** As written. */
  readonly operatorName: string;
  /** Null when AWS knows none of this name. */
  readonly operator: ConditionOperator | null;
  /** As written. */
  readonly keyName: string;
  /** In lower case. */
  readonly key: string;
  readonly values: readonly Text[];
  readonly comparison: Comparison | null;
  readonly comparers: readonly Comparer[];
}

/** The conditions of a statement, all of which must hold. */
export function compileConditions(conditions: Conditions | undefined, variables: boolean): CompiledCondition[] {
  return Object.entries(conditions ?? {}).flatMap(([operatorName, keys]) =>
    Object.entries(keys).map(([keyName, values]) => compileCondition(operatorName, keyName, values, variables)),
  );
}

function compileCondition(
  operatorName: string,
  keyName: string,
  values: readonly Text[],
  variables: boolean,
): CompiledCondition {
  const operator = parseOperator(operatorName);
  const comparison = operator === null || operator.base === "Null" ? null : COMPARISONS[operator.base];
  return {
    operatorName,
    operator,
    keyName,
    key: keyName.toLowerCase(),
    values,
    comparison,
    comparers: comparison === null ? [] : values.map((value) => comparison.compile(value, variables)),
  };
}

/**
 * Whether a condition holds.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionHolds(condition: CompiledCondition, context: Context): Truth {
  return holdsFor(condition, keyValue(context, condition.key), context);
}

function holdsFor(condition: CompiledCondition, value: ContextValue, context: Context): Truth {
  const { operator, comparison } = condition;
  if (operator === null) {
    return MAYBE;
  }
  if (comparison === null) {
    return isNull(condition, operator, value);
  }
  switch (value.is) {
    case "absent":
      return holdsWhenAbsent(condition, operator, comparison, context);
    case "known":
      return holdsForValues(condition, operator, comparison, value.values, context);
    default:
      return value.among === null ? MAYBE : agreed(condition, value.among, value.present, context);
  }
}

/** What all possible values agree on. */
function agreed(condition: CompiledCondition, among: readonly string[], present: boolean, context: Context): Truth {
  const possible: ContextValue[] = among.map((text) => ({ is: "known", values: [text] }));
  const answers = new Set(
    [...possible, ...(present ? [] : [{ is: "absent" } as const])].map((value) => holdsFor(condition, value, context)),
  );
  const [only = MAYBE, ...others] = answers;
  return others.length === 0 ? only : MAYBE;
}

/** `Null` takes no set operators in AWS's pages, so with one its meaning is open. */
function isNull(condition: CompiledCondition, operator: ConditionOperator, value: ContextValue): Truth {
  const wanted = new Set(condition.values.map((text) => (typeof text === "string" ? text.toLowerCase() : null)));
  if (operator.set !== null || ![...wanted].every((text) => text === "true" || text === "false")) {
    return MAYBE;
  }
  if (wanted.size !== 1) {
    return truthOf(wanted.size > 0);
  }
  const empty = value.is === "known" && value.values.every((text) => text === "");
  if (empty || ((value.is === "unknown" || value.is === "chosen") && !value.present)) {
    return MAYBE;
  }
  return truthOf(wanted.has("true") === (value.is === "absent"));
}

/** Without the key, positive operators do not hold and negated ones do; `ForAllValues` and `IfExists` hold, `ForAnyValue` does not. */
function holdsWhenAbsent(
  condition: CompiledCondition,
  operator: ConditionOperator,
  comparison: Comparison,
  context: Context,
): Truth {
  const holds = operator.ifExists || operator.set === "ForAllValues" || (operator.set === null && comparison.negated);
  return holds && condition.comparers.some(({ template }) => isMissing(template, context)) ? MAYBE : truthOf(holds);
}

function isMissing(template: Template | null, context: Context): boolean {
  return template !== null && template.fixed === null && filledIn(template, context).missing !== "no";
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html */
function holdsForValues(
  condition: CompiledCondition,
  operator: ConditionOperator,
  comparison: Comparison,
  values: readonly string[],
  context: Context,
): Truth {
  const { comparers } = condition;
  const holds = (value: string): Truth =>
    anyMatches(comparers.length, (index) => comparers[index]?.match(value, context) ?? UNRESOLVED, comparison.negated);
  if (values.length === 1 && operator.set === null) {
    return holds(values[0] as string);
  }
  // An empty text is an empty set to the set operators.
  const members = operator.set === null ? values : values.filter((value) => value !== "");
  const answers = members.map(holds);
  if (operator.set === "ForAllValues") {
    return answers.reduce(both, YES);
  }
  if (operator.set === "ForAnyValue") {
    return answers.reduce(either, NO);
  }
  const [first = MAYBE] = answers;
  return answers.every((answer) => answer === first) ? first : MAYBE;
}

/** Why it cannot be told whether the condition holds. */
export function doubtsOfCondition(condition: CompiledCondition, context: Context): Doubt[] {
  const { operatorName: operator, keyName: key, values } = condition;
  if (condition.operator === null || (condition.operator.base === "Null" && condition.operator.set !== null)) {
    return [{ about: "operator", operator }];
  }
  const value = keyValue(context, condition.key);
  const open: Doubt[] =
    value.is === "unknown" || value.is === "chosen" ? [{ about: "condition", operator, key, values }] : [];
  const found = [...open, ...condition.comparers.flatMap((comparer) => doubtsOfComparer(condition, comparer, context))];
  if (found.length > 0) {
    return found;
  }
  const several = value.is === "known" && value.values.length > 1;
  return [{ about: several ? "several-values" : "value", operator, key }];
}

function doubtsOfComparer(condition: CompiledCondition, comparer: Comparer, context: Context): Doubt[] {
  const { operatorName: operator, keyName: key } = condition;
  const { source: text, template, flaw } = comparer;
  switch (flaw) {
    case "malformed":
      return [{ about: "value", operator, key }];
    case "deferred":
      return [{ about: "deferred-text", text }];
    case "no-arn":
      return [{ about: "arn-pattern", text }];
    default:
      return template === null ? [] : doubtsOfTemplate(template, context);
  }
}

/** Why it cannot be told what a text of a policy matches. */
export function doubtsOfTemplate(template: Template, context: Context): Doubt[] {
  const open = openKeys(template, context).map((key): Doubt => ({ about: "variable", key }));
  const { source: text } = template;
  return [
    ...(typeof text === "string" ? [] : [{ about: "deferred-text", text } as const]),
    ...open,
    ...(open.length === 0 && filledIn(template, context).missing !== "no"
      ? [{ about: "unresolved-variable", text } as const]
      : []),
  ];
}
