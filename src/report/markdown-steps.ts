import { MANAGEMENT, type Place } from "../model/place.ts";
import type { Risk } from "../model/plan.ts";
import { fitted, type Piece, type Shown } from "./markdown-fit.ts";
import { codeSpan, fenced, htmlCode, prose } from "./markdown-text.ts";
import { type Page, type Row, type Section, SIGNS } from "./page.ts";
import { rowDiff } from "./row-fields.ts";
import { summaryOfRows, summaryWords, takenAwayIn } from "./summary.ts";

/** A change that cannot be undone is the last to be left out. */
const WEIGHTS: Readonly<Record<Risk, number>> = { irreversible: 3, takeover: 2, disruptive: 1, safe: 0 };

/** So many accounts of a row are named; of more, the rest is counted. */
const NAMED = 20;

/** Characters that open and close a section, its heading apart. */
const FRAME = 80;

/** So few changes are shown without a click. */
const FEW = 8;

/** A page's steps within a number of characters, and what was left out to keep to it. */
export interface FittedSteps {
  readonly text: string;
  /** Rows that are named without their fields. */
  readonly brief: number;
  /** Rows that are not there at all. */
  readonly missing: number;
}

/** The steps as collapsed sections, one for each instance of a blueprint. */
export function stepsMarkdown({ sections }: Page, room: number): FittedSteps {
  const pieces = sections.flatMap(({ rows }, group) => rows.map((row) => pieceOf(row, group)));
  const longest = Math.max(0, ...sections.map((section) => headingOf(section).length));
  const shown = fitted(pieces, room, FRAME + longest);
  const texts: string[] = [];
  let from = 0;
  const opening = pieces.length <= FEW ? "<details open>" : "<details>";
  for (const section of sections) {
    const to = from + section.rows.length;
    texts.push(...sectionText(section, opening, pieces.slice(from, to), shown.slice(from, to)));
    from = to;
  }
  const count = (how: Shown) => shown.filter((one) => one === how).length;
  return { text: texts.join("\n"), brief: count("brief"), missing: count("not") };
}

function sectionText(section: Section, opening: string, pieces: readonly Piece[], shown: readonly Shown[]): string[] {
  const rows = pieces.flatMap(({ full, brief }, index) => {
    const how = shown[index];
    return how === "full" ? [full] : how === "brief" ? [brief] : [];
  });
  if (rows.length === 0) {
    return [];
  }
  const text = rows
    .join("")
    .replace(/^\n+|\n+$/g, "")
    .replace(/\n{3,}/g, "\n\n");
  return [`${opening}<summary>${headingOf(section)}</summary>\n\n${text}\n\n</details>\n`];
}

function headingOf({ heading, rows }: Section): string {
  return `${htmlCode(heading)} ${summaryWords(summaryOfRows(rows), takenAwayIn(rows))}`;
}

function pieceOf(row: Row, group: number): Piece {
  const diff = rowDiff(row).map(({ sign, text }) => `${sign === "fold" ? " " : sign} ${text}`);
  const head = headOf(row);
  return {
    full: diff.length === 0 ? `- ${head}\n` : `\n${head}\n\n${fenced(diff, "diff")}\n\n`,
    brief: `- ${head}\n`,
    weight: WEIGHTS[row.risk],
    group,
  };
}

function headOf({ action, address, kind, places, risk }: Row): string {
  const times = places.length > 1 ? ` × ${places.length}` : "";
  const weight = risk === "safe" ? "" : ` **${risk}**`;
  return `${codeSpan(`${SIGNS[action]} ${address}`)} ${prose(kind)}${times}${weight}${placesText(places)}`;
}

/** Where it happens; nothing for what lives at the level of the organization. */
function placesText(places: readonly Place[]): string {
  const region = places[0]?.region ?? "global";
  const accounts = places.map(({ account }) => account);
  if (places.length === 1 && accounts[0] === MANAGEMENT && region === "global") {
    return "";
  }
  const named = accounts.slice(0, NAMED).map(codeSpan).join(", ");
  const rest = accounts.length > NAMED ? ` and ${accounts.length - NAMED} more` : "";
  return ` in ${named}${rest}${region === "global" ? "" : `, ${codeSpan(region)}`}`;
}
