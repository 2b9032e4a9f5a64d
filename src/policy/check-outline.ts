import type { Json, JsonObject } from "../model/json.ts";
import { checkConditions } from "./check-conditions.ts";
import { DOCUMENT_ELEMENTS, isOpen, isText, STATEMENT_ELEMENTS, statementsOf, valuesAt } from "./elements.ts";
import { nearest } from "./nearest.ts";
import { below, type PolicyProblem } from "./problem.ts";

const GRAMMAR_PAGE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html";
const VERSIONS: readonly Json[] = ["2008-10-17", "2012-10-17"];
const EFFECTS: readonly Json[] = ["Allow", "Deny"];
const PRINCIPAL_TYPES = ["AWS", "CanonicalUser", "Federated", "Service"];
const LISTS = ["Action", "NotAction", "Resource", "NotResource"];
const EXCLUSIVE = [
  ["Action", "NotAction"],
  ["Resource", "NotResource"],
  ["Principal", "NotPrincipal"],
] as const;

/**
 * What is wrong with a document in IAM's language whatever its type of policy: elements that AWS does not know, values of the
 * wrong type, statements without effect or action.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function checkOutline(document: Json): PolicyProblem[] {
  if (!isOpen(document)) {
    return [wrongType("", "The document", "an object in braces")];
  }
  const statements = statementsOf(document);
  return [
    ...unknownElements("", document, DOCUMENT_ELEMENTS),
    ...checkVersion(document["Version"]),
    ...checkText("/Id", document["Id"]),
    ...(statements.length === 0 ? [missing("", "Statement", "The document has no statement.")] : []),
    ...statements.flatMap(({ path, statement }) => checkStatement(path, statement)),
  ];
}

function checkVersion(version: Json | undefined): PolicyProblem[] {
  if (version === undefined || !isText(version) || VERSIONS.includes(version) || typeof version !== "string") {
    return checkText("/Version", version);
  }
  return [
    {
      code: "policy-version",
      path: "/Version",
      detail: `There is no version "${version}" of the policy language; it is not the date of the document.`,
      fix: 'Write "Version": "2012-10-17".',
    },
  ];
}

function checkStatement(path: string, statement: Json): PolicyProblem[] {
  if (!isOpen(statement)) {
    return [wrongType(path, "A statement", "an object in braces")];
  }
  return [
    ...unknownElements(path, statement, STATEMENT_ELEMENTS),
    ...checkText(below(path, "Sid"), statement["Sid"]),
    ...checkEffect(path, statement["Effect"]),
    ...LISTS.flatMap((name) => checkTexts(below(path, name), statement[name])),
    ...["Principal", "NotPrincipal"].flatMap((name) => checkPrincipalOutline(below(path, name), statement[name])),
    ...checkConditions(below(path, "Condition"), statement["Condition"]),
    ...checkExclusive(path, statement),
  ];
}

function checkEffect(path: string, effect: Json | undefined): PolicyProblem[] {
  if (effect === undefined) {
    return [missing(path, "Effect", "The statement does not say whether it allows or denies.")];
  }
  const at = below(path, "Effect");
  if (typeof effect !== "string" || EFFECTS.includes(effect)) {
    return checkText(at, effect);
  }
  const detail = `"${effect}" is no effect; AWS knows "Allow" and "Deny", with these capitals.`;
  return [{ code: "policy-effect", path: at, detail, fix: `Write "${nearest(effect, ["Allow", "Deny"]) ?? "Deny"}".` }];
}

function checkExclusive(path: string, statement: JsonObject): PolicyProblem[] {
  const problems = EXCLUSIVE.filter(([a, b]) => Object.hasOwn(statement, a) && Object.hasOwn(statement, b)).map(
    ([a, b]): PolicyProblem => ({
      code: "policy-contradiction",
      path: below(path, b),
      detail: `The statement has both ${a} and ${b}; AWS accepts one of them.`,
      fix: `Keep ${a} or ${b}, and give what the other says a statement of its own.`,
    }),
  );
  const acts = Object.hasOwn(statement, "Action") || Object.hasOwn(statement, "NotAction");
  return acts ? problems : [...problems, missing(path, "Action", "The statement names no actions.")];
}

function checkPrincipalOutline(path: string, principal: Json | undefined): PolicyProblem[] {
  if (principal === undefined || principal === "*") {
    return [];
  }
  if (!isOpen(principal)) {
    return [wrongType(path, "A principal", '"*" or an object such as {"AWS": "111111111111"}')];
  }
  if (Object.keys(principal).length === 0) {
    return [empty(path, "names nobody")];
  }
  return Object.entries(principal).flatMap(([type, names]) =>
    PRINCIPAL_TYPES.includes(type)
      ? checkTexts(below(path, type), names)
      : [unknownElement(below(path, type), type, PRINCIPAL_TYPES, "kind of principal")],
  );
}

function checkText(path: string, value: Json | undefined): PolicyProblem[] {
  return value === undefined || isText(value) ? [] : [wrongType(path, "The value", "a text")];
}

function checkTexts(path: string, value: Json | undefined): PolicyProblem[] {
  if (Array.isArray(value) && value.length === 0) {
    return [empty(path, "is an empty list")];
  }
  return valuesAt(path, value).flatMap((item) =>
    isText(item.value) ? [] : [wrongType(item.path, "The value", "a text, or a list of texts")],
  );
}

function empty(path: string, what: string): PolicyProblem {
  const detail = `${path.slice(path.lastIndexOf("/") + 1)} ${what}, which AWS refuses.`;
  return { code: "policy-missing-element", path, detail, fix: "Name at least one, or take the element away." };
}

function missing(path: string, name: string, detail: string): PolicyProblem {
  return { code: "policy-missing-element", path, detail, fix: `Add "${name}". The grammar: ${GRAMMAR_PAGE}` };
}

function wrongType(path: string, what: string, expected: string): PolicyProblem {
  return {
    code: "policy-wrong-type",
    path,
    detail: `${what} must be ${expected}.`,
    fix: `The grammar: ${GRAMMAR_PAGE}`,
  };
}

function unknownElements(path: string, object: JsonObject, names: readonly string[]): PolicyProblem[] {
  const unknown = Object.keys(object).filter((name) => !names.includes(name));
  return unknown.map((name) => unknownElement(below(path, name), name, names, "element"));
}

function unknownElement(path: string, name: string, names: readonly string[], what: string): PolicyProblem {
  const meant = nearest(name, names);
  return {
    code: "policy-unknown-element",
    path,
    detail: `AWS knows no ${what} "${name}" here.`,
    fix: meant === null ? `Use one of ${names.join(", ")}.` : `Did you mean "${meant}"?`,
  };
}
