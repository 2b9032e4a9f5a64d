import { isObject, type Json, type JsonObject } from "../model/json.ts";

const LONGEST = 60;

/** A value in a few words, for a menu. */
export function valueText(value: Json | undefined): string {
  const text = wordsOf(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function wordsOf(value: Json | undefined): string {
  if (value === undefined) {
    return "needed";
  }
  if (value === null) {
    return "not set";
  }
  if (typeof value === "boolean") {
    return value ? "yes" : "no";
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? "none" : value.map((item: Json) => memberName(item)).join(", ");
  }
  if (isObject(value)) {
    return mapWords(value as JsonObject);
  }
  return String(value);
}

function mapWords(map: JsonObject): string {
  const said = Object.entries(map).filter(([, member]) => !isNothing(member));
  return said.length === 0
    ? "none"
    : said.map(([key, member]) => (isObject(member) ? key : `${key}: ${wordsOf(member)}`)).join(", ");
}

/** What one of several is called. */
export function memberName(value: Json): string {
  if (!isObject(value)) {
    return wordsOf(value);
  }
  const { name, account, subject } = value as JsonObject;
  const known = [name, account, subject].find((one) => typeof one === "string");
  return known === undefined ? mapWords(value as JsonObject) : String(known);
}

function isNothing(value: Json): boolean {
  return (
    value === null ||
    (Array.isArray(value) && value.length === 0) ||
    (isObject(value) && Object.keys(value).length === 0)
  );
}
