import { isAfter, isJoin, type Text } from "../model/deferred.ts";
import { canonicalJson, isObject, type Json, type JsonObject } from "../model/json.ts";

/** The elements of a policy document, in the order in which they are written. */
export const DOCUMENT_ELEMENTS = ["Version", "Id", "Statement"] as const;

/** The elements of a statement, in the order in which they are written. */
export const STATEMENT_ELEMENTS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
] as const;

/** The version that AWS assumes of a document that names none (IAM JSON policy elements: Version). */
export const DEFAULT_VERSION = "2008-10-17";

/** Whether `value` is one text that is not known yet. Nothing looks inside it. */
export function isOpaque(value: unknown): value is Exclude<Text, string> {
  return isAfter(value) || isJoin(value);
}

/** Whether `value` is an object whose members may be looked at. */
export function isOpen(value: Json | undefined): value is JsonObject {
  return isObject(value) && !isOpaque(value);
}

/** Whether `value` is a text, known or not. */
export function isText(value: unknown): value is Text {
  return typeof value === "string" || isOpaque(value);
}

/** Whether `document` is written in IAM's policy language, as far as its outline tells. */
export function isIamDocument(document: Json): document is JsonObject {
  return isOpen(document) && Object.hasOwn(document, "Statement");
}

/** A value as the list that it stands for. */
export function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value) ? value : [value as Json];
}

/** `values` without repetition, in an order that only their content decides. */
export function setOf(values: readonly Json[]): readonly Json[] {
  const byContent = new Map(values.map((value) => [canonicalJson(value), value]));
  return [...byContent].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

/** The members of `object`: those named in `order` first, the others after them by name. */
export function inOrder(object: JsonObject, order: readonly string[]): [string, Json][] {
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.entries(object).sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1));
}

/** One statement and the JSON Pointer to it. */
export interface PlacedStatement {
  readonly path: string;
  readonly statement: Json;
}

/** The statements of a document, each with its path. */
export function statementsOf(document: JsonObject): PlacedStatement[] {
  const value = document["Statement"];
  if (!Array.isArray(value)) {
    return value === undefined ? [] : [{ path: "/Statement", statement: value as Json }];
  }
  return value.map((statement: Json, index) => ({ path: `/Statement/${index}`, statement }));
}

/** One value and the JSON Pointer to it. */
export interface PlacedValue {
  readonly path: string;
  readonly value: Json;
}

/** The values of a single value or a list at `path`, each with its own path. */
export function valuesAt(path: string, value: Json | undefined): PlacedValue[] {
  if (Array.isArray(value)) {
    return value.map((item: Json, index) => ({ path: `${path}/${index}`, value: item }));
  }
  return value === undefined ? [] : [{ path, value: value as Json }];
}

/** The texts among the values at `path` that are known by now. */
export function knownTextsAt(
  path: string,
  value: Json | undefined,
): { readonly path: string; readonly text: string }[] {
  return valuesAt(path, value).flatMap((item) =>
    typeof item.value === "string" ? [{ path: item.path, text: item.value }] : [],
  );
}
