import { after } from "../model/deferred.ts";
import type { Finding } from "../model/finding.ts";
import { canonicalJson, isObject, type Json } from "../model/json.ts";
import type { Resource } from "../model/resource.ts";

/** What can be wrong with the tags that an account has in the file: codes and fixed summaries. */
export const TAG_FINDINGS = {
  "account-lacks-tag": "An account lacks a tag that is required of everything in it",
  "account-tag-value": "An account has a tag with a value that is not allowed",
} as const;

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
export function requiredTagFindings(resources: readonly Resource[]): Finding[] {
  const targetsOf = attachedTo(resources);
  const requirements = resources.flatMap((resource) => requirementsOf(resource, targetsOf));
  if (requirements.length === 0) {
    return [];
  }
  const unitOf = unitsById(resources);
  return resources
    .filter(({ kind }) => kind === "account")
    .flatMap((account) => {
      const above = unitsAbove(account, unitOf);
      const binding = requirements.filter(({ targets }) => above.some((unit) => targets.has(unit)));
      return binding.flatMap((requirement) => findingOf(account, requirement) ?? []);
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

function findingOf(account: Resource, { key, values, policy }: Requirement): Finding | null {
  const tags = (account.properties["tags"] ?? {}) as Readonly<Record<string, string>>;
  const value = tags[key];
  const name = account.accountKey ?? account.address;
  if (value === undefined) {
    const alike = Object.keys(tags).find((one) => one.toLowerCase() === key.toLowerCase());
    const has = alike === undefined ? "" : ` It has \`${alike}\`, which is another tag.`;
    return {
      code: "account-lacks-tag",
      severity: "warning",
      summary: TAG_FINDINGS["account-lacks-tag"],
      detail: `\`${account.address}\` has no tag \`${key}\`, which ${policy.address} requires of everything in it.${has}`,
      fix: `Write \`tags: { ${key}: … }\` for \`${name}\` under \`accounts:\`, or where its blueprint takes tags.`,
      at: account.declaredAt,
    };
  }
  return values.some((pattern) => matches(pattern, value))
    ? null
    : {
        code: "account-tag-value",
        severity: "error",
        summary: TAG_FINDINGS["account-tag-value"],
        detail: `\`${account.address}\` has the tag \`${key}\` with the value \`${value}\`; ${policy.address} allows ${values.map((one) => `\`${one}\``).join(", ")}.`,
        fix: `Write one of these values for \`${name}\`, or allow \`${value}\` too.`,
        at: account.declaredAt,
      };
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html#tag-policy-syntax-reference */
function matches(pattern: string, value: string): boolean {
  const [start = "", ...rest] = pattern.split("*");
  const end = rest.join("*");
  return rest.length === 0
    ? value === pattern
    : value.length >= start.length + end.length && value.startsWith(start) && value.endsWith(end);
}
