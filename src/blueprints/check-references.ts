import { closest } from "../config/suggest.ts";
import type { Finding } from "../model/finding.ts";
import type { SourcePosition } from "../model/position.ts";
import type { Blueprint } from "./blueprint.ts";
import { problem } from "./findings.ts";
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
export const RESERVED_NAMES: readonly string[] = ["param", "organization", "partition", "data", "each", "management"];

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
  for (const resource of blueprint.resources.values()) {
    const hasEach = resource.forEach !== null;
    check(resource.forEach, false);
    check(resource.when, hasEach);
    check(resource.in.account, hasEach);
    check(resource.in.region, hasEach);
    check(resource.properties, hasEach);
    for (const { ref, at } of resource.after) {
      findings.push(...wrongRef(ref, at, hasEach, blueprint, true));
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

function refProblem(ref: Ref, hasEach: boolean, blueprint: Blueprint, isWhole: boolean) {
  const shown = printExpression(ref);
  const [first] = ref.steps;
  const member = first?.is === "member" ? first.name : first?.is === "index" ? first.key : null;
  switch (ref.name) {
    case "param":
      return unless(member === null || blueprint.parameters.has(member), `\`${shown}\` names no parameter.`, member, [
        ...blueprint.parameters.keys(),
      ]);
    case "organization": {
      const known: readonly string[] = ORGANIZATION_MEMBERS;
      return unless(member !== null && known.includes(member), `\`${shown}\` is not known.`, member, known);
    }
    case "each": {
      const isPart = member === "key" || member === "value";
      if (!hasEach) {
        const detail = `\`${shown}\` stands where nothing is gone through.`;
        return { detail, fix: "Use `each` in a resource with `forEach`, or inside `$do`." };
      }
      return unless(isPart, `\`${shown}\` is not known.`, member, ["key", "value"]);
    }
    case "partition":
    case "data":
      return null;
    default:
      return resourceProblem(ref, member, blueprint, isWhole);
  }
}

function resourceProblem(ref: Ref, resource: string | null, blueprint: Blueprint, isWhole: boolean) {
  const shown = printExpression(ref);
  if (ref.name === blueprint.name && resource !== null && !blueprint.resources.has(resource)) {
    const known = [...blueprint.resources.keys()];
    return unless(false, `\`${shown}\` names no resource of this blueprint.`, resource, known);
  }
  if (ref.steps.length >= (isWhole ? 1 : 2)) {
    return null;
  }
  const form = isWhole ? "`logging.bucket`" : "`logging.bucket.arn`";
  return unless(false, `\`${shown}\` is not known.`, ref.name, RESERVED_NAMES, `Write a resource as in ${form}.`);
}

function unless(isRight: boolean, detail: string, name: string | null, known: readonly string[], otherwise?: string) {
  if (isRight) {
    return null;
  }
  const near = name === null ? null : closest(name, known);
  const list = known.length === 0 ? "There is none." : `There is ${known.join(", ")}.`;
  return { detail, fix: near === null ? (otherwise ?? list) : `Did you mean \`${near}\`?` };
}
