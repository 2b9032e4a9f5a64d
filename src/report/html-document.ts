import { createHash } from "node:crypto";
import { SCRIPT } from "./html-script.ts";
import { STYLE } from "./html-style.ts";
import { documentText, html, type Markup, own } from "./html-template.ts";

/** Nothing is loaded from anywhere, and no style or script runs but the two that stand in the file. */
const POLICY = [
  "default-src 'none'",
  `style-src '${hashOf(STYLE)}'`,
  `script-src '${hashOf(SCRIPT)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** What a document holds. */
export interface DocumentParts {
  readonly title: string;
  readonly head: Markup;
  /** In their order; what has no content is left out. */
  readonly sections: readonly { readonly id: string; readonly title: string; readonly content: Markup | null }[];
  readonly foot: Markup;
}

/** One HTML file that needs nothing else. */
export function documentHtml({ title, head, sections, foot }: DocumentParts): string {
  const shown = sections.flatMap(({ content, ...section }) => (content === null ? [] : [{ ...section, content }]));
  const links = shown.map(({ id, title: name }) => html`<li><a href="#${id}">${name}</a></li>`);
  const bodies = shown.map(
    ({ id, title: name, content }) => html`<section id="${id}" aria-labelledby="${id}-h">
<h2 id="${id}-h">${name}</h2>
${content}
</section>
`,
  );
  return documentText(html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
${own("style", STYLE)}
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
${head}
</header>
<nav aria-label="Contents"><ul>${links}</ul></nav>
<main id="content">
${bodies}</main>
<footer>${foot}</footer>
${own("script", SCRIPT)}
</body>
</html>`);
}

function hashOf(content: string): string {
  return `sha256-${createHash("sha256").update(content).digest("base64")}`;
}
