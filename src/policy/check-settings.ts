import type { Json, JsonObject } from "../model/json.ts";
import { isOpen, valuesAt } from "./elements.ts";
import { nearest } from "./nearest.ts";
import { below, type PolicyProblem } from "./problem.ts";

const PAGE = "https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html";

/** What a child policy may be allowed to use, and so what a setting may be followed by. */
export const VALUE_OPERATORS = ["@@assign", "@@append", "@@remove"];

/** The operator that says which operators child policies may use. */
export const CHILD_OPERATOR = "@@operators_allowed_for_child_policies";

const ALLOWED_FOR_CHILDREN = [...VALUE_OPERATORS, "@@all", "@@none"];

/**
 * What is wrong with the inheritance operators of a management policy, whatever its settings are.
 * https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html
 */
export function checkSettings(document: Json): PolicyProblem[] {
  if (!isOpen(document)) {
    const fix = `Write settings and operators in braces. ${PAGE}`;
    return [{ code: "policy-wrong-type", path: "", detail: "The document must be an object in braces.", fix }];
  }
  return checkMembers("", document);
}

function checkMembers(path: string, object: JsonObject): PolicyProblem[] {
  return Object.entries(object).flatMap(([name, value]) => {
    const at = below(path, name);
    return [...(name.startsWith("@@") ? checkOperator(at, name, value) : []), ...checkValue(at, value)];
  });
}

function checkValue(path: string, value: Json): PolicyProblem[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: Json, index) => checkValue(below(path, index), item));
  }
  return isOpen(value) ? checkMembers(path, value) : [];
}

function checkOperator(path: string, name: string, value: Json): PolicyProblem[] {
  if (name === CHILD_OPERATOR) {
    return valuesAt(path, value)
      .filter((item) => typeof item.value === "string" && !ALLOWED_FOR_CHILDREN.includes(item.value))
      .map((item) => unknownOperator(item.path, String(item.value), ALLOWED_FOR_CHILDREN));
  }
  return VALUE_OPERATORS.includes(name) ? [] : [unknownOperator(path, name, [...VALUE_OPERATORS, CHILD_OPERATOR])];
}

function unknownOperator(path: string, name: string, known: readonly string[]): PolicyProblem {
  const meant = nearest(name, known);
  return {
    code: "policy-inheritance",
    path,
    detail: `AWS knows no inheritance operator "${name}" here.`,
    fix: meant === null ? `Use one of ${known.join(", ")}. ${PAGE}` : `Did you mean "${meant}"?`,
  };
}
