/** The functions that an expression may call. */
export type FunctionName =
  | "if"
  | "equals"
  | "not"
  | "and"
  | "or"
  | "contains"
  | "default"
  | "keys"
  | "merge"
  | "concat"
  | "length"
  | "join"
  | "lower"
  | "allBut"
  | "accountsIn";

/** One step from a value to a part of it: `.name`, `["key"]` or `[each.key]`. */
export type TemplateStep =
  | { readonly is: "member"; readonly name: string }
  | { readonly is: "index"; readonly key: string }
  | { readonly is: "indexOf"; readonly ref: Ref };

/** A name and the steps from it, as in `logging.account["shop"].id`. */
export interface Ref {
  readonly is: "ref";
  readonly name: string;
  readonly steps: readonly TemplateStep[];
}

export interface Literal {
  readonly is: "literal";
  readonly value: null | boolean | number | string;
}

export interface FunctionCall {
  readonly is: "call";
  readonly name: FunctionName;
  readonly inputs: readonly Expression[];
}

/** A list written out, as in `["a", param.b]`. */
export interface ListLiteral {
  readonly is: "list";
  readonly items: readonly Expression[];
}

/** What may stand between `${` and `}`. */
export type Expression = Literal | ListLiteral | Ref | FunctionCall;

/**
 * A piece of a template. `iam` is a policy variable of AWS's own, as in `${aws:username}`: it is kept byte for byte.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export type TemplatePart =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "iam"; readonly name: string }
  | { readonly is: "expression"; readonly expression: Expression; readonly column: number };

/** A text of a blueprint, taken apart. Columns count from 1, in the text. */
export interface Template {
  readonly parts: readonly TemplatePart[];
}

/** The expression of a template that is nothing but one `${…}`, else null. */
export function onlyExpression(template: Template): Expression | null {
  const [part, ...others] = template.parts;
  return part?.is === "expression" && others.length === 0 ? part.expression : null;
}

/** Every reference in an expression, with those that stand in brackets. */
export function refsIn(expression: Expression): Ref[] {
  switch (expression.is) {
    case "literal":
      return [];
    case "list":
      return expression.items.flatMap(refsIn);
    case "call":
      return expression.inputs.flatMap(refsIn);
    case "ref":
      return [expression, ...expression.steps.flatMap((step) => (step.is === "indexOf" ? refsIn(step.ref) : []))];
  }
}
