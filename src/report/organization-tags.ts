import { isObject } from "../model/json.ts";
import type { AccountView, OrganizationView, PolicyView, UnitView } from "./organization-view.ts";
import { BLANK, type Line, line, renderLines, span, type TextOptions } from "./text-line.ts";

/** The tags of accounts and units, and which of those that tag policies ask for each account lacks. */
export function organizationTagsText(view: OrganizationView, options: TextOptions): string {
  const required = view.policies.flatMap(requirementsOf);
  const accounts = view.accounts.map((account) => {
    const above = targetsAbove(account, view.units);
    const keys = required.filter(({ targets }) => above.some((id) => targets.includes(id))).map(({ key }) => key);
    const isManagement = account.id === view.organization.managementAccount;
    return tagLine(account.name, account.tags, isManagement ? [] : keys);
  });
  const lacking = accounts.filter(({ lacks }) => lacks.length > 0).length;
  const end = lacking === 1 ? "1 account lacks a tag" : `${lacking} accounts lack a tag`;
  return renderLines(
    [
      line(0, [span("Accounts", "strong")]),
      ...accounts.map(({ words }) => words),
      BLANK,
      line(0, [span("Units", "strong")]),
      ...view.units.map(({ path, tags }) => tagLine(path, tags, []).words),
      BLANK,
      line(0, [span(`${end} that a tag policy requires.`)]),
    ],
    options,
  );
}

function tagLine(name: string, tags: Readonly<Record<string, string>>, keys: readonly string[]) {
  const lacks = [...new Set(keys)].filter((key) => tags[key] === undefined).sort();
  const there = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  const words: Line = line(
    1,
    [
      span(name.padEnd(24)),
      span(` ${there.sort().join(", ") || "none"}`, there.length === 0 ? "faint" : "normal"),
      ...(lacks.length === 0 ? [] : [span(`  lacks ${lacks.join(", ")}`, "careful")]),
    ],
    4,
  );
  return { words, lacks };
}

interface Requirement {
  readonly key: string;
  readonly targets: readonly string[];
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html */
function requirementsOf({ type, document, attachedTo }: PolicyView): Requirement[] {
  const tags = type === "TAG_POLICY" && isObject(document) ? document["tags"] : undefined;
  return Object.entries(isObject(tags) ? tags : {}).flatMap(([name, rule]) => {
    if (!isObject(rule) || rule["report_required_tag_for"] === undefined) {
      return [];
    }
    const written = rule["tag_key"];
    const key = isObject(written) ? String(written["@@assign"]) : name;
    return [{ key, targets: attachedTo }];
  });
}

/** The account itself, its units and the root, by their ids. */
function targetsAbove(account: AccountView, units: readonly UnitView[]): string[] {
  const parents = new Map(units.map(({ id, parent }) => [id, parent]));
  const above = [account.id];
  for (let at: string | undefined = account.parent; at !== undefined; at = parents.get(at)) {
    above.push(at);
  }
  return above;
}
