import { isMap, isPair, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap, type YAMLSeq } from "yaml";
import { canonicalJson, isObject, type Json, type JsonObject, sameJson } from "../model/json.ts";
import { flowText, itemLines, pairLines } from "./yaml-write.ts";

/** A piece of the text that is replaced. */
interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A text being edited: its line ends, and the splices so far. */
interface Editing {
  readonly text: string;
  readonly newline: string;
  readonly splices: Splice[];
}

/**
 * Changes a YAML text so that it says `wanted`, and no line more than it must: what already says it stays as it is
 * written, with its comments, its quotes and its blank lines.
 *
 * @param text a document that reads without errors, and is a map
 * @param wanted what it shall say; of maps the order does not count
 */
export function editYaml(text: string, wanted: JsonObject): string {
  const root = parseDocument(text, { keepSourceTokens: true, version: "1.2", schema: "core" }).contents;
  const editing: Editing = { text, newline: text.includes("\r\n") ? "\r\n" : "\n", splices: [] };
  if (!isMap(root) || root.flow === true) {
    return Object.entries(wanted)
      .flatMap(([key, value]) => pairLines(key, value, 0))
      .map((line) => line + editing.newline)
      .join("");
  }
  editBlockMap(root, wanted, editing);
  return applied(editing);
}

function applied({ text, splices }: Editing): string {
  // What is inserted at a place comes before what is replaced there. The sort is stable.
  const inOrder = [...splices].sort((a, b) => a.from - b.from || Number(a.to > a.from) - Number(b.to > b.from));
  let result = "";
  let end = 0;
  for (const { from, to, text: replacement } of inOrder) {
    result += text.slice(end, from) + replacement;
    end = to;
  }
  return result + text.slice(end);
}

/** Edits what stands behind a key; answers whether the whole pair has to be written anew. */
function editValue(node: unknown, wanted: Json, editing: Editing): "done" | "rewrite" {
  if (sameJson(jsonOf(node), wanted)) {
    return "done";
  }
  if (isMap(node) && isObject(wanted) && node.flow !== true && Object.keys(wanted).length > 0) {
    return editBlockMap(node, wanted as JsonObject, editing);
  }
  if (isSeq(node) && Array.isArray(wanted) && node.flow !== true && wanted.length > 0) {
    return editBlockList(node, wanted, editing);
  }
  if (isMap(node) && isObject(wanted) && node.flow === true && hasKeys(node, Object.keys(wanted))) {
    return editFlowMap(node, wanted as JsonObject, editing);
  }
  return "rewrite";
}

function jsonOf(node: unknown): Json {
  return isMap(node) || isSeq(node) || isScalar(node) ? (node.toJSON() as Json) : null;
}

function hasKeys({ items }: YAMLMap, keys: readonly string[]): boolean {
  return items.length === keys.length && items.every((pair) => keys.includes(keyOf(pair)));
}

/** The same keys with other values: brackets, order and everything else stay. */
function editFlowMap(map: YAMLMap, wanted: JsonObject, editing: Editing): "done" | "rewrite" {
  const before = editing.splices.length;
  for (const { key, value } of map.items) {
    const member = wanted[String(jsonOf(key))] as Json;
    if (editValue(value, member, editing) === "rewrite") {
      const range = (value as Node | null)?.range;
      if (range === undefined || range === null) {
        editing.splices.length = before;
        return "rewrite";
      }
      editing.splices.push({ from: range[0], to: range[1], text: flowText(member) });
    }
  }
  return "done";
}

function editBlockMap(map: YAMLMap, wanted: JsonObject, editing: Editing): "done" | "rewrite" {
  const first = map.items[0] as Pair;
  const indent = columnOf(keyStart(first), editing);
  const before = editing.splices.length;
  for (const pair of map.items) {
    const key = keyOf(pair);
    const isWanted = Object.hasOwn(wanted, key);
    if (isWanted && editValue(pair.value, wanted[key] as Json, editing) === "done") {
      continue;
    }
    const from = keyStart(pair);
    if (!isWanted && isBehindDash(from, editing)) {
      // The first line of a list's element goes with its dash.
      editing.splices.length = before;
      return "rewrite";
    }
    editing.splices.push(
      isWanted
        ? rewrittenPair(pair, wanted[key] as Json, indent, editing)
        : withoutLines(from, endOf(pair, editing.text), editing),
    );
  }
  const added = Object.entries(wanted).filter(([key]) => !map.items.some((pair) => keyOf(pair) === key));
  const lines = added.flatMap(([key, value]) => pairLines(key, value, indent));
  insertAfter(endOf(map.items.at(-1), editing.text), lines, editing);
  return "done";
}

/** A pair written anew; a comment behind its value stays. */
function rewrittenPair(pair: Pair, value: Json, indent: number, { text: whole, newline }: Editing): Splice {
  const text = pairLines(keyOf(pair), value, indent).join(newline).trimStart();
  return { from: keyStart(pair), to: endOf(pair, whole), text };
}

function editBlockList(list: YAMLSeq, wanted: readonly Json[], editing: Editing): "done" | "rewrite" {
  const items = list.items as Node[];
  const dashes = dashesOf(list);
  const indent = columnOf(dashes[0] as number, editing);
  const before = editing.splices.length;
  const kept = alignment(
    items.map((item) => identityOf(jsonOf(item))),
    wanted.map(identityOf),
  );
  for (const [index, item] of items.entries()) {
    const twin = kept.get(index);
    const dash = dashes[index] as number;
    if (isBehindDash(dash, editing)) {
      editing.splices.length = before;
      return "rewrite";
    }
    if (twin === undefined) {
      editing.splices.push(withoutLines(dash, endOf(item, editing.text), editing));
    } else if (editValue(item, wanted[twin] as Json, editing) === "rewrite") {
      const text = itemLines(wanted[twin] as Json, indent)
        .join(editing.newline)
        .trimStart();
      editing.splices.push({ from: dash, to: endOf(item, editing.text), text });
    }
  }
  insertItems(items, dashes, wanted, kept, indent, editing);
  return "done";
}

/** New elements come behind the one that they follow, or before the first. */
function insertItems(
  items: readonly Node[],
  dashes: readonly number[],
  wanted: readonly Json[],
  kept: ReadonlyMap<number, number>,
  indent: number,
  editing: Editing,
): void {
  const origin = new Map([...kept].map(([item, twin]) => [twin, item]));
  let last: number | null = null;
  for (const [index, value] of wanted.entries()) {
    const item = origin.get(index);
    if (item !== undefined) {
      last = item;
      continue;
    }
    const lines = itemLines(value, indent);
    if (last !== null) {
      insertAfter(endOf(items[last], editing.text), lines, editing);
    } else {
      const at = lineStart(dashes[0] as number, editing);
      editing.splices.push({ from: at, to: at, text: lines.map((line) => line + editing.newline).join("") });
    }
  }
}

/** What an element of a list is the same by, although it may have changed. */
function identityOf(value: Json): string {
  if (!isObject(value)) {
    return canonicalJson(value);
  }
  const { use, as, name, from, account } = value as JsonObject;
  const known =
    use !== undefined ? ["use", use, as ?? null] : name !== undefined ? ["name", name] : [from ?? account ?? null];
  return known[0] === null ? canonicalJson(value) : canonicalJson(known as Json);
}

/** The longest common subsequence of two lists, as indices of the one to indices of the other. */
function alignment(a: readonly string[], b: readonly string[]): Map<number, number> {
  const longest = a.map(() => b.map(() => 0));
  const at = (i: number, j: number) => longest[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      (longest[i] as number[])[j] = a[i] === b[j] ? 1 + at(i + 1, j + 1) : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs = new Map<number, number>();
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      pairs.set(i, j);
      [i, j] = [i + 1, j + 1];
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      i += 1;
    } else {
      j += 1;
    }
  }
  return pairs;
}

function dashesOf({ srcToken }: YAMLSeq): number[] {
  const items = srcToken?.type === "block-seq" ? srcToken.items : [];
  return items.flatMap(({ start }) => start.filter(({ type }) => type === "seq-item-ind").map(({ offset }) => offset));
}

function keyOf({ key }: Pair): string {
  return String(jsonOf(key));
}

function keyStart({ key }: Pair): number {
  return rangeOf(key)[0];
}

function rangeOf(node: unknown): [number, number, number] {
  return (node as Node).range as [number, number, number];
}

/** Where the last thing that a node holds ends, before white space, comments and line ends. */
function endOf(thing: unknown, text: string): number {
  if (isPair(thing)) {
    const { value } = thing;
    const isWritten = isScalar(value) ? value.type !== "PLAIN" || value.source !== "" : value !== null;
    return isWritten ? endOf(value, text) : rangeOf(thing.key)[1] + 1;
  }
  if ((isMap(thing) || isSeq(thing)) && thing.flow !== true) {
    return endOf(thing.items.at(-1), text);
  }
  // A block text's range ends behind its last line break.
  const [start, end] = rangeOf(thing);
  const isBlockText = isScalar(thing) && (thing.type === "BLOCK_LITERAL" || thing.type === "BLOCK_FOLDED");
  return isBlockText ? start + text.slice(start, end).trimEnd().length : end;
}

function lineStart(offset: number, { text }: Editing): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Where the next line begins. A block text ends there already. */
function nextLine(offset: number, { text }: Editing): number {
  if (offset > 0 && text[offset - 1] === "\n") {
    return offset;
  }
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end + 1;
}

function columnOf(offset: number, editing: Editing): number {
  return offset - lineStart(offset, editing);
}

/** Whether something else than white space stands before it on its line. */
function isBehindDash(offset: number, editing: Editing): boolean {
  return editing.text.slice(lineStart(offset, editing), offset).trim() !== "";
}

function withoutLines(from: number, end: number, editing: Editing): Splice {
  return { from: lineStart(from, editing), to: nextLine(end, editing), text: "" };
}

function insertAfter(end: number, lines: readonly string[], editing: Editing): void {
  if (lines.length === 0) {
    return;
  }
  const at = nextLine(end, editing);
  const isOpen = at > 0 && editing.text[at - 1] !== "\n";
  const text = lines.map((line) => line + editing.newline).join("");
  editing.splices.push({ from: at, to: at, text: isOpen ? editing.newline + text : text });
}
