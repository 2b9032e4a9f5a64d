import { type After, isAfter, isJoin } from "../model/deferred.ts";
import { canonicalJson, type Json, type JsonObject } from "../model/json.ts";
import {
  DEFAULT_VERSION,
  DOCUMENT_ELEMENTS,
  inOrder,
  isIamDocument,
  isOpen,
  listOf,
  STATEMENT_ELEMENTS,
  setOf,
} from "./elements.ts";
import { operatorName, parseOperator } from "./operators.ts";

const ACCOUNT_ROOT = /^arn:aws[a-z-]*:iam::(\d{12}):root$/;
const ACCOUNT_ROOT_BEFORE_ID = /^arn:aws[a-z-]*:iam::$/;

/**
 * The one form of documents that mean the same, fit to be shown and to be sent: single values become sorted lists without
 * repetition, an account's root ARN becomes its id, numbers and truth values in conditions become texts, a missing version
 * becomes the one that AWS assumes, and what says nothing (an empty `Sid` or `Condition`) goes. The order of statements, the
 * spelling of actions and of condition keys stay as written; `samePolicy` looks past them.
 *
 * Works on any policy: in tag, backup and other management policies only the lists below inheritance operators are sorted.
 * Deferred texts pass as they are. Never throws; what is malformed is left for `checkPolicy`.
 */
export function normalPolicy(document: Json): Json {
  return isIamDocument(document) ? normalDocument(document) : normalSettings(document);
}

/**
 * Whether two policy documents mean the same to AWS: whatever the order and repetition of statements and values, single or
 * in lists, whatever the capitals of actions and of condition keys. A deferred text equals only itself. A different `Sid`
 * or `Id` is a difference, because people see it.
 */
export function samePolicy(a: Json, b: Json): boolean {
  return canonicalJson(folded(a)) === canonicalJson(folded(b));
}

function normalDocument(document: JsonObject): Json {
  const complete = {
    ...document,
    Version: document["Version"] ?? DEFAULT_VERSION,
    Statement: listOf(document["Statement"]).map(normalStatement),
  };
  return Object.fromEntries(inOrder(complete, DOCUMENT_ELEMENTS));
}

function normalStatement(statement: Json): Json {
  if (!isOpen(statement)) {
    return statement;
  }
  const elements = inOrder(statement, STATEMENT_ELEMENTS).map(([name, value]) => [name, normalElement(name, value)]);
  return Object.fromEntries(elements.filter(([, value]) => value !== undefined));
}

function normalElement(name: string, value: Json): Json | undefined {
  switch (name) {
    case "Sid":
      return value === "" ? undefined : value;
    case "Action":
    case "NotAction":
      return setOf(listOf(value).map(normalAction));
    case "Resource":
    case "NotResource":
      return setOf(listOf(value));
    case "Principal":
    case "NotPrincipal":
      return normalPrincipal(value);
    case "Condition":
      return normalConditions(value);
    default:
      return value;
  }
}

/** Service prefixes are lower case in all of AWS's own lists; the action's name keeps the spelling that people know. */
function normalAction(action: Json): Json {
  const cut = typeof action === "string" ? action.indexOf(":") : -1;
  return typeof action !== "string" || cut < 0 ? action : action.slice(0, cut).toLowerCase() + action.slice(cut);
}

/**
 * `"*"` and `{"AWS": "*"}` are equivalent, and so are an account's id and its root ARN.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function normalPrincipal(value: Json): Json {
  if (!isOpen(value)) {
    return value;
  }
  const entries = inOrder(value, []).map(([type, names]): [string, readonly Json[]] => [
    type,
    setOf(type === "AWS" ? listOf(names).map(accountOfRoot) : listOf(names)),
  ]);
  const [only] = entries;
  const everyone = entries.length === 1 && only?.[0] === "AWS" && only[1].length === 1 && only[1][0] === "*";
  return everyone ? "*" : Object.fromEntries(entries);
}

function accountOfRoot(principal: Json): Json {
  if (isJoin(principal)) {
    return deferredAccountOfRoot(principal.$join) ?? principal;
  }
  return typeof principal === "string" ? (ACCOUNT_ROOT.exec(principal)?.[1] ?? principal) : principal;
}

function deferredAccountOfRoot(parts: readonly (string | After)[]): After | null {
  const [before, id, after] = parts;
  const isRoot = parts.length === 3 && after === ":root" && typeof before === "string" && isAfter(id);
  return isRoot && ACCOUNT_ROOT_BEFORE_ID.test(before) ? id : null;
}

function normalConditions(conditions: Json): Json | undefined {
  if (!isOpen(conditions)) {
    return conditions;
  }
  const spelt = Object.keys(conditions).map(operatorSpelling);
  const entries = Object.entries(conditions).map(([name, keys], index): [string, Json] => {
    const spelling = spelt[index] ?? name;
    // Two spellings of one operator both apply; under one name the second would be lost.
    const alone = spelt.filter((other) => other === spelling).length === 1;
    return [alone ? spelling : name, normalKeys(keys)];
  });
  const telling = entries.filter(([, keys]) => !isOpen(keys) || Object.keys(keys).length > 0);
  return telling.length === 0 ? undefined : Object.fromEntries(inOrder(Object.fromEntries(telling), []));
}

function operatorSpelling(name: string): string {
  const operator = parseOperator(name);
  return operator === null ? name : operatorName(operator);
}

function normalKeys(keys: Json): Json {
  if (!isOpen(keys)) {
    return keys;
  }
  return Object.fromEntries(inOrder(keys, []).map(([key, values]) => [key, setOf(listOf(values).map(scalarText))]));
}

function scalarText(value: Json): Json {
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}

/**
 * Lists under an inheritance operator are sets: parents and children add to them and take from them.
 * https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html
 */
function normalSettings(value: Json, underOperator = false): Json {
  if (Array.isArray(value)) {
    const items = value.map((item) => normalSettings(item));
    return underOperator ? setOf(items) : items;
  }
  if (!isOpen(value)) {
    return value;
  }
  return Object.fromEntries(
    inOrder(value, []).map(([name, member]) => [name, normalSettings(member, name.startsWith("@@"))]),
  );
}

function folded(document: Json): Json {
  const normal = normalPolicy(document);
  return isIamDocument(normal)
    ? { ...normal, Statement: setOf(listOf(normal["Statement"]).map(foldStatement)) }
    : normal;
}

function foldStatement(statement: Json): Json {
  if (!isOpen(statement)) {
    return statement;
  }
  return Object.fromEntries(Object.entries(statement).map(([name, value]) => [name, foldElement(name, value)]));
}

function foldElement(name: string, value: Json): Json {
  if (name === "Action" || name === "NotAction") {
    return setOf(listOf(value).map(lowerCase));
  }
  return name === "Condition" && isOpen(value) ? foldConditions(value) : value;
}

/** A list of triples, not an object: keys that differ only in their capitals are two conditions and both must hold. */
function foldConditions(conditions: JsonObject): Json {
  const triples = Object.entries(conditions).flatMap(([operator, keys]): Json[] =>
    isOpen(keys)
      ? Object.entries(keys).map(([key, values]) => [operator.toLowerCase(), key.toLowerCase(), values])
      : [[operator, keys]],
  );
  return setOf(triples);
}

function lowerCase(value: Json): Json {
  return typeof value === "string" ? value.toLowerCase() : value;
}
