import { configFinding } from "../config/findings.ts";
import { isName } from "../model/address.ts";
import type { Finding } from "../model/finding.ts";
import { type Json, pointerSegment, sameJson } from "../model/json.ts";
import type { BlueprintUse } from "../model/organization.ts";
import type { SourcePosition } from "../model/position.ts";
import type { Blueprint } from "./blueprint.ts";
import { checkParameters } from "./check-parameters.ts";
import { RESERVED_NAMES } from "./check-references.ts";
import type { Instance } from "./expanding.ts";
import { placeInFile, problem } from "./findings.ts";

/** A use of a blueprint, with the blueprint that was read for it. */
export interface LoadedUse {
  readonly use: BlueprintUse;
  readonly blueprint: Blueprint;
  readonly file: string;
}

/** A parameter set to a value that cannot be taken back once it is applied. */
export interface IrreversibleChoice {
  readonly instance: string;
  readonly parameter: string;
  readonly value: Json;
  readonly at: SourcePosition;
}

/** Every use of a blueprint under its name, with its parameters checked. */
export function readInstances(uses: readonly LoadedUse[]): {
  readonly instances: ReadonlyMap<string, Instance>;
  readonly findings: readonly Finding[];
} {
  const instances = new Map<string, Instance>();
  const findings: Finding[] = [];
  for (const { use, blueprint } of uses) {
    const name = use.as ?? blueprint.name;
    const wrong = wrongName(name, use, instances.get(name));
    if (wrong !== null) {
      findings.push(wrong);
      continue;
    }
    const checked = checkParameters(blueprint, use);
    findings.push(...checked.findings);
    instances.set(name, { name, blueprint, use, values: checked.values, wrong: checked.wrong });
  }
  return { instances, findings };
}

/** The parameters whose values cannot be taken back. */
export function irreversibleChoices(instances: Iterable<Instance>): IrreversibleChoice[] {
  return [...instances].flatMap(({ name, blueprint, use, values }) =>
    [...blueprint.parameters.values()].flatMap((parameter) => {
      const value = values[parameter.name] ?? null;
      const at = use.positionOf(`/${pointerSegment(parameter.name)}`);
      return value !== null && isIrreversible(parameter.irreversible, value)
        ? [{ instance: name, parameter: parameter.name, value, at }]
        : [];
    }),
  );
}

/**
 * Whether a value is one that cannot be taken back. For a switch, `true` names a value as it does for anything else: both
 * readings agree on it.
 *
 * @param irreversible what the parameter says: the value, a list of such values, or true for any
 */
export function isIrreversible(irreversible: Json, value: Json): boolean {
  if (irreversible === true && typeof value !== "boolean") {
    return true;
  }
  const values = Array.isArray(irreversible) ? irreversible : [irreversible];
  return values.some((one) => sameJson(one, value));
}

function wrongName(name: string, use: BlueprintUse, first: Instance | undefined): Finding | null {
  if (first !== undefined) {
    const detail = `\`${name}\` is used at ${placeInFile(first.use.at)} and again here; addresses would be the same.`;
    return configFinding(
      { code: "duplicate-instance", detail, fix: "Give one of them another name with `as:`." },
      use.at,
    );
  }
  if (!RESERVED_NAMES.includes(name) && isName(name)) {
    return null;
  }
  const detail = `An instance cannot be called \`${name}\`.`;
  const fix = "Use lower-case letters, digits and hyphens, and none of the names that templates use themselves.";
  return problem("blueprint-reserved-name", use.at, { detail, fix });
}
