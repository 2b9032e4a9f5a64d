import { ACTIONS } from "../model/change.ts";
import { MANAGEMENT, type Place } from "../model/place.ts";
import type { Risk } from "../model/plan.ts";
import type { DiffLine } from "./document-diff.ts";
import { signHtml } from "./html-picture.ts";
import { html, type Markup } from "./html-template.ts";
import type { Page, Row, Section } from "./page.ts";
import { rowDiff } from "./row-fields.ts";

const RISKS: readonly Risk[] = ["irreversible", "takeover", "disruptive", "safe"];

/** From so many rows on, those out of sight are not laid out. */
const MANY = 200;

/** Of so few rows, those that change what is there begin open. */
const FEW = 40;

/** The steps in the order of apply, each with what it writes, and what filters them. */
export function stepsHtml(page: Page): Markup {
  const rows = page.stages.flatMap((stage) => stage.rows);
  if (rows.length === 0) {
    return html`<p>There is nothing to do.</p>`;
  }
  const opens = rows.filter(({ action }) => action !== "create").length <= FEW;
  return html`<p class="soft">In the order of apply: every stage ends before the next begins. Changes that are the same in several accounts are one row.</p>
${toolsHtml(rows)}<div class="${rows.length < MANY ? "few" : "many"}">${page.stages.map((stage, index) => stageHtml(stage, index + 1, opens))}</div>`;
}

/** Hidden until the script is there that makes it work. */
function toolsHtml(rows: readonly Row[]): Markup {
  const actions = ACTIONS.filter((action) => rows.some((row) => row.action === action));
  const risks = RISKS.filter((risk) => rows.some((row) => row.risk === risk));
  return html`<form class="tools" id="tools" role="search" aria-label="Filter the steps" hidden>
<label>Search <input type="search" id="query" autocomplete="off" spellcheck="false"></label>
${boxesHtml("Action", actions)}${boxesHtml("Risk", risks)}
<button type="button" id="open">Open all</button><button type="button" id="close">Close all</button>
<p id="shown" role="status"></p>
</form>
`;
}

function boxesHtml(legend: string, values: readonly string[]): Markup {
  const boxes = values.map((value) => html`<label><input type="checkbox" value="${value}" checked> ${value}</label>`);
  return html`<div role="group" aria-label="${legend}"><span class="soft">${legend}</span>${boxes}</div>
`;
}

function stageHtml({ heading, rows }: Section, number: number, opens: boolean): Markup {
  return html`<section class="stage"><h3>${number}. ${heading}</h3>
${rows.map((row) => rowHtml(row, opens && row.action !== "create"))}</section>
`;
}

function rowHtml(row: Row, isOpen: boolean): Markup {
  const { number, action, risk, address, kind, places } = row;
  const times = places.length > 1 ? html` <b>× ${places.length}</b>` : null;
  const weight = risk === "safe" ? null : html` <span class="tag ${risk}">${risk}</span>`;
  const content = html`<summary><span class="at">${number}</span> ${signHtml(action)}<code>${address}</code> <span class="soft">${kind}</span>${times}${weight}</summary>${placesHtml(places)}${diffHtml(rowDiff(row))}`;
  return isOpen
    ? html`<details class="row ${action}" id="s${number}" data-action="${action}" data-risk="${risk}" open>${content}</details>
`
    : html`<details class="row ${action}" id="s${number}" data-action="${action}" data-risk="${risk}">${content}</details>
`;
}

/** Where it happens; nothing for what lives at the level of the organization. */
function placesHtml(places: readonly Place[]): Markup | null {
  const region = places[0]?.region ?? "global";
  const accounts = places.map(({ account }) => account);
  if (places.length === 1 && accounts[0] === MANAGEMENT && region === "global") {
    return null;
  }
  return html`<p class="soft">in ${accounts.join(", ")}${region === "global" ? "" : ` (${region})`}</p>`;
}

/** Lines of a difference; neighbours with one sign are one block. */
function diffHtml(lines: readonly DiffLine[]): Markup {
  if (lines.length === 0) {
    return html`<p class="soft">Nothing but its ownership is written.</p>`;
  }
  const blocks: Markup[] = [];
  let from = 0;
  lines.forEach(({ sign }, index) => {
    if (sign !== lines[index + 1]?.sign) {
      blocks.push(blockHtml(sign, lines.slice(from, index + 1)));
      from = index + 1;
    }
  });
  return html`<pre>${blocks}</pre>`;
}

function blockHtml(sign: DiffLine["sign"], lines: readonly DiffLine[]): Markup {
  const text = (before: string) => lines.map((line) => html`${before} ${line.text}\n`);
  switch (sign) {
    case "+":
      return html`<ins>${text("+")}</ins>`;
    case "-":
      return html`<del>${text("-")}</del>`;
    case "fold":
      return html`<span class="soft">${text(" ")}</span>`;
    case " ":
      return html`${text(" ")}`;
  }
}
