import type { Finding } from "../model/finding.ts";
import { html, type Markup } from "./html-template.ts";
import type { Page } from "./page.ts";
import { proofRows } from "./proof-rows.ts";

const SEVERITIES: readonly Finding["severity"][] = ["error", "warning", "note"];

/** The findings, errors first; nothing when there are none. */
export function findingsHtml({ findings }: Page): Markup | null {
  const ordered = SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  if (ordered.length === 0) {
    return null;
  }
  return html`<ul class="cards">${ordered.map(findingHtml)}</ul>`;
}

function findingHtml({ code, severity, summary, detail, fix, at }: Finding): Markup {
  const where =
    at === undefined ? null : html` <span class="soft">at <code>${at.file}:${at.line}:${at.column}</code></span>`;
  const whatNext = fix === undefined ? null : html`<p><b>Fix:</b> ${proseHtml(fix)}</p>`;
  return html`<li class="${severity}"><span class="tag ${severity}">${severity}</span> <b>${proseHtml(summary)}</b> <code>${code}</code>${where}
<p>${proseHtml(detail)}</p>${whatNext}</li>
`;
}

/** Text in which what stands between backticks is code. A line break of its own would let data begin a line of the file. */
function proseHtml(text: string): Markup {
  const lines = text.split("\n").map((line, index) => {
    const parts = line
      .split(/`([^`]*)`/)
      .map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
    return index === 0 ? html`${parts}` : html`<br>${parts}`;
  });
  return html`${lines}`;
}

/** The consents that apply asks for, given or not; else what was allowed beforehand. */
export function consentsHtml({ consents, allowed }: Page): Markup | null {
  const flag = ({ code, count }: { readonly code: string; readonly count?: number }) =>
    html`<code>--allow ${code}${count === undefined ? "" : `=${count}`}</code> `;
  if (consents.length === 0) {
    return allowed.length === 0 ? null : html`<p>Allowed beforehand: ${allowed.map(flag)}</p>`;
  }
  const items = consents.map((consent) => {
    const state = consent.given
      ? html`<span class="tag create">given</span>`
      : html`<span class="tag update">needed</span>`;
    return html`<li>${state} ${flag(consent)}<p>${proseHtml(consent.why)}</p></li>
`;
  });
  return html`<p class="soft">Apply asks for these besides the question whether to apply at all.</p>
<ul class="cards">${items}</ul>`;
}

/** What the proofs came to, or that there are none. */
export function proofsHtml({ proofs }: Page): Markup {
  if (proofs === null) {
    return html`<p>Not evaluated: nothing is claimed about what the guardrails stop.</p>`;
  }
  const rows = proofRows(proofs).map(({ what, count, isBad }) => {
    const number = isBad ? html`<span class="tag delete">${count}</span>` : html`${count}`;
    return html`<tr><th scope="row">${what}</th><td class="number">${number}</td></tr>
`;
  });
  return html`<table><caption>Guardrails against the catalogue of attacks, and against what must keep working</caption>
<thead><tr><th scope="col">What</th><th scope="col">How many</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}
