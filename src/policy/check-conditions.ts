import type { Json, JsonObject } from "../model/json.ts";
import { isOpen, isText, valuesAt } from "./elements.ts";
import { nearest } from "./nearest.ts";
import { CONDITION_OPERATORS, parseOperator } from "./operators.ts";
import { below, type PolicyProblem } from "./problem.ts";

const OPERATORS_PAGE =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";

/** What is wrong with a `Condition` element: operators that AWS does not know and values that are no scalars. */
export function checkConditions(path: string, conditions: Json | undefined): PolicyProblem[] {
  if (conditions === undefined) {
    return [];
  }
  if (!isOpen(conditions)) {
    return [malformed(path, 'A Condition must be an object such as {"StringEquals": {"aws:PrincipalOrgID": "o-…"}}.')];
  }
  return Object.entries(conditions).flatMap(([operator, keys]) => checkOperator(below(path, operator), operator, keys));
}

function checkOperator(path: string, operator: string, keys: Json): PolicyProblem[] {
  if (!isOpen(keys)) {
    return [
      malformed(path, `${operator} must be followed by an object: condition keys and what they are compared with.`),
    ];
  }
  return [...checkName(path, operator, keys), ...checkValues(path, keys)];
}

function checkName(path: string, operator: string, keys: JsonObject): PolicyProblem[] {
  // AWS takes any name as long as nothing is compared by it.
  if (parseOperator(operator) !== null || Object.keys(keys).length === 0) {
    return [];
  }
  return [
    {
      code: "policy-condition",
      path,
      detail: `AWS knows no condition operator "${operator}".`,
      fix: suggestion(operator),
    },
  ];
}

function suggestion(operator: string): string {
  const [, set = "", base = "", ifExists = ""] = /^(For[A-Za-z]+:+)?(.*?)(IfExists)?$/i.exec(operator) ?? [];
  const meant = nearest(base, CONDITION_OPERATORS);
  if (meant === null) {
    return `The operators: ${OPERATORS_PAGE}`;
  }
  const setName = nearest(set, ["ForAllValues:", "ForAnyValue:"]) ?? "";
  return `Did you mean "${setName}${meant}${meant === "Null" ? "" : ifExists}"?`;
}

function checkValues(path: string, keys: JsonObject): PolicyProblem[] {
  return Object.entries(keys)
    .flatMap(([key, values]) => valuesAt(below(path, key), values))
    .filter(({ value }) => !isText(value) && typeof value !== "number" && typeof value !== "boolean")
    .map(({ path: at }) =>
      malformed(at, "A condition's value must be a text, a number, true or false, or a list of these."),
    );
}

function malformed(path: string, detail: string): PolicyProblem {
  return { code: "policy-condition", path, detail, fix: `The operators and their values: ${OPERATORS_PAGE}` };
}
