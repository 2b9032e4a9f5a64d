import { type After, isAfter, isJoin, refOf } from "../model/deferred.ts";
import { isObject, type Json, type JsonObject } from "../model/json.ts";

/** Columns that an object or list may take on one line. */
const INLINE = 60;

/** A value on one line: JSON, with what is known only later named in words. */
export function inlineValue(value: Json): string {
  if (isAfter(value)) {
    return knownAfter(value);
  }
  if (isJoin(value)) {
    return value.$join.map((part) => (typeof part === "string" ? part : knownAfter(part))).join("");
  }
  if (Array.isArray(value)) {
    return `[${value.map(inlineValue).join(", ")}]`;
  }
  if (isObject(value)) {
    const members = Object.entries(value as JsonObject);
    return members.length === 0
      ? "{}"
      : `{ ${members.map(([name, member]) => memberText(name, inlineValue(member))).join(", ")} }`;
  }
  return JSON.stringify(value);
}

/** A value on as many lines as it needs: what is short stays on one line, so that a policy reads like a policy. */
export function valueLines(value: Json): string[] {
  if (!isLong(value)) {
    return [inlineValue(value)];
  }
  if (Array.isArray(value)) {
    return ["[", ...separated(value.map(valueLines)), "]"];
  }
  const members = Object.entries(value as JsonObject).map(([name, member]) => {
    const [first = "", ...rest] = valueLines(member);
    return [memberText(name, first), ...rest];
  });
  return ["{", ...separated(members), "}"];
}

/** Whether `value` is shown on lines of its own. */
export function isLong(value: Json | undefined): value is JsonObject | readonly Json[] {
  const isStructure = (Array.isArray(value) || isObject(value)) && !isAfter(value) && !isJoin(value);
  return isStructure && (holdsObjects(value as JsonObject) || inlineValue(value as JsonObject).length > INLINE);
}

function knownAfter(value: After): string {
  const { address, output } = refOf(value);
  return `(known after apply: ${address}#${output})`;
}

function memberText(name: string, text: string): string {
  return `${JSON.stringify(name)}: ${text}`;
}

function holdsObjects(value: Json): boolean {
  const members = Array.isArray(value) ? value : Object.values(value as JsonObject);
  return members.some((member) => isObject(member) && !isAfter(member) && !isJoin(member));
}

/** Groups of lines, indented, with a comma after each but the last. */
function separated(groups: readonly string[][]): string[] {
  return groups.flatMap((lines, index) => {
    const comma = index === groups.length - 1 ? "" : ",";
    return lines.map((text, at) => `  ${text}${at === lines.length - 1 ? comma : ""}`);
  });
}
