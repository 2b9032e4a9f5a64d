import type { Expression, Template, TemplatePart, TemplateStep } from "./template.ts";

/** The text of a template: what the parser made it from, up to white space and the choice of quotes. */
export function printTemplate(template: Template): string {
  return template.parts.map(printPart).join("");
}

/** The text of an expression, without the `${` and `}` around it. */
export function printExpression(expression: Expression): string {
  switch (expression.is) {
    case "literal":
      return typeof expression.value === "string" ? quote(expression.value) : String(expression.value);
    case "list":
      return `[${expression.items.map(printExpression).join(", ")}]`;
    case "call":
      return `${expression.name}(${expression.inputs.map(printExpression).join(", ")})`;
    case "ref":
      return expression.name + expression.steps.map(printStep).join("");
  }
}

function printPart(part: TemplatePart): string {
  switch (part.is) {
    case "text":
      return part.text.replaceAll("${", () => "$${");
    case "iam":
      return `\${${part.name}}`;
    case "expression":
      return `\${${printExpression(part.expression)}}`;
  }
}

function printStep(step: TemplateStep): string {
  switch (step.is) {
    case "member":
      return `.${step.name}`;
    case "index":
      return `[${quote(step.key)}]`;
    case "indexOf":
      return `[${printExpression(step.ref)}]`;
  }
}

function quote(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
