import type { ValueRule } from "../blueprints/blueprint.ts";
import { readYaml } from "../config/strict-yaml.ts";
import { isObject, type Json, type JsonObject } from "../model/json.ts";
import { flowText } from "./yaml-write.ts";

/** What a typed line comes to. */
export type Read = { readonly value: Json } | { readonly problem: string };

/** How values of one form are typed on one line. */
export interface OneLine {
  write(value: Json): string;
  read(text: string): Read;
  /** How to type it, where that does not go without saying. */
  readonly how?: string;
}

/** How a value is typed on one line; null when it takes more than a line. */
export function oneLineFor(rule: ValueRule): OneLine | null {
  switch (rule.type) {
    case "string":
      return textLine(rule);
    case "integer":
      return INTEGER;
    case "list":
      return listLine(rule);
    case "map":
      return mapLine(rule);
    default:
      return null;
  }
}

function textLine({ default: initial }: ValueRule): OneLine {
  const read = (text: string): Read => ({ value: text.trim() === "" && initial === null ? null : text.trim() });
  const line = { write: (value: Json) => (value === null ? "" : String(value)), read };
  return initial === null ? { ...line, how: "Empty: not set." } : line;
}

const INTEGER: OneLine = {
  write: (value) => (value === null ? "" : String(value)),
  read(text) {
    if (text.trim() === "") {
      return { value: null };
    }
    return /^-?\d{1,15}$/.test(text.trim()) ? { value: Number(text) } : { problem: "This must be a whole number." };
  },
};

function listLine({ elements = { type: "string" } }: ValueRule): OneLine | null {
  const each = elements.type === "string" || elements.type === "integer" ? oneLineFor(elements) : null;
  if (each === null) {
    return elements.type === "list" || isFree(elements) ? YAML : null;
  }
  return {
    how: "Several with commas between them.",
    write: (value) => (Array.isArray(value) ? value.map((item: Json) => each.write(item)).join(", ") : ""),
    read: (text) => {
      const reads = partsOf(text).map((part) => each.read(part));
      const wrong = reads.find((read) => "problem" in read);
      return wrong ?? { value: reads.map((read) => ("value" in read ? read.value : null)) };
    },
  };
}

function mapLine(rule: ValueRule): OneLine | null {
  if (isFree(rule)) {
    return YAML;
  }
  return rule.elements?.type === "string" && rule.fields === undefined ? TAGS : null;
}

function isFree({ type, elements, fields }: ValueRule): boolean {
  return type === "map" && elements === undefined && fields === undefined;
}

const TAGS: OneLine = {
  how: "As in Owner=shop, CostCenter=100.",
  write: (value) =>
    isObject(value)
      ? Object.entries(value)
          .map(([key, member]) => `${key}=${member}`)
          .join(", ")
      : "",
  read(text) {
    const pairs = partsOf(text).map((part) => /^([^=]+?)\s*=\s*(.*)$/.exec(part));
    if (pairs.includes(null)) {
      return {
        problem: "Write a key, an equals sign and a value, as in Owner=shop; several with commas between them.",
      };
    }
    const entries = pairs.map((pair) => [pair?.[1] ?? "", pair?.[2] ?? ""] as const);
    const keys = entries.map(([key]) => key);
    const twice = keys.find((key, index) => keys.indexOf(key) < index);
    return twice === undefined ? { value: Object.fromEntries(entries) } : { problem: `${twice} is there twice.` };
  },
};

const YAML: OneLine = {
  how: "As YAML, on one line.",
  write: (value) => (isNothing(value) ? "" : flowText(value)),
  read(text) {
    if (text.trim() === "") {
      return { value: {} };
    }
    const { document, findings } = readYaml("the answer", text);
    const [finding] = findings;
    return document === null || finding !== undefined
      ? { problem: finding?.detail ?? "This cannot be read." }
      : { value: document.value };
  },
};

function isNothing(value: Json): boolean {
  return value === null || (isObject(value) && Object.keys(value as JsonObject).length === 0);
}

function partsOf(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
