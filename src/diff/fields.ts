import type { FieldChange } from "../model/change.ts";
import { isObject, type Json, type JsonObject, pointerSegment, sameJson } from "../model/json.ts";
import type { FieldRule, Shape } from "../model/shape.ts";

/** A field that differs, with the rule it falls under. */
export interface FieldDifference {
  readonly field: FieldChange;
  readonly rule: FieldRule;
}

/**
 * Where live properties differ from the wished-for ones, by the kind's rules. Both are in normal form; a wished-for
 * part that is known only after apply differs from anything.
 */
export function fieldDifferences(shape: Shape, live: JsonObject, wished: JsonObject): FieldDifference[] {
  return Object.entries(shape.fields).flatMap(([name, rule]) => {
    if (rule.rule === "createOnly" || rule.rule === "unwatched") {
      return [];
    }
    const path = `/${pointerSegment(name)}`;
    const fields =
      rule.by === "entries"
        ? entryChanges(path, rule, live[name], wished[name])
        : wholeChange(path, rule, live[name], wished[name]);
    return fields.map((field) => ({ field, rule }));
  });
}

function wholeChange(path: string, rule: FieldRule, before: Json | undefined, after: Json | undefined): FieldChange[] {
  const notWished = after === undefined || after === false || after === null;
  if ((rule.rule === "additive" && notWished) || same(rule, before, after)) {
    return [];
  }
  return [change(path, before, after)];
}

function entryChanges(path: string, rule: FieldRule, before: Json | undefined, after: Json | undefined): FieldChange[] {
  const [old, wished] = [entriesOf(before), entriesOf(after)];
  const names = rule.rule === "additive" ? Object.keys(wished) : [...Object.keys(wished), ...Object.keys(old)];
  return [...new Set(names)]
    .sort()
    .map((name) => ({ name, before: member(old, name), after: member(wished, name) }))
    .filter(({ before, after }) => !same(rule, before, after))
    .map(({ name, before, after }) => change(`${path}/${pointerSegment(name)}`, before, after));
}

/** A name may be one that every object inherits, as `constructor`. */
function member(entries: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}

function same(rule: FieldRule, a: Json | undefined, b: Json | undefined): boolean {
  if (a === undefined || b === undefined) {
    return a === b;
  }
  return sameJson(a, b) || (rule.same?.(a, b) ?? false);
}

function entriesOf(value: Json | undefined): JsonObject {
  return isObject(value) ? (value as JsonObject) : {};
}

function change(path: string, before: Json | undefined, after: Json | undefined): FieldChange {
  return { path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}
