import { ACTIONS } from "../model/change.ts";
import { documentHtml } from "./html-document.ts";
import { consentsHtml, findingsHtml, proofsHtml } from "./html-findings.ts";
import { pictureHtml } from "./html-picture.ts";
import { stepsHtml } from "./html-steps.ts";
import { html, type Markup } from "./html-template.ts";
import { type Page, SIGNS } from "./page.ts";
import { leastSentence, summarySentence } from "./summary.ts";

/**
 * A page as one HTML file that needs nothing else: the organization as a picture, the steps in their order with what each
 * writes, findings, consents and proofs. Readable without its script, on paper and on a phone.
 */
export function pageHtml(page: Page): string {
  return documentHtml({
    title: page.title,
    head: headHtml(page),
    sections: [
      { id: "findings", title: "Findings", content: findingsHtml(page) },
      { id: "consents", title: "Consents", content: consentsHtml(page) },
      { id: "proofs", title: "Proofs", content: proofsHtml(page) },
      {
        id: "picture",
        title: "The organization",
        content: page.picture === null ? null : pictureHtml(page.picture, page.organization.managementAccount),
      },
      { id: "steps", title: "Steps", content: stepsHtml(page) },
    ],
    foot: html`Made by orgwright ${page.madeBy}. Digest <code>${page.digest}</code>`,
  });
}

function headHtml(page: Page): Markup {
  const { organization, summary, least } = page;
  const used = ACTIONS.filter((action) => summary[action] > 0);
  const tiles = used.map((action) => html`<li class="${action}">${SIGNS[action]} ${summary[action]} to ${action}</li>`);
  const time = least === null || least.calls === 0 ? null : html`<p class="soft">${leastSentence(least)}</p>`;
  const hidden = page.isRedacted ? html`<p class="soft">People and e-mail addresses are hidden.</p>` : null;
  const verdict =
    tiles.length === 0
      ? html`<p class="verdict">${summarySentence(summary, page.targets, page.takenAway)}</p>`
      : html`<ul class="tiles" aria-label="Summary">${tiles}</ul>`;
  return html`<h1>Plan for the organization <bdi>${organization.name}</bdi></h1>
${verdict}
${time}${hidden}
<dl class="facts">
<dt>Organization</dt><dd>${organization.id ?? "not founded yet"}</dd>
<dt>Management account</dt><dd>${organization.managementAccount}</dd>
<dt>Home region</dt><dd>${organization.homeRegion}</dd>
<dt>Made at</dt><dd>${page.createdAt}</dd>
<dt>Made by</dt><dd>${page.caller}</dd>
</dl>`;
}
