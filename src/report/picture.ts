import type { Live } from "../model/live.ts";
import { MANAGEMENT } from "../model/place.ts";
import type { OrganizationRef, Step } from "../model/plan.ts";
import { groupedBy } from "./grouped-by.ts";
import type { Guardrail, Picture, PictureNode } from "./page.ts";
import { accountKeyOf, keyFinder, ROOT, type Thing, thingsOf } from "./picture-things.ts";

/** AWS allows five levels of units; a text that calls itself a plan could claim any number. */
const MOST_LEVELS = 12;

/** Kinds whose changes are the whole organization's, wherever they are made from. */
const ORGANIZATION_WIDE = new Set([
  "organization",
  "organizational-unit",
  "account",
  "organization-policy",
  "policy-attachment",
  "policy-type",
  "trusted-service",
  "root-access",
]);

/** What a picture needs of a plan. */
export interface Drawn {
  readonly organization: Pick<OrganizationRef, "name" | "id" | "managementAccount">;
  readonly steps: readonly Step[];
}

/** A node that does not know yet what hangs on it. */
interface Twig extends Omit<PictureNode, "children" | "guardrails"> {
  readonly key: string;
  readonly parent: string;
}

/** What finds the twigs below a twig, and the guardrails at it. */
interface Branches {
  readonly below: ReadonlyMap<string, readonly Twig[]>;
  readonly guardrails: ReadonlyMap<string, readonly Guardrail[]>;
}

/**
 * The organization as it will be after the plan, with what changes in it.
 *
 * @param live everything that was seen in AWS, or null when nothing is known but the plan
 * @returns null when there is nothing to draw
 */
export function pictureOf(plan: Drawn, live: readonly Live[] | null): Picture | null {
  const things = thingsOf(plan.steps, live ?? []);
  const inside = changesInside(plan);
  if (things.length === 0 && inside.size === 0) {
    return null;
  }
  const organization = things.find(({ kind }) => kind === "organization");
  const isWhole = live !== null || organization?.action === "create";
  const twigs = twigsOf(plan, things, inside, isWhole);
  const below = groupedBy([...twigs.values()].sort(unitsFirst), ({ parent }) => (twigs.has(parent) ? parent : ROOT));
  const guardrails = guardrailsOf(things);
  return { root: grown(rootOf(plan, organization), { below, guardrails }, 0), isWhole };
}

function rootOf({ organization: { name, id } }: Drawn, organization: Thing | undefined): Twig {
  const { action = null, step = null } = organization ?? {};
  return { key: ROOT, parent: "", sort: "root", name, id, action, step, movedFrom: null, inside: 0 };
}

/** Units and accounts by their keys, with those that the plan only names. */
function twigsOf(
  plan: Drawn,
  things: readonly Thing[],
  inside: ReadonlyMap<string, number>,
  isWhole: boolean,
): ReadonlyMap<string, Twig> {
  const keyOf = keyFinder(things);
  const nodes = things.filter(({ kind }) => kind === "organizational-unit" || kind === "account");
  const { managementAccount } = plan.organization;
  const insideOf = ({ kind, key, address }: Thing) =>
    kind !== "account" ? 0 : (inside.get(key === managementAccount ? MANAGEMENT : accountKeyOf(address ?? "")) ?? 0);
  const pathOf = pathFinder(nodes, keyOf);
  const twigs = new Map(
    nodes.map((thing): [string, Twig] => {
      const { key, kind, id, action, step, before } = thing;
      const name = nameOf(thing);
      const sort = kind === "account" ? "account" : "unit";
      const parent = keyOf(thing.properties["parent"]);
      const from = before === null ? parent : keyOf(before["parent"]);
      const movedFrom = from === parent ? null : pathOf(from);
      return [key, { key, parent, sort, name, id, action, step, movedFrom, inside: insideOf(thing) }];
    }),
  );
  const known = new Set([MANAGEMENT, ...nodes.map(({ address }) => accountKeyOf(address ?? ""))]);
  const strangers = [...inside.keys()].filter((key) => !known.has(key));
  const hasManagement = isWhole || inside.has(MANAGEMENT);
  const missing = [
    ...[...twigs.values()].map(({ parent }) => named(parent, "unit")),
    ...things
      .filter(({ kind }) => kind === "policy-attachment")
      .map(({ properties }) => keyOf(properties["target"]))
      .map((key) => named(key, /^\d{12}$/.test(key) ? "account" : "unit")),
    ...strangers.map((key) => ({ ...named(key, "account"), inside: inside.get(key) ?? 0 })),
    ...(hasManagement
      ? [{ ...named(managementAccount, "account"), name: MANAGEMENT, inside: inside.get(MANAGEMENT) ?? 0 }]
      : []),
  ];
  for (const twig of missing.filter(({ key }) => key !== ROOT && key !== "")) {
    twigs.set(twig.key, twigs.get(twig.key) ?? twig);
  }
  return twigs;
}

/** A node of which no more is known than how the plan names it: by its id, its address or its key. */
function named(key: string, sort: "unit" | "account"): Twig {
  const isId = /^(ou-|\d{12}$)/.test(key);
  const name = isId ? key : accountKeyOf(key);
  return {
    ...{ key, sort, name, parent: ROOT, id: isId ? key : null },
    ...{ action: null, step: null, movedFrom: null, inside: 0 },
  };
}

/** How many steps change something inside each account, by the account's key in the file. */
function changesInside({ steps }: Drawn): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { change } of steps) {
    const { kind, place } = change.action === "delete" ? change.from : change.to;
    if (!ORGANIZATION_WIDE.has(kind)) {
      counts.set(place.account, (counts.get(place.account) ?? 0) + 1);
    }
  }
  return counts;
}

/** The guardrails by the key of what they hang on. A policy whose text changes is changed wherever it hangs. */
function guardrailsOf(things: readonly Thing[]): ReadonlyMap<string, readonly Guardrail[]> {
  const keyOf = keyFinder(things);
  const policies = new Map(things.filter(({ kind }) => kind === "organization-policy").map((one) => [one.key, one]));
  const attachments = things.filter(({ kind }) => kind === "policy-attachment");
  const hanging = attachments.map((attachment) => {
    const key = keyOf(attachment.properties["policy"]);
    const policy = policies.get(key);
    const name = policy === undefined ? accountKeyOf(key) : nameOf(policy);
    const own = policy?.action === "update" ? "update" : null;
    return { target: keyOf(attachment.properties["target"]), guardrail: { name, action: attachment.action ?? own } };
  });
  const byTarget = groupedBy(hanging, ({ target }) => target);
  return new Map([...byTarget].map(([target, own]) => [target, own.map(({ guardrail }) => guardrail).sort(byName)]));
}

function grown({ key, parent: _, ...twig }: Twig, branches: Branches, level: number): PictureNode {
  const children = level < MOST_LEVELS ? (branches.below.get(key) ?? []) : [];
  return {
    ...twig,
    guardrails: branches.guardrails.get(key) ?? [],
    children: children.map((child) => grown(child, branches, level + 1)),
  };
}

/** Finds the path of a unit as it was before the plan. */
function pathFinder(nodes: readonly Thing[], keyOf: ReturnType<typeof keyFinder>): (key: string) => string {
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  return (key) => {
    const names: string[] = [];
    let node = byKey.get(key);
    while (node !== undefined && names.length < MOST_LEVELS) {
      names.unshift(nameOf(node));
      node = byKey.get(keyOf(node.before?.["parent"]));
    }
    return names.join("/") || (key === "" ? ROOT : key);
  };
}

function nameOf({ properties, address, key }: Thing): string {
  const { name } = properties;
  return typeof name === "string" && name !== "" ? name : accountKeyOf(address ?? key);
}

function unitsFirst(a: Twig, b: Twig): number {
  return a.sort === b.sort ? byName(a, b) : a.sort === "unit" ? -1 : 1;
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
