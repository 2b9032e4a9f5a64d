import type { Action } from "../model/change.ts";
import { html, type Markup } from "./html-template.ts";
import { type Guardrail, type Picture, type PictureNode, SIGNS } from "./page.ts";

/** In a picture of more accounts than this, units that hold accounts begin closed, and say how many there are. */
const MANY = 150;

/** What holds for the whole picture. */
interface Drawing {
  /** Id of the account that owns the organization. */
  readonly management: string;
  readonly isLarge: boolean;
}

/**
 * The organization as boxes within boxes: the root, its units, their accounts, with what changes and the guardrails at each.
 *
 * @param managementAccount id of the account to be marked as the one that owns the organization
 */
export function pictureHtml({ root, isWhole }: Picture, managementAccount: string): Markup {
  const note = isWhole
    ? "A sign and a colour mark what changes; what is unmarked stays as it is."
    : "Drawn from the plan alone: only what it touches is known.";
  return html`<p class="soft">${note}</p>
<ul class="picture">${nodeHtml(root, { management: managementAccount, isLarge: accountsBelow(root).length > MANY })}</ul>`;
}

/** A sign for the eye with its word for the ear; nothing for what stays. */
export function signHtml(action: Action | null): Markup | null {
  return action === null
    ? null
    : html`<span class="sign" aria-hidden="true">${SIGNS[action]}</span><span class="vh">${action}</span> `;
}

function nodeHtml(node: PictureNode, drawing: Drawing): Markup {
  return node.sort === "account" ? accountHtml(node, drawing) : groupHtml(node, drawing);
}

function groupHtml(node: PictureNode, drawing: Drawing): Markup {
  const accounts = node.children.filter(({ sort }) => sort === "account");
  const head = html`<summary>${signHtml(node.action)}${nameHtml(node)} <span class="soft">${groupFacts(node)}</span></summary>`;
  const children = node.children.map((child) => nodeHtml(child, drawing));
  const inside = html`${guardrailsHtml(node.guardrails)}${children.length === 0 ? null : html`<ul>${children}</ul>`}`;
  const box =
    drawing.isLarge && node.sort === "unit" && accounts.length > 0
      ? html`<details>${head}${inside}</details>`
      : html`<details open>${head}${inside}</details>`;
  return html`<li class="group ${node.action ?? "same"}">${box}</li>
`;
}

function groupFacts(node: PictureNode): string {
  const { sort, id, movedFrom } = node;
  const accounts = accountsBelow(node);
  const changed = accounts.filter(({ action, inside }) => action !== null || inside > 0).length;
  return [
    sort === "root" ? "organization" : "unit",
    ...(id === null ? [] : [id]),
    ...(movedFrom === null ? [] : [`from ${movedFrom}`]),
    ...(accounts.length === 0 ? [] : [accounts.length === 1 ? "1 account" : `${accounts.length} accounts`]),
    ...(changed === 0 || accounts.length === 1 ? [] : [`${changed} with changes`]),
  ].join(" · ");
}

function accountHtml(node: PictureNode, { management }: Drawing): Markup {
  const { id, action, movedFrom, inside, guardrails } = node;
  const facts = [
    ...(id !== null && id === management ? ["management account"] : []),
    ...(id === null ? [] : [id]),
    ...(movedFrom === null ? [] : [`from ${movedFrom}`]),
    ...(inside === 0 ? [] : [inside === 1 ? "1 change inside" : `${inside} changes inside`]),
  ];
  const more = facts.length === 0 ? null : html`<small>${facts.join(" · ")}</small>`;
  return html`<li class="account ${action ?? "same"}">${signHtml(action)}${nameHtml(node)}${more}${guardrailsHtml(guardrails)}</li>
`;
}

function accountsBelow({ children }: PictureNode): PictureNode[] {
  return children.flatMap((child) => (child.sort === "account" ? [child] : accountsBelow(child)));
}

/** The name, leading to the step that changes the thing. */
function nameHtml({ name, step }: PictureNode): Markup {
  return step === null
    ? html`<bdi class="name">${name}</bdi>`
    : html`<a class="name" href="#s${step}"><bdi>${name}</bdi></a>`;
}

function guardrailsHtml(guardrails: readonly Guardrail[]): Markup | null {
  if (guardrails.length === 0) {
    return null;
  }
  const chips = guardrails.map(({ name, action }) => {
    return html`<span class="tag ${action ?? "same"}">${signHtml(action)}<bdi>${name}</bdi></span> `;
  });
  return html`<div class="chips"><span class="soft">Guardrails</span> ${chips}</div>`;
}
