import { isAlias, isMap, isScalar, isSeq, type Pair, Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import { type Json, pointerSegment } from "../model/json.ts";
import { duplicateKey, forbiddenKey, inexactNumber, keyNotText, MERGE_KEY, tooDeep } from "./yaml-problems.ts";
import { type Fault, MAX_DEPTH } from "./yaml-scan.ts";

/** Where a value stands: offsets of its key (null in a list) and of itself, and how a plain scalar is written. */
export interface Spot {
  readonly key: number | null;
  readonly value: number;
  readonly source: string | null;
}

/** A YAML tree as plain data. */
export interface ReadValue {
  readonly value: Json;
  /** By JSON Pointer. */
  readonly spots: ReadonlyMap<string, Spot>;
  /** Pointers to values that could not be read and are null or incomplete; each has a fault of its own. */
  readonly unread: ReadonlySet<string>;
  readonly faults: readonly Fault[];
}

interface Reading {
  readonly spots: Map<string, Spot>;
  readonly unread: Set<string>;
  readonly faults: Fault[];
}

/** A key of a map that may be used, or null. */
interface Key {
  readonly name: string | null;
  readonly offset: number;
}

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** Reads a composed YAML tree into plain data. Its objects have no prototype, so they hold only what the file says. */
export function readValue(root: unknown): ReadValue {
  const reading: Reading = { spots: new Map(), unread: new Set(), faults: [] };
  const value = readNode(root, "", null, 0, reading);
  return { value, ...reading };
}

function readNode(node: unknown, pointer: string, key: number | null, depth: number, reading: Reading): Json {
  const offset = offsetOf(node, key);
  reading.spots.set(pointer, { key, value: offset, source: isScalar(node) ? (node.source ?? null) : null });
  if (isAlias(node) || hasTag(node)) {
    reading.unread.add(pointer);
  }
  if (!isMap(node) && !isSeq(node)) {
    return isScalar(node) ? readScalar(node, offset, reading) : null;
  }
  if (depth === MAX_DEPTH) {
    reading.unread.add(pointer);
    reading.faults.push({ offset, problem: tooDeep(MAX_DEPTH) });
    return null;
  }
  return isMap(node) ? readMap(node, pointer, depth + 1, reading) : readList(node, pointer, depth + 1, reading);
}

/** Where a node starts; a value of which nothing is written stands where its key does. */
function offsetOf(node: unknown, key: number | null): number {
  const start = isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range?.[0] : undefined;
  const isBlank = isScalar(node) && node.type === Scalar.PLAIN && node.source === "";
  return isBlank || start === undefined ? (key ?? start ?? 0) : start;
}

/** The composer sets a node's tag only where the file does. */
function hasTag(node: unknown): boolean {
  return (isMap(node) || isSeq(node) || isScalar(node)) && node.tag !== undefined;
}

function readScalar(node: Scalar, offset: number, reading: Reading): Json {
  const { value, source = "" } = node;
  if (typeof value === "number") {
    const isExact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
    if (!isExact || /^[-+]?0\d/.test(source)) {
      reading.faults.push({ offset, problem: inexactNumber(source, value) });
    }
    return Number.isFinite(value) ? value : null;
  }
  return typeof value === "string" || typeof value === "boolean" ? value : null;
}

function readList(node: YAMLSeq, pointer: string, depth: number, reading: Reading): Json {
  return node.items.map((item, index) => readNode(item, `${pointer}/${index}`, null, depth, reading));
}

function readMap(node: YAMLMap, pointer: string, depth: number, reading: Reading): Json {
  const object: Record<string, Json> = Object.create(null);
  for (const pair of node.items) {
    const key = readKey(pair, node, pointer, reading);
    if (key.name === null) {
      continue;
    }
    if (key.name in object) {
      reading.faults.push({ offset: key.offset, problem: duplicateKey(key.name) });
      continue;
    }
    const child = `${pointer}/${pointerSegment(key.name)}`;
    object[key.name] = readNode(pair.value, child, key.offset, depth, reading);
  }
  return object;
}

function readKey(pair: Pair, map: YAMLMap, pointer: string, reading: Reading): Key {
  const { key } = pair;
  const offset =
    isMap(key) || isSeq(key) || isScalar(key) || isAlias(key) ? (key.range?.[0] ?? 0) : (map.range?.[0] ?? 0);
  const name = isScalar(key) && typeof key.value === "string" ? key.value : null;
  if (name === "<<" && isScalar(key) && key.type === Scalar.PLAIN) {
    reading.unread.add(pointer);
    reading.faults.push({ offset, problem: MERGE_KEY });
    return { name: null, offset };
  }
  if (name === null) {
    reading.faults.push({ offset, problem: keyNotText(isScalar(key) ? (key.source ?? "") : null) });
  } else if (FORBIDDEN_KEYS.has(name)) {
    reading.faults.push({ offset, problem: forbiddenKey(name) });
    return { name: null, offset };
  }
  return { name, offset };
}
