import { parse } from "yaml";
import { isObject, type Json, type JsonObject } from "../model/json.ts";

/** Longest line that is written when a value can also be written over several. */
const WIDTH = 100;

/** Members of a map that always get lines of their own, so that changing one of them changes no other's line. */
const ALWAYS_BLOCK: ReadonlySet<string> = new Set([
  "organization",
  "blueprints",
  "with",
  "accounts",
  "moved",
  "waivers",
]);

/** A member of a block map, as lines without line breaks, indented by so many columns. */
export function pairLines(key: string, value: Json, indent: number): string[] {
  const head = `${" ".repeat(indent)}${scalar(key, "block")}:`;
  const inline = ALWAYS_BLOCK.has(key) && !isEmpty(value) ? null : inlineText(value, head.length + 1);
  return inline === null ? [head, ...blockLines(value, indent + 2)] : [`${head} ${inline}`];
}

/** An element of a block list, as lines, with its dash so many columns in. */
export function itemLines(value: Json, indent: number): string[] {
  const isUse = isObject(value) && typeof value["use"] === "string";
  const inline = isUse ? null : inlineText(value, indent + 2);
  const lines = inline === null ? blockLines(value, indent + 2) : [`${" ".repeat(indent + 2)}${inline}`];
  const [first = "", ...rest] = lines;
  return [`${" ".repeat(indent)}- ${first.trimStart()}`, ...rest];
}

/** A value on one line, as it may stand inside brackets. */
export function flowText(value: Json): string {
  if (Array.isArray(value)) {
    return `[${value.map(flowText).join(", ")}]`;
  }
  if (isObject(value)) {
    const members = Object.entries(value as JsonObject).map(
      ([key, member]) => `${scalar(key, "flow")}: ${flowText(member)}`,
    );
    return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
  }
  return scalar(value, "flow");
}

/** A value behind its key or dash when it fits on that line and reads well there; null when it wants lines of its own. */
function inlineText(value: Json, column: number): string | null {
  if (!Array.isArray(value) && !isObject(value)) {
    return scalar(value as Json, "block");
  }
  const text = flowText(value as Json);
  return depthOf(value as Json) <= 2 && column + text.length <= WIDTH ? text : null;
}

function blockLines(value: Json, indent: number): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: Json) => itemLines(item, indent));
  }
  return Object.entries(value as JsonObject).flatMap(([key, member]) => pairLines(key, member, indent));
}

/** How deep collections lie in each other; empty ones do not count. */
function depthOf(value: Json): number {
  const members = Array.isArray(value) ? value : isObject(value) ? Object.values(value as JsonObject) : [];
  return members.length === 0 ? 0 : 1 + Math.max(...members.map(depthOf));
}

function isEmpty(value: Json): boolean {
  return Array.isArray(value) ? value.length === 0 : !isObject(value) || Object.keys(value).length === 0;
}

const PLAIN = { block: /^[\w/.(<][^\n#:]*(?<!\s)$/u, flow: /^[\w/.(<][^\n#:,[\]{}]*(?<!\s)$/u };

/** A scalar without quotes where YAML takes it for the same text then, else as JSON writes it. */
function scalar(value: Json, within: "block" | "flow"): string {
  if (typeof value !== "string") {
    return JSON.stringify(value);
  }
  const isPlain = PLAIN[within].test(value) && !/[^\u0020-\u007e]/.test(value) && readsAs(value);
  return isPlain ? value : JSON.stringify(value);
}

function readsAs(text: string): boolean {
  // What older readers take for a truth value stays in quotes too.
  return !/^(y|n|yes|no|on|off)$/i.test(text) && parse(text, { version: "1.2", schema: "core" }) === text;
}
