import type { Finding } from "../model/finding.ts";
import { isObject, type Json, type JsonObject, pointerSegment } from "../model/json.ts";
import type { SourcePosition } from "../model/position.ts";
import { problem } from "./findings.ts";
import type { Item, Member, Node } from "./node.ts";
import type { Template } from "./template.ts";
import { parseTemplate } from "./template-parser.ts";

/** Tells where in its file a value stands, by JSON Pointer. */
export interface Positions {
  readonly positionOf: (pointer: string) => SourcePosition;
  readonly keyPositionOf: (pointer: string) => SourcePosition;
}

const NOTHING: Template = { parts: [] };

/** Takes the templates in `value` apart. What cannot be read becomes a finding, and an empty text in the node. */
export function parseNode(value: Json, pointer: string, positions: Positions, findings: Finding[]): Node {
  const at = positions.positionOf(pointer);
  if (typeof value === "string") {
    return { is: "template", template: templateOf(value, at, findings), at };
  }
  if (Array.isArray(value)) {
    const items = value.map((item, index) => parseItem(item, `${pointer}/${index}`, positions, findings));
    return { is: "list", items, at };
  }
  if (isObject(value)) {
    const members = Object.entries(value as JsonObject).map(([name, member]) =>
      parseMember(name, member, `${pointer}/${pointerSegment(name)}`, positions, findings),
    );
    return { is: "map", members, at };
  }
  return { is: "plain", value: value as null | boolean | number, at };
}

function parseMember(name: string, value: Json, pointer: string, positions: Positions, findings: Finding[]): Member {
  const at = positions.keyPositionOf(pointer);
  if (name.startsWith("$") && !name.startsWith("${") && !name.startsWith("$${")) {
    findings.push(
      problem("template-syntax", at, {
        detail: `\`${name}\` cannot be a member here. Names that begin with \`$\` belong to orgwright.`,
        fix: "`$for` with `$do`, and `$if` with `$then`, stand as elements of a list, in pairs and with nothing beside them.",
      }),
    );
  }
  return { name: templateOf(name, at, findings), value: parseNode(value, pointer, positions, findings), at };
}

function parseItem(value: Json, pointer: string, positions: Positions, findings: Finding[]): Item {
  const member = (name: string) => (value as JsonObject)[name] as Json;
  const inner = (name: string) => parseNode(member(name), `${pointer}/${name}`, positions, findings);
  const item = (name: string) => parseItem(member(name), `${pointer}/${name}`, positions, findings);
  if (hasExactly(value, "$for", "$do")) {
    return { is: "for", each: inner("$for"), item: item("$do") };
  }
  if (hasExactly(value, "$if", "$then")) {
    return { is: "if", condition: inner("$if"), item: item("$then") };
  }
  return { is: "one", value: parseNode(value, pointer, positions, findings) };
}

function hasExactly(value: Json, ...names: readonly string[]): boolean {
  return (
    isObject(value) && Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name))
  );
}

function templateOf(text: string, at: SourcePosition, findings: Finding[]): Template {
  const parsed = parseTemplate(text);
  if ("template" in parsed) {
    return parsed.template;
  }
  const { column, detail } = parsed.problem;
  findings.push(
    problem("template-syntax", at, {
      detail: `At character ${column} of \`${excerpt(text, column)}\`: ${detail}`,
      fix: "Correct the expression. A `${` that is meant as it stands is written `$${`.",
    }),
  );
  return NOTHING;
}

/** At most 80 characters of `text`, around `column`. */
function excerpt(text: string, column: number): string {
  const start = Math.max(0, column - 50);
  const end = Math.min(text.length, start + 80);
  return `${start > 0 ? "…" : ""}${text.slice(start, end)}${end < text.length ? "…" : ""}`;
}
