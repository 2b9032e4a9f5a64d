import { closest } from "../model/closest.ts";
import type { Finding } from "../model/finding.ts";
import { type Json, pointerSegment } from "../model/json.ts";
import type { BlueprintUse } from "../model/organization.ts";
import type { Blueprint, Parameter } from "./blueprint.ts";
import { evaluateTemplate, memberOf } from "./evaluate.ts";
import { findingsOf } from "./evaluate-node.ts";
import { problem, warning } from "./findings.ts";
import { conditionOf } from "./functions.ts";
import { failed, TOLD } from "./outcome.ts";
import { checkValue } from "./value-rules.ts";

/** Each parameter's value, with defaults filled in; one that does not apply, or has errors, is null. */
export interface CheckedParameters {
  readonly values: Readonly<Record<string, Json>>;
  /** The parameters with errors: what follows from them is not worth telling. */
  readonly wrong: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

/**
 * Checks what a use of a blueprint sets. A value of type `people` becomes a map by the people's names; accounts and maps
 * with known fields get what they leave out.
 */
export function checkParameters(blueprint: Blueprint, use: BlueprintUse): CheckedParameters {
  const findings = unknownParameters(blueprint, use);
  const written = new Map(
    [...blueprint.parameters.values()].map((parameter) => [parameter.name, writtenValue(parameter, use)]),
  );
  const values: Record<string, Json> = {};
  const wrong = new Set<string>();
  for (const [name, value] of written) {
    values[name] = value ?? null;
  }
  // What hangs on another parameter is looked at once it is known whether that one is in order.
  const inTurn = [...blueprint.parameters.values()].sort((a, b) => Number(a.when !== null) - Number(b.when !== null));
  for (const parameter of inTurn) {
    const value = written.get(parameter.name);
    const applies = parameter.when === null || isTrue(parameter, values, wrong, findings);
    const result = applies ? checked(parameter, value, use, findings) : notApplying(parameter, use, findings);
    values[parameter.name] = result ?? null;
    if (result === undefined) {
      wrong.add(parameter.name);
    }
  }
  return { values, wrong, findings };
}

function writtenValue({ name, default: initial }: Parameter, use: BlueprintUse): Json | undefined {
  return Object.hasOwn(use.with, name) ? use.with[name] : initial;
}

function unknownParameters(blueprint: Blueprint, use: BlueprintUse): Finding[] {
  const known = [...blueprint.parameters.keys()];
  const unknown = Object.keys(use.with).filter((name) => !blueprint.parameters.has(name));
  return unknown.map((name) => {
    const near = closest(name, known);
    const list = known.length === 0 ? "It has no parameters." : `It has ${known.join(", ")}.`;
    return problem("unknown-parameter", use.positionOf(`/${pointerSegment(name)}`, "key"), {
      detail: `The blueprint \`${blueprint.name}\` has no parameter \`${name}\`.`,
      fix: near === null ? list : `Did you mean \`${near}\`?`,
    });
  });
}

/** The value, or undefined after a finding. */
function checked(
  parameter: Parameter,
  value: Json | undefined,
  use: BlueprintUse,
  findings: Finding[],
): Json | undefined {
  const { name } = parameter;
  if (value === undefined) {
    const question = parameter.ask === undefined ? "." : `: ${parameter.ask}`;
    const detail = `\`${use.use}\` needs the parameter \`${name}\`${question}`;
    findings.push(problem("missing-parameter", use.at, { detail, fix: `Add \`${name}:\` under \`with:\`.` }));
    return undefined;
  }
  const result = checkValue(parameter, value, name);
  for (const { pointer, on, detail, fix } of result.faults) {
    const at = use.positionOf(`/${pointerSegment(name)}${pointer}`, on);
    findings.push(problem("wrong-parameter", at, { detail, fix }));
  }
  return result.faults.length === 0 ? result.value : undefined;
}

/** Whether a parameter is asked for and used, given what is written for the others. One that cannot be told is. */
export function applies(
  parameter: Parameter,
  { parameters }: Blueprint,
  written: Readonly<Record<string, Json>>,
): boolean {
  const values = Object.fromEntries(
    [...parameters.values()].map(({ name, default: initial }) => [name, written[name] ?? initial ?? null]),
  );
  const findings: Finding[] = [];
  return parameter.when === null || isTrue(parameter, values, new Set(), findings) || findings.length > 0;
}

/** Whether a parameter applies; one that hangs on another with errors is taken to. */
function isTrue(
  parameter: Parameter,
  values: Readonly<Record<string, Json>>,
  wrong: ReadonlySet<string>,
  findings: Finding[],
): boolean {
  const scope = {
    read: (_name: string, steps: readonly string[]) =>
      wrong.has(steps[0] ?? "") ? TOLD : memberOf(values, steps, "param"),
    accountsIn: () => ({ value: {} }),
  };
  const outcome = parameter.when === null ? { value: true } : evaluateTemplate(parameter.when, scope);
  const condition = failed(outcome) ? outcome : conditionOf(outcome.value, `The \`when\` of \`${parameter.name}\``);
  if (failed(condition)) {
    findings.push(...findingsOf(condition.problem, parameter.at));
    return condition.problem.told === true;
  }
  return condition.value;
}

function notApplying(parameter: Parameter, use: BlueprintUse, findings: Finding[]): Json {
  const { name, default: initial } = parameter;
  if (Object.hasOwn(use.with, name)) {
    findings.push(
      warning("parameter-without-effect", use.positionOf(`/${pointerSegment(name)}`, "key"), {
        detail: `\`${name}\` is used only while other parameters have certain values, which they have not.`,
        fix: "Remove it, or change the parameters that it belongs to.",
      }),
    );
  }
  return initial === undefined ? null : checkValue(parameter, initial, name).value;
}
