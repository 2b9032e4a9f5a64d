import type { Finding } from "../model/finding.ts";
import { pointerSegment } from "../model/json.ts";
import type { SourcePosition } from "../model/position.ts";
import type { Guardrail, Parameter, ValueRule } from "./blueprint.ts";
import { problem } from "./findings.ts";
import type { WrittenParameter, WrittenRule } from "./format.ts";
import type { Positions } from "./parse-node.ts";
import { parseTemplate } from "./template-parser.ts";
import { checkValue } from "./value-rules.ts";

/** The parameters as written, and one for each switch of a guardrail that is not among them. */
export function loadParameters(
  written: Readonly<Record<string, WrittenParameter>>,
  guardrails: readonly Guardrail[],
  positions: Positions,
  findings: Finding[],
): ReadonlyMap<string, Parameter> {
  const parameters = new Map<string, Parameter>();
  for (const [name, parameter] of Object.entries(written)) {
    const pointer = `/parameters/${pointerSegment(name)}`;
    const at = positions.keyPositionOf(pointer);
    const rule = ruleOf(parameter);
    findings.push(...ruleFindings(rule, name, (part) => positions.positionOf(pointer + part)));
    const when =
      parameter.when === undefined
        ? null
        : conditionOf(parameter.when, positions.positionOf(`${pointer}/when`), findings);
    parameters.set(name, { ...rule, name, when, irreversible: parameter.irreversible ?? null, at });
  }
  for (const guardrail of guardrails) {
    addSwitch(guardrail, parameters, findings);
  }
  return parameters;
}

function ruleOf(written: WrittenRule | WrittenParameter): ValueRule {
  const { type, ask, help } = written;
  return {
    type,
    ...(written.default === undefined ? {} : { default: written.default }),
    ...("min" in written && written.min !== undefined ? { min: written.min } : {}),
    ...("max" in written && written.max !== undefined ? { max: written.max } : {}),
    ...("pattern" in written && written.pattern !== undefined ? { pattern: written.pattern } : {}),
    ...("says" in written && written.says !== undefined ? { says: written.says } : {}),
    ...("lastDayOf" in written && written.lastDayOf !== undefined ? { lastDayOf: written.lastDayOf } : {}),
    ...("unique" in written && written.unique !== undefined ? { unique: written.unique } : {}),
    ...("someOf" in written && written.someOf !== undefined ? { someOf: written.someOf } : {}),
    ...(ask === undefined ? {} : { ask }),
    ...(help === undefined ? {} : { help }),
    ...partsOf(written),
  };
}

function partsOf(written: WrittenRule | WrittenParameter): Pick<ValueRule, "choices" | "elements" | "fields"> {
  if (written.type === "choice") {
    return { choices: written.of };
  }
  const elements = "of" in written && written.of !== undefined ? { elements: elementRule(written.of) } : {};
  if (!("fields" in written) || written.fields === undefined) {
    return elements;
  }
  const fields = Object.entries(written.fields).map(([name, rule]) => [name, ruleOf(rule as WrittenRule)]);
  return { ...elements, fields: Object.fromEntries(fields) };
}

function elementRule(of: unknown): ValueRule {
  return typeof of === "string" ? { type: of as ValueRule["type"] } : ruleOf(of as WrittenRule);
}

/** A pattern that is none, or a default that the rule itself would refuse. */
function ruleFindings(rule: ValueRule, name: string, positionOf: (pointer: string) => SourcePosition): Finding[] {
  const inner = Object.entries(rule.fields ?? {}).flatMap(([field, part]) =>
    ruleFindings(part, `${name}.${field}`, (pointer) => positionOf(`/fields/${field}${pointer}`)),
  );
  const ofElements =
    rule.elements === undefined ? [] : ruleFindings(rule.elements, name, (pointer) => positionOf(`/of${pointer}`));
  const findings = [...inner, ...ofElements];
  if (rule.pattern !== undefined && !isPattern(rule.pattern)) {
    const detail = `The pattern of \`${name}\` is not a regular expression.`;
    findings.push(problem("blueprint-format", positionOf("/pattern"), { detail, fix: "Correct it." }));
  }
  if (rule.default === undefined || findings.length > 0) {
    return findings;
  }
  return checkValue(rule, rule.default, name).faults.map(({ pointer, detail, fix }) =>
    problem("blueprint-format", positionOf(`/default${pointer}`), {
      detail: `The default does not fit: ${detail}`,
      fix,
    }),
  );
}

function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern, "u");
    return true;
  } catch {
    return false;
  }
}

function conditionOf(when: string, at: SourcePosition, findings: Finding[]): Parameter["when"] {
  const parsed = parseTemplate(when);
  if ("template" in parsed) {
    return parsed.template;
  }
  const { column, detail } = parsed.problem;
  findings.push(problem("template-syntax", at, { detail: `At character ${column} of \`${when}\`: ${detail}` }));
  return null;
}

function addSwitch(guardrail: Guardrail, parameters: Map<string, Parameter>, findings: Finding[]): void {
  if (guardrail.switch === null) {
    return;
  }
  const declared = parameters.get(guardrail.switch);
  if (declared !== undefined && declared.type !== "boolean") {
    const detail = `The guardrail \`${guardrail.id}\` is switched by \`${guardrail.switch}\`, which is of type ${declared.type}.`;
    findings.push(problem("blueprint-format", guardrail.at, { detail, fix: "A switch is of type boolean." }));
  }
  if (declared === undefined) {
    const { title: help, at } = guardrail;
    parameters.set(guardrail.switch, {
      name: guardrail.switch,
      type: "boolean",
      default: true,
      help,
      when: null,
      irreversible: null,
      at,
    });
  }
}
