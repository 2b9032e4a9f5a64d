import { closest } from "../model/closest.ts";
import type { Finding } from "../model/finding.ts";
import type { SourcePosition } from "../model/position.ts";
import type { Blueprint } from "./blueprint.ts";
import { type FindingText, problem } from "./findings.ts";
import { type Node, visitTemplates } from "./node.ts";
import { type Ref, refsIn, type Template } from "./template.ts";
import { printExpression } from "./template-printer.ts";

/** What `organization.` may be followed by. */
export const ORGANIZATION_MEMBERS = [
  "name",
  "homeRegion",
  "regions",
  "id",
  "rootId",
  "managementAccount",
  "accounts",
  "made",
] as const;

/** Names that stand for something other than an instance. */
export const RESERVED_NAMES: readonly string[] = [
  "param",
  "value",
  "organization",
  "partition",
  "data",
  "each",
  "management",
];

/** References that lead nowhere whatever the organization file says. */
export function checkReferences(blueprint: Blueprint): Finding[] {
  const findings: Finding[] = [];
  const check = (node: Node | null, hasEach: boolean) => {
    if (node !== null) {
      visitTemplates(node, (template, at, inFor) => {
        findings.push(...inTemplate(template, at, hasEach || inFor, blueprint));
      });
    }
  };
  for (const value of blueprint.values.values()) {
    check(value, false);
    visitTemplates(value, (template, at) => void findings.push(...valuesIn(template, at)));
  }
  for (const resource of blueprint.resources.values()) {
    const hasEach = resource.forEach.length > 0;
    resource.forEach.forEach((level, index) => void check(level, index > 0));
    check(resource.when, hasEach);
    check(resource.in.account, hasEach);
    check(resource.in.region, hasEach);
    check(resource.properties, hasEach);
    for (const { ref, at } of resource.after) {
      findings.push(...wrongRef(ref, at, hasEach, blueprint, true));
    }
  }
  for (const one of blueprint.checks) {
    const hasEach = one.forEach.length > 0;
    one.forEach.forEach((level, index) => void check(level, index > 0));
    for (const node of [one.when, one.holds, one.at, one.detail, one.fix]) {
      check(node, hasEach);
    }
  }
  for (const guardrail of blueprint.guardrails) {
    check(guardrail.attach, false);
    check(guardrail.statements, false);
  }
  for (const { when, at } of blueprint.parameters.values()) {
    findings.push(...(when === null ? [] : inCondition(when, at, blueprint)));
  }
  return findings;
}

function inTemplate(template: Template, at: SourcePosition, hasEach: boolean, blueprint: Blueprint): Finding[] {
  return template.parts.flatMap((part) =>
    part.is === "expression"
      ? refsIn(part.expression).flatMap((ref) => wrongRef(ref, at, hasEach, blueprint, false))
      : [],
  );
}

/** A value made of values might be made of itself. */
function valuesIn(template: Template, at: SourcePosition): Finding[] {
  const refs = template.parts.flatMap((part) => (part.is === "expression" ? refsIn(part.expression) : []));
  return refs
    .filter(({ name }) => name === "value")
    .map((ref) =>
      problem("missing-reference", at, {
        detail: `What stands under \`values\` may not use another value, as \`${printExpression(ref)}\` does.`,
        fix: "Write out what it stands for.",
      }),
    );
}

function inCondition(when: Template, at: SourcePosition, blueprint: Blueprint): Finding[] {
  const refs = when.parts.flatMap((part) => (part.is === "expression" ? refsIn(part.expression) : []));
  const others = refs.filter(({ name }) => name !== "param");
  const foreign = others.map((ref) =>
    problem("missing-reference", at, {
      detail: `A parameter's \`when\` may look at other parameters only, not at \`${printExpression(ref)}\`.`,
      fix: "Write `param.` and a parameter's name.",
    }),
  );
  return [...foreign, ...inTemplate(when, at, false, blueprint).filter(() => others.length === 0)];
}

function wrongRef(
  ref: Ref,
  at: SourcePosition,
  hasEach: boolean,
  blueprint: Blueprint,
  isWhole: boolean,
): readonly Finding[] {
  const text = refProblem(ref, hasEach, blueprint, isWhole);
  return text === null ? [] : [problem("missing-reference", at, text)];
}

/** What is wrong with a reference; null when nothing is, or when only the organization file can tell. */
function refProblem(ref: Ref, hasEach: boolean, blueprint: Blueprint, isWhole: boolean): FindingText | null {
  const shown = `\`${printExpression(ref)}\``;
  const [first] = ref.steps;
  const member = first?.is === "member" ? first.name : first?.is === "index" ? first.key : null;
  switch (ref.name) {
    case "param":
      return oneOf(member, [...blueprint.parameters.keys()], `${shown} names no parameter.`);
    case "value":
      return oneOf(member ?? "", [...blueprint.values.keys()], `${shown} names no value.`);
    case "organization":
      return oneOf(member ?? "", ORGANIZATION_MEMBERS, `${shown} is not known.`);
    case "each":
      return hasEach
        ? oneOf(member ?? "", ["key", "value", "outer"], `${shown} is not known.`)
        : {
            detail: `${shown} stands where nothing is gone through.`,
            fix: "Use `each` in a resource with `forEach`, or inside `$do`.",
          };
    case "partition":
    case "data":
      return null;
    default:
      return resourceProblem(ref, member, blueprint, isWhole);
  }
}

function resourceProblem(
  ref: Ref,
  resource: string | null,
  blueprint: Blueprint,
  isWhole: boolean,
): FindingText | null {
  const shown = `\`${printExpression(ref)}\``;
  const own = ref.name === blueprint.name ? oneOf(resource, [...blueprint.resources.keys()], "") : null;
  if (own !== null) {
    return { ...own, detail: `${shown} names no resource of this blueprint.` };
  }
  if (ref.steps.length >= (isWhole ? 1 : 2)) {
    return null;
  }
  const near = closest(ref.name, RESERVED_NAMES);
  const form = isWhole ? "`logging.bucket`" : "`logging.bucket.arn`";
  const fix = near === null ? `Write a resource as in ${form}.` : `Did you mean \`${near}\`?`;
  return { detail: `${shown} is not known.`, fix };
}

/** Null when `name` is among the known ones, or is itself only known once the file is read. */
function oneOf(name: string | null, known: readonly string[], detail: string): FindingText | null {
  if (name === null || known.includes(name)) {
    return null;
  }
  const near = closest(name, known);
  const list = known.length === 0 ? "There is none." : `There is ${known.join(", ")}.`;
  return { detail, fix: near === null ? list : `Did you mean \`${near}\`?` };
}
