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
  const lines: string[] = [];
  write(value, { indent: "", name: "", comma: "" }, lines);
  return lines;
}

/** What stands before and behind a value: its indentation and name, and the comma. */
interface Setting {
  readonly indent: string;
  readonly name: string;
  readonly comma: string;
}

function write(value: Json, { indent, name, comma }: Setting, lines: string[]): void {
  if (!isLong(value)) {
    lines.push(`${indent}${name}${inlineValue(value)}${comma}`);
    return;
  }
  const isList = Array.isArray(value);
  const members: (readonly [string, Json])[] = isList
    ? value.map((member) => ["", member])
    : Object.entries(value as JsonObject).map(([key, member]) => [memberText(key, ""), member]);
  lines.push(`${indent}${name}${isList ? "[" : "{"}`);
  members.forEach(([inner, member], index) => {
    const last = index === members.length - 1;
    write(member, { indent: `${indent}  `, name: inner, comma: last ? "" : "," }, lines);
  });
  lines.push(`${indent}${isList ? "]" : "}"}${comma}`);
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
