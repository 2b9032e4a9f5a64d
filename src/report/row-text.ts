import type { Action } from "../model/change.ts";
import { isObject, type Json } from "../model/json.ts";
import { MANAGEMENT, type Place } from "../model/place.ts";
import type { Risk } from "../model/plan.ts";
import { documentDiff } from "./document-diff.ts";
import { type FieldRow, type Row, SIGNS } from "./page.ts";
import { fieldName, shownFields } from "./row-fields.ts";
import { type Line, line, type Span, span, type Tone, widthOf } from "./text-line.ts";
import { inlineValue, isLong, valueLines } from "./value-text.ts";

/** The colour of each action's sign. */
export const ACTION_TONES: Readonly<Record<Action, Tone>> = {
  create: "good",
  update: "careful",
  move: "moved",
  adopt: "moved",
  delete: "bad",
};

const RISK_TONES: Readonly<Record<Risk, Tone>> = {
  safe: "faint",
  disruptive: "careful",
  takeover: "bad",
  irreversible: "bad",
};

const FIELD_INDENT = 6;
const MAX_NAME_COLUMNS = 24;

/** A row with its fields as lines. */
export function rowLines(row: Row): Line[] {
  const shown = shownFields(row);
  const columns = Math.min(Math.max(0, ...shown.map((field) => widthOf(fieldName(field)))), MAX_NAME_COLUMNS);
  return [headLine(row), ...placeLines(row.places), ...shown.flatMap((field) => fieldLines(field, columns))];
}

function headLine({ action, address, kind, places, risk }: Row): Line {
  const times = places.length > 1 ? [span(` × ${places.length}`, "strong")] : [];
  const weight = risk === "safe" ? [] : [span(`  [${risk}]`, RISK_TONES[risk])];
  return line(2, [
    span(SIGNS[action], ACTION_TONES[action]),
    span(" "),
    span(address, "strong"),
    span(`  ${kind}`, "faint"),
    ...times,
    ...weight,
  ]);
}

/** Where it happens; nothing for what lives at the level of the organization. */
function placeLines(places: readonly Place[]): Line[] {
  const region = places[0]?.region ?? "global";
  const accounts = places.map((place) => place.account);
  if (places.length === 1 && accounts[0] === MANAGEMENT && region === "global") {
    return [];
  }
  const where = region === "global" ? "" : ` (${region})`;
  return [line(FIELD_INDENT, [span(`in ${accounts.join(", ")}${where}`, "faint")], FIELD_INDENT + 3)];
}

function fieldLines(field: FieldRow, columns: number): Line[] {
  const { before, after } = field;
  const name = fieldName(field);
  const sign = before === undefined ? "+" : after === undefined ? "-" : "~";
  const tone: Tone = sign === "+" ? "good" : sign === "-" ? "bad" : "careful";
  const head = [span(sign, tone), span(` ${name}`)];
  if (before !== undefined && after !== undefined && (isLong(before) || isLong(after) || isPair(before, after))) {
    return [line(FIELD_INDENT, head), ...diffLines(before, after)];
  }
  const value = after ?? before ?? null;
  if (isLong(value)) {
    return [line(FIELD_INDENT, head), ...valueLines(value).map((text) => documentLine(" ", text, "normal"))];
  }
  const gap = span(" ".repeat(Math.max(0, columns - widthOf(name)) + 2));
  return [line(FIELD_INDENT, [...head, gap, ...valueSpans(before, after)], FIELD_INDENT + columns + 4)];
}

/** Whether both sides are structures, which are easier to compare one under the other. */
function isPair(before: Json, after: Json): boolean {
  const sides = [before, after];
  return sides.every((side) => isObject(side) || Array.isArray(side)) && inlineValue(sides).length > 40;
}

function valueSpans(before: Json | undefined, after: Json | undefined): Span[] {
  if (before !== undefined && after !== undefined) {
    return [span(inlineValue(before)), span(" -> ", "faint"), span(inlineValue(after))];
  }
  return [span(inlineValue(after ?? before ?? null))];
}

function diffLines(before: Json, after: Json): Line[] {
  const tones = { "+": "good", "-": "bad", " ": "normal" } as const;
  return documentDiff(before, after).map(({ sign, text }) =>
    sign === "fold" ? documentLine(" ", text, "faint") : documentLine(sign, text, tones[sign]),
  );
}

/** A line of a document; what does not fit goes on below its own text. */
function documentLine(sign: string, text: string, tone: Tone): Line {
  const own = text.length - text.trimStart().length;
  const indent = FIELD_INDENT + 2;
  return line(indent, [span(`${sign} `, tone), span(text, tone)], indent + own + 4);
}
