import type { Json } from "../model/json.ts";
import { MANAGEMENT } from "../model/place.ts";
import { groupedBy } from "./grouped-by.ts";
import type { Row } from "./page.ts";

/**
 * Rows that say the same of several accounts as one row with all their places. What differs by nothing but the
 * account's key shows `{account}` there. The first of a group gives it its place among the rows.
 */
export function groupRows(rows: readonly Row[]): Row[] {
  const groups = groupedBy(rows, (row) => {
    const [place] = row.places;
    // What is not inside an account is there once.
    if (place === undefined || place.account === MANAGEMENT) {
      return row.number;
    }
    const { places: _where, number: _at, ...same } = withoutAccount(row);
    return JSON.stringify([same, place.region]);
  });
  return [...groups.values()].map((group) => {
    const [first, ...others] = group as [Row, ...Row[]];
    return others.length === 0 ? first : { ...withoutAccount(first), places: group.flatMap((row) => row.places) };
  });
}

/** A row with `{account}` wherever the key of its account stands as a word of its own. */
function withoutAccount(row: Row): Row {
  const key = row.places[0]?.account ?? MANAGEMENT;
  if (key === MANAGEMENT) {
    return row;
  }
  const word = new RegExp(`(?<![A-Za-z0-9_-])${key.replace(/[^A-Za-z0-9]/g, "\\$&")}(?![A-Za-z0-9_-])`, "g");
  const replaced = (text: string) => (text.includes(key) ? text.replace(word, "{account}") : text);
  return {
    ...row,
    address: replaced(row.address),
    fields: row.fields.map(({ path, before, after }) => ({
      path,
      ...(before === undefined ? {} : { before: mapTexts(before, replaced) }),
      ...(after === undefined ? {} : { after: mapTexts(after, replaced) }),
    })),
  };
}

/** `value` with every text in it, keys apart, sent through `map`. */
function mapTexts(value: Json, map: (text: string) => string): Json {
  if (typeof value === "string") {
    return map(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => mapTexts(item, map));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapTexts(member, map)]));
  }
  return value;
}
