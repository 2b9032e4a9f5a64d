import type { Live } from "../model/live.ts";
import { documentHtml } from "./html-document.ts";
import { pictureHtml } from "./html-picture.ts";
import { html } from "./html-template.ts";
import { codeSpan, fenced } from "./markdown-text.ts";
import type { OrganizationView } from "./organization-view.ts";
import type { Picture } from "./page.ts";
import { pictureOf } from "./picture.ts";
import { pictureLines } from "./picture-text.ts";

const NONE = "There is no organization yet. Found it with orgwright apply.";

/** The organization as it stands, as one HTML file that needs nothing else. */
export function organizationHtml(view: OrganizationView, live: readonly Live[]): string {
  const { id, managementAccount, features, policyTypes, trustedServices } = view.organization;
  const picture = standing(view, live);
  const facts = [
    ["Organization", id ?? "none"],
    ["Management account", managementAccount ?? "unknown"],
    ["Features", features ?? "unknown"],
    ["Policy types", policyTypes.join(", ") || "none"],
    ["Trusted services", trustedServices.join(", ") || "none"],
  ].map(
    ([name = "", value = ""]) => html`<dt>${name}</dt><dd>${value}</dd>
`,
  );
  const content = picture === null ? html`<p>${NONE}</p>` : pictureHtml(picture, managementAccount ?? "");
  return documentHtml({
    title: `The organization ${nameOf(view)}`,
    head: html`<h1>The organization <bdi>${nameOf(view)}</bdi></h1>
<dl class="facts">
${facts}</dl>`,
    sections: [{ id: "picture", title: "Units and accounts", content }],
    foot: html`Made by orgwright.`,
  });
}

/** The organization as it stands, as Markdown. */
export function organizationMarkdown(view: OrganizationView, live: readonly Live[]): string {
  const picture = standing(view, live);
  const lines = picture === null ? [NONE] : pictureLines(picture, view.organization.managementAccount ?? "");
  return `## The organization ${codeSpan(nameOf(view))}\n\n${fenced(lines, "text")}\n`;
}

function standing(view: OrganizationView, live: readonly Live[]): Picture | null {
  const { id, managementAccount } = view.organization;
  const organization = { name: nameOf(view), id, managementAccount: managementAccount ?? "" };
  return id === null ? null : pictureOf({ organization, steps: [] }, live);
}

function nameOf({ organization: { name, id } }: OrganizationView): string {
  return name ?? id ?? "none";
}
