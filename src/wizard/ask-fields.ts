import type { ValueRule } from "../blueprints/blueprint.ts";
import { isObject, type Json, type JsonObject, sameJson } from "../model/json.ts";
import type { Answered } from "./asker.ts";
import type { Asking, AskValue, Circumstances } from "./asking.ts";
import { withMember } from "./content.ts";
import { valueText } from "./value-text.ts";

/**
 * Asks for the members of a map that has known ones: first for those that it needs, then for whichever somebody wants to
 * change. What comes to its default is left out.
 */
export async function askFields(asking: Asking, around: Circumstances, askValue: AskValue): Promise<Answered<Json>> {
  const { message, help, rule } = asking;
  const fields = rule.fields ?? {};
  const first = await askNeeded(asking, around, askValue);
  if (first === null) {
    return { is: "back" };
  }
  let map = first;
  for (;;) {
    const options = Object.entries(fields).map(([key, field]) => ({
      value: `field ${key}`,
      label: `${key}  ${valueText(map[key] ?? field.default)}`,
      hint: [field.ask, field.help].filter((text) => text !== undefined).join(" "),
    }));
    const answered = await around.asker.choose({
      message,
      help,
      options: [{ value: "done", label: "Done" }, ...options],
    });
    if (answered.is === "back") {
      return answered;
    }
    if (answered.value === "done") {
      const problem = asking.refuse(map);
      if (problem === null) {
        return { is: "answer", value: map };
      }
      around.asker.say([problem]);
      continue;
    }
    const key = answered.value.slice("field ".length);
    map = (await askField({ key, map, asking }, around, askValue)) ?? map;
  }
}

/** The map with what it needs; null when somebody wants to go back. */
async function askNeeded(asking: Asking, around: Circumstances, askValue: AskValue): Promise<JsonObject | null> {
  let map: JsonObject = isObject(asking.value) ? (asking.value as JsonObject) : {};
  for (const [key, field] of Object.entries(asking.rule.fields ?? {})) {
    if (map[key] === undefined && field.default === undefined) {
      const next = await askField({ key, map, asking }, around, askValue);
      if (next === null) {
        return null;
      }
      map = next;
    }
  }
  return map;
}

interface FieldAsking {
  readonly key: string;
  readonly map: JsonObject;
  readonly asking: Asking;
}

/** The map with one field answered, or null when somebody goes back. */
async function askField({ key, map, asking }: FieldAsking, around: Circumstances, askValue: AskValue) {
  const field = asking.rule.fields?.[key] as ValueRule;
  const isComplete = (candidate: JsonObject) =>
    Object.entries(asking.rule.fields ?? {}).every(
      ([name, { default: initial }]) => candidate[name] !== undefined || initial !== undefined,
    );
  const answered = await askValue(
    {
      message: `${asking.message} ${key}`,
      help: [field.ask, field.help].filter((text) => text !== undefined).join(" "),
      rule: field,
      value: map[key] ?? field.default,
      irreversible: null,
      refuse(value) {
        const candidate = withMember(map, key, value);
        return isComplete(candidate) ? asking.refuse(candidate) : null;
      },
    },
    around,
  );
  if (answered.is === "back") {
    return null;
  }
  const isDefault = sameJson(answered.value, field.default) && map[key] === undefined;
  return withMember(map, key, isDefault || answered.value === null ? undefined : answered.value);
}
