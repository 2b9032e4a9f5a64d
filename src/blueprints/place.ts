import { closest } from "../model/closest.ts";
import type { Finding } from "../model/finding.ts";
import { MANAGEMENT, ORGANIZATION_PLACE, type Place, placeName } from "../model/place.ts";
import type { SourcePosition } from "../model/position.ts";
import type { Shape } from "../model/shape.ts";
import { evaluateNode, type NodeScope } from "./evaluate-node.ts";
import type { Draft, Expanding } from "./expanding.ts";
import { problem } from "./findings.ts";
import { isLaterText } from "./functions.ts";
import { unknownAccount } from "./names.ts";
import type { Node } from "./node.ts";
import { originAt } from "./origins.ts";
import { notKnownYet, typeName } from "./outcome.ts";

/** What global services call their region, and where many of them keep what is regional about them. */
const GLOBAL = "global";
const GLOBAL_SERVICES_REGION = "us-east-1";

/** The account and region of a draft; null when they cannot be told, and the cause is a finding. */
export function placeOf(draft: Draft, shape: Shape, scope: NodeScope, expanding: Expanding): Place | null {
  const { account: accountNode, region: regionNode } = draft.declaration.in;
  const account = accountNode === null ? null : word(accountNode, "`in.account`", scope, expanding.findings);
  const region = regionNode === null ? null : word(regionNode, "`in.region`", scope, expanding.findings);
  if (account === undefined || region === undefined) {
    return null;
  }
  if (shape.scope === "organization") {
    return organizationPlace(account, region, draft, shape, expanding.findings);
  }
  if (account === null) {
    const detail = `\`${draft.address}\` is a ${shape.noun} and does not say in which account it lives.`;
    const fix = "Add `in: { account: … }`; `management` is the management account.";
    expanding.findings.push(problem("wrong-place", draft.declaration.at, { detail, fix }));
    return null;
  }
  const isThere = isKnownAccount(account, expanding);
  const at =
    shape.scope === "account" ? globalRegion(region, draft, shape, expanding.findings) : regionOf(region, expanding);
  return isThere && at !== null ? { account: account.text, region: at } : null;
}

interface Word {
  readonly text: string;
  readonly at: SourcePosition;
}

function word(node: Node, what: string, scope: NodeScope, findings: Finding[]): Word | undefined {
  const { value, origins, findings: found } = evaluateNode(node, scope);
  findings.push(...found);
  const at = originAt(origins, "", node.at);
  if (value === undefined || typeof value === "string") {
    return value === undefined ? undefined : { text: value, at };
  }
  const later = isLaterText(value) ? notKnownYet(what).problem : null;
  const detail = later?.detail ?? `${what} must be a text; it is ${typeName(value)}.`;
  findings.push(problem(later?.code ?? "template-value", at, { detail }));
  return undefined;
}

function organizationPlace(
  account: Word | null,
  region: Word | null,
  draft: Draft,
  shape: Shape,
  findings: Finding[],
): Place | null {
  const { account: wanted, region: global } = ORGANIZATION_PLACE;
  const wrong = [
    ...(account !== null && account.text !== wanted ? [account] : []),
    ...(region !== null && region.text !== global ? [region] : []),
  ];
  for (const { text, at } of wrong) {
    const detail = `\`${draft.address}\` is a ${shape.noun} and lives in ${placeName(ORGANIZATION_PLACE)}, not in \`${text}\`.`;
    findings.push(problem("wrong-place", at, { detail, fix: "Remove `in`." }));
  }
  return wrong.length === 0 ? ORGANIZATION_PLACE : null;
}

function isKnownAccount({ text, at }: Word, { accountAddresses, namesAreIncomplete, findings }: Expanding): boolean {
  if (text === MANAGEMENT || accountAddresses.has(text)) {
    return true;
  }
  if (!namesAreIncomplete) {
    findings.push(problem("unknown-account", at, unknownAccount(text, [MANAGEMENT, ...accountAddresses.keys()])));
  }
  return false;
}

function globalRegion(region: Word | null, draft: Draft, shape: Shape, findings: Finding[]): string | null {
  if (region === null || region.text === GLOBAL) {
    return GLOBAL;
  }
  const detail = `\`${draft.address}\` is a ${shape.noun} and lives in no region.`;
  findings.push(problem("wrong-place", region.at, { detail, fix: "Remove `region`." }));
  return null;
}

/** What lives outside the file's regions would not be found again once it left the file. */
function regionOf(region: Word | null, { organization, findings }: Expanding): string | null {
  const { homeRegion, regions } = organization;
  if (region === null || region.text === "home") {
    return homeRegion;
  }
  const known = [...new Set([homeRegion, ...regions, GLOBAL_SERVICES_REGION])];
  if (known.includes(region.text)) {
    return region.text;
  }
  const near = closest(region.text, known);
  const detail = `\`${region.text}\` is not among the organization's regions.`;
  const fix =
    near === null ? `Use \`home\` or one of ${known.join(", ")}, or add it to them.` : `Did you mean \`${near}\`?`;
  findings.push(problem("unknown-region", region.at, { detail, fix }));
  return null;
}
