import { after } from "../model/deferred.ts";
import type { Finding } from "../model/finding.ts";
import { canonicalJson, isObject, type Json } from "../model/json.ts";
import { enumerated } from "../model/listed.ts";
import type { SourcePosition } from "../model/position.ts";
import type { Resource } from "../model/resource.ts";

/** What can be wrong with the tags that an account has in the file: codes and fixed summaries. */
export const TAG_FINDINGS = {
  "account-lacks-tag": "An account lacks a tag that is required of everything in it",
  "account-tag-value": "An account has a tag with a value that is not allowed",
  "unit-tag-value": "A unit has a tag with a value that is not allowed",
} as const;

/** Where an account or a unit is written, or its tag with a key. */
export type TagsAt = (tagged: Resource, key: string | null) => SourcePosition;

/** A tag that a policy requires, and where the policy hangs. */
interface Requirement {
  readonly key: string;
  /** Patterns with `*`. */
  readonly values: readonly string[];
  readonly policy: Resource;
  /** Canonical JSON of the targets. */
  readonly targets: ReadonlySet<string>;
}

/**
 * What the file's own tag policies require of what is in its accounts, they require of the accounts as well, and AWS would
 * not tell: an account is in nobody's compliance report before it exists. Required is what a policy reports the lack of.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html
 */
export function requiredTagFindings(
  resources: readonly Resource[],
  writtenAt: TagsAt = ({ declaredAt }) => declaredAt,
): Finding[] {
  const targetsOf = attachedTo(resources);
  const requirements = resources.flatMap((resource) => requirementsOf(resource, targetsOf));
  if (requirements.length === 0) {
    return [];
  }
  const unitOf = unitsById(resources);
  const tagged = resources.filter(({ kind }) => kind === "account" || kind === "organizational-unit");
  return requirements.flatMap((requirement) => {
    const bound = tagged.filter((one) => unitsAbove(one, unitOf).some((unit) => requirement.targets.has(unit)));
    // Units are in nobody's report, so that only what is written on them counts.
    const lacking = bound.filter((one) => one.kind === "account" && tagsOf(one)[requirement.key] === undefined);
    return [
      ...(lacking.length === 0 ? [] : [lackTag(lacking, requirement, writtenAt)]),
      ...bound.flatMap((one) => wrongValue(one, requirement, writtenAt)),
    ];
  });
}

/** What policies hang on, by what stands for the policy's id; all of it as canonical JSON. */
function attachedTo(resources: readonly Resource[]): ReadonlyMap<string, ReadonlySet<string>> {
  const targets = new Map<string, Set<string>>();
  for (const { kind, properties } of resources) {
    if (kind === "policy-attachment") {
      const policy = canonicalJson(properties["policy"] ?? null);
      const others = targets.get(policy) ?? new Set();
      targets.set(policy, others.add(canonicalJson(properties["target"] ?? null)));
    }
  }
  return targets;
}

function requirementsOf(policy: Resource, targetsOf: ReadonlyMap<string, ReadonlySet<string>>): Requirement[] {
  const { document, type } = policy.properties;
  if (policy.kind !== "organization-policy" || type !== "TAG_POLICY" || !isObject(document)) {
    return [];
  }
  const { tags } = document;
  const targets = targetsOf.get(canonicalJson(after(policy.address, "id"))) ?? new Set();
  return Object.entries(isObject(tags) ? tags : {}).flatMap(([name, rule]) => {
    if (!isObject(rule) || rule["report_required_tag_for"] === undefined) {
      return [];
    }
    const key = String(assigned(rule["tag_key"]) ?? name);
    const values = [assigned(rule["tag_value"]) ?? "*"].flat().map(String);
    return [{ key, values, policy, targets }];
  });
}

function assigned(member: unknown): Json | undefined {
  return isObject(member) ? (member["@@assign"] as Json | undefined) : undefined;
}

/** The units, by canonical JSON of what stands for their ids. */
function unitsById(resources: readonly Resource[]): ReadonlyMap<string, Resource> {
  const units = resources.filter(({ kind }) => kind === "organizational-unit");
  return new Map(units.map((unit) => [canonicalJson(after(unit.address, "id")), unit]));
}

/** What an account stands in, from its unit up to the root, as canonical JSON of what stands for their ids. */
function unitsAbove(account: Resource, unitOf: ReadonlyMap<string, Resource>): string[] {
  const chain: string[] = [];
  for (let at: Resource | undefined = account; at !== undefined; at = unitOf.get(chain.at(-1) ?? "")) {
    chain.push(canonicalJson(at.properties["parent"] ?? null));
  }
  return chain;
}

function tagsOf({ properties }: Resource): Readonly<Record<string, string>> {
  return (properties["tags"] ?? {}) as Readonly<Record<string, string>>;
}

/** One finding for all accounts that lack one tag, at the first of them. */
function lackTag(accounts: readonly Resource[], { key, policy }: Requirement, writtenAt: TagsAt): Finding {
  const alike = accounts.flatMap((account) => {
    const other = Object.keys(tagsOf(account)).find((one) => one.toLowerCase() === key.toLowerCase());
    const who = accounts.length === 1 ? "It" : `\`${account.address}\``;
    return other === undefined ? [] : [` ${who} has \`${other}\`, which is another tag.`];
  });
  const [has, them] = accounts.length === 1 ? ["has", "it"] : ["have", "them"];
  const names = inWords(accounts.map(({ accountKey, address }) => accountKey ?? address));
  return {
    code: "account-lacks-tag",
    severity: "warning",
    summary: TAG_FINDINGS["account-lacks-tag"],
    detail: `${inWords(accounts.map(({ address }) => address))} ${has} no tag \`${key}\`, which ${policy.address} requires of everything in ${them}.${alike.join("")}`,
    fix: `Write \`tags: { ${key}: … }\` for ${names} under \`accounts:\`, or where ${accounts.length === 1 ? "its" : "their"} blueprint takes tags.`,
    at: writtenAt(accounts[0] as Resource, null),
  };
}

function inWords(names: readonly string[]): string {
  return enumerated(names.map((name) => `\`${name}\``));
}

function wrongValue(tagged: Resource, { key, values, policy }: Requirement, writtenAt: TagsAt): Finding[] {
  const value = tagsOf(tagged)[key];
  if (value === undefined || values.some((pattern) => matches(pattern, value))) {
    return [];
  }
  const code = tagged.kind === "account" ? "account-tag-value" : "unit-tag-value";
  const allowed = values.map((one) => `\`${one}\``).join(", ");
  return [
    {
      code,
      severity: "error",
      summary: TAG_FINDINGS[code],
      detail: `\`${tagged.address}\` has the tag \`${key}\` with the value \`${value}\`; ${policy.address} allows ${allowed}.`,
      fix: `Write one of these values there, or allow \`${value}\` too.`,
      at: writtenAt(tagged, key),
    },
  ];
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html#tag-policy-syntax-reference */
function matches(pattern: string, value: string): boolean {
  const [start = "", ...rest] = pattern.split("*");
  const end = rest.join("*");
  return rest.length === 0
    ? value === pattern
    : value.length >= start.length + end.length && value.startsWith(start) && value.endsWith(end);
}
