import { type Day, dayOf } from "../model/day.ts";
import type { Finding } from "../model/finding.ts";
import { isObject, type Json, pointerSegment } from "../model/json.ts";
import type { ValueRule } from "./blueprint.ts";
import { warning } from "./findings.ts";
import type { UsedBlueprint } from "./read-wishes.ts";

/** So many days before something ends it is told. */
const WARNED_BEFORE_DAYS = 30;

/** A day that a parameter's value holds, and what ends with it. */
interface Ending {
  readonly pointer: string;
  /** How messages call the value, as in `trustedOutside[0].until`. */
  readonly name: string;
  readonly what: string;
  readonly day: Day;
}

/** What of the files ends within the next thirty days, or is over, at the place where its last day is written. */
export function endingsOn(now: Date, uses: readonly UsedBlueprint[]): Finding[] {
  const [today, near] = [dayOf(now), dayOf(now, WARNED_BEFORE_DAYS)];
  return uses.flatMap(({ use, blueprint }) => {
    const endings = [...blueprint.parameters.values()].flatMap((parameter) => {
      const written = Object.hasOwn(use.with, parameter.name) ? use.with[parameter.name] : undefined;
      return written === undefined
        ? []
        : endingsIn(parameter, written, `/${pointerSegment(parameter.name)}`, parameter.name);
    });
    return endings.flatMap(({ pointer, name, what, day }) => {
      const at = use.positionOf(pointer);
      if (day < today) {
        const detail = `The last day of ${what} was ${day} (\`${name}\`).`;
        const fix =
          "Remove the entry: nothing rests on it any more. If it shall go on, agree on a later day and write that.";
        return [warning("has-ended", at, { detail, fix })];
      }
      const detail = `The last day of ${what} is ${day} (\`${name}\`).`;
      const fix = "If it shall go on, agree on a later day and write that. Else remove the entry when the day is over.";
      return day > near ? [] : [warning("ends-soon", at, { detail, fix })];
    });
  });
}

function endingsIn(rule: ValueRule, value: Json, pointer: string, name: string): Ending[] {
  if (rule.lastDayOf !== undefined && typeof value === "string") {
    return [{ pointer, name, what: rule.lastDayOf, day: value }];
  }
  const member = memberRule(rule);
  if (Array.isArray(value)) {
    return (value as readonly Json[]).flatMap((item, index) =>
      member === undefined ? [] : endingsIn(member, item, `${pointer}/${index}`, `${name}[${index}]`),
    );
  }
  return Object.entries(isObject(value) ? value : {}).flatMap(([key, one]) => {
    const inside = member ?? rule.fields?.[key];
    return inside === undefined
      ? []
      : endingsIn(inside, one as Json, `${pointer}/${pointerSegment(key)}`, `${name}.${key}`);
  });
}

/** What all elements of a list or members of a map must be like; undefined where each field has a rule of its own. */
function memberRule({ type, elements, fields = {} }: ValueRule): ValueRule | undefined {
  return type === "accounts" || type === "people" ? { type: "map", fields } : elements;
}
