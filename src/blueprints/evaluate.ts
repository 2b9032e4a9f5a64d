import { type After, joinOf } from "../model/deferred.ts";
import type { Json } from "../model/json.ts";
import { callFunction, conditionOf, isLaterText, isMap, textParts } from "./functions.ts";
import { failed, notKnownYet, type Outcome, typeName, unusable } from "./outcome.ts";
import { type Expression, type FunctionCall, onlyExpression, type Ref, type Template } from "./template.ts";
import { printExpression } from "./template-printer.ts";

/** What the names in an expression stand for. */
export interface Scope {
  /** The value that `steps` lead to from `name`. */
  read(name: string, steps: readonly string[]): Outcome;
  /** The accounts whose unit's path one of the patterns matches, by key. */
  accountsIn(globs: readonly string[]): Outcome;
}

/** What a template comes to: a value of any type if it is one `${…}` and nothing else, a text otherwise. */
export function evaluateTemplate(template: Template, scope: Scope): Outcome {
  const only = onlyExpression(template);
  if (only !== null) {
    return evaluateExpression(only, scope);
  }
  const texts: (string | After)[] = [];
  for (const part of template.parts) {
    if (part.is === "expression") {
      const outcome = textOf(part.expression, scope);
      if (failed(outcome)) {
        return outcome;
      }
      texts.push(...outcome.value);
    } else {
      texts.push(part.is === "text" ? part.text : `\${${part.name}}`);
    }
  }
  return { value: joinOf(texts) as Json };
}

/** What an expression comes to. Pure and total: the same scope gives the same outcome, and nothing is thrown. */
export function evaluateExpression(expression: Expression, scope: Scope): Outcome {
  switch (expression.is) {
    case "literal":
      return { value: expression.value };
    case "list":
      return evaluateAll(expression.items, scope);
    case "ref":
      return evaluateRef(expression, scope);
    case "call":
      return evaluateCall(expression, scope);
  }
}

/** The steps of a reference as plain keys: what stands in brackets is worked out. */
export function stepsOf(ref: Ref, scope: Scope): Outcome<readonly string[]> {
  const steps: string[] = [];
  for (const step of ref.steps) {
    if (step.is !== "indexOf") {
      steps.push(step.is === "member" ? step.name : step.key);
      continue;
    }
    const key = evaluateRef(step.ref, scope);
    if (failed(key)) {
      return key;
    }
    if (typeof key.value !== "string") {
      const what = `\`${printExpression(step.ref)}\`, which stands between brackets,`;
      return isLaterText(key.value)
        ? notKnownYet(what)
        : unusable(`${what} must be a text; it is ${typeName(key.value)}.`);
    }
    steps.push(key.value);
  }
  return { value: steps };
}

/** The part of `value` that `steps` lead to. `path` says how `value` itself was reached. */
export function memberOf(value: Json, steps: readonly string[], path: string): Outcome {
  let reached = value;
  let where = path;
  for (const step of steps) {
    if (isLaterText(reached)) {
      return notKnownYet(`What is inside \`${where}\``);
    }
    if (!isMap(reached) || !Object.hasOwn(reached, step)) {
      return { problem: { ...absence(reached, step, where), absent: true } };
    }
    reached = reached[step] as Json;
    where = `${where}.${step}`;
  }
  return { value: reached };
}

function absence(value: Json, step: string, where: string) {
  if (!isMap(value)) {
    return { code: "missing-reference", detail: `\`${where}\` is ${typeName(value)}; it has no \`${step}\`.` } as const;
  }
  const names = Object.keys(value);
  const has =
    names.length === 0 ? "nothing in it" : `only ${names.slice(0, 10).join(", ")}${names.length > 10 ? ", …" : ""}`;
  return {
    code: "missing-reference",
    detail: `\`${where}\` has no \`${step}\`; there is ${has}.`,
    fix: `Write a name that is there, or say what to use instead: \`default(${where}.${step}, …)\`.`,
  } as const;
}

function evaluateRef(ref: Ref, scope: Scope): Outcome {
  const steps = stepsOf(ref, scope);
  return failed(steps) ? steps : scope.read(ref.name, steps.value);
}

function textOf(expression: Expression, scope: Scope): Outcome<readonly (string | After)[]> {
  const outcome = evaluateExpression(expression, scope);
  if (failed(outcome)) {
    return outcome;
  }
  const parts = textParts(outcome.value);
  const shown = printExpression(expression);
  return parts === null
    ? unusable(`\`${shown}\` is ${typeName(outcome.value)}; it cannot be part of a text.`)
    : { value: parts };
}

function evaluateCall(call: FunctionCall, scope: Scope): Outcome {
  switch (call.name) {
    case "if":
      return evaluateIf(call.inputs, scope);
    case "and":
    case "or":
      return evaluateLogic(call.name, call.inputs, scope);
    case "default":
      return evaluateDefault(call.inputs, scope);
  }
  const values = evaluateAll(call.inputs, scope);
  if (failed(values)) {
    return values;
  }
  return call.name === "accountsIn" ? evaluateAccountsIn(values.value, scope) : callFunction(call.name, values.value);
}

/** The values of all, or the first problem. */
function evaluateAll(expressions: readonly Expression[], scope: Scope): Outcome<readonly Json[]> {
  const values: Json[] = [];
  for (const expression of expressions) {
    const outcome = evaluateExpression(expression, scope);
    if (failed(outcome)) {
      return outcome;
    }
    values.push(outcome.value);
  }
  return { value: values };
}

function evaluateIf([condition, yes, no]: readonly Expression[], scope: Scope): Outcome {
  const chosen = evaluateCondition(condition, "What `if` asks", scope);
  if (failed(chosen)) {
    return chosen;
  }
  return orNull(chosen.value ? yes : no, scope);
}

/** Looks no further than the first value that decides. */
function evaluateLogic(name: "and" | "or", inputs: readonly Expression[], scope: Scope): Outcome {
  const decides = name === "or";
  for (const input of inputs) {
    const outcome = evaluateCondition(input, `What \`${name}\` is handed`, scope);
    if (failed(outcome) || outcome.value === decides) {
      return outcome;
    }
  }
  return { value: !decides };
}

function evaluateDefault([value, otherwise]: readonly Expression[], scope: Scope): Outcome {
  const outcome = orNull(value, scope);
  const missing = failed(outcome) ? outcome.problem.absent === true : outcome.value === null;
  return missing ? orNull(otherwise, scope) : outcome;
}

function evaluateAccountsIn([glob]: readonly Json[], scope: Scope): Outcome {
  const globs: readonly Json[] = Array.isArray(glob) ? glob : [glob ?? null];
  const wrong = globs.find((one) => typeof one !== "string");
  if (wrong !== undefined) {
    return unusable(`What \`accountsIn\` is handed must be a text or a list of texts; it is ${typeName(wrong)}.`);
  }
  return scope.accountsIn(globs.map(String));
}

function evaluateCondition(input: Expression | undefined, what: string, scope: Scope): Outcome<boolean> {
  const outcome = orNull(input, scope);
  return failed(outcome) ? outcome : conditionOf(outcome.value, what);
}

/** The parser lets no call pass that lacks a value; null stands for what cannot be missing. */
function orNull(expression: Expression | undefined, scope: Scope): Outcome {
  return expression === undefined ? { value: null } : evaluateExpression(expression, scope);
}
