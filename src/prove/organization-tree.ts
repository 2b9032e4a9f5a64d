import type { Live } from "../model/live.ts";
import type { AccountId } from "../model/place.ts";
import type { Level, OrganizationFacts } from "../policy/evaluate/environment.ts";
import { compiled, FULL_ACCESS } from "./compiled.ts";

export type GuardrailType = "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";

/** Who stands where in an organization, and what hangs there. */
export interface OrganizationTree {
  /** The things that it was worked out from. */
  readonly madeFrom: readonly Live[];
  readonly facts: OrganizationFacts;
  /** From the root down to the account; empty where policies of this type are not enabled. */
  levels(account: AccountId, type: GuardrailType): readonly Level[];
  /** The paths of the unit that an account stands in and of those above it, the nearest first. */
  unitsAbove(account: AccountId): readonly string[];
}

const KINDS = [
  "organization",
  "organizational-unit",
  "account",
  "policy-attachment",
  "organization-policy",
  "policy-type",
  "root-access",
];

/** Whether a thing has a say in the tree. */
export function isOfTree({ kind }: Live): boolean {
  return KINDS.includes(kind);
}

/**
 * Works out an organization's tree. An account of which it is not known where it stands is taken to stand in the root.
 *
 * @param things of the world, those that have a say in the tree
 * @param closed the roots, units and accounts without `FullAWSAccess`
 */
export function organizationTree(
  things: readonly Live[],
  closed: ReadonlySet<string>,
  managementAccount: AccountId,
): OrganizationTree {
  const ofKind = (kind: string) => things.filter((thing) => thing.kind === kind);
  const [organization] = ofKind("organization");
  const root = organization?.outputs["rootId"] ?? "r-root";
  const parents = new Map<string, string>();
  const units = new Map<string, string>();
  for (const { id, kind, properties } of [...ofKind("organizational-unit"), ...ofKind("account")]) {
    parents.set(id, String(properties["parent"]));
    if (kind === "organizational-unit") {
      units.set(id, String(properties["name"]));
    }
  }
  const chain = (id: string): string[] => chainOf(id, root, parents);
  const accounts = new Set([managementAccount, ...ofKind("account").map(({ id }) => id)]);
  const organizationId = organization?.id ?? "o-placeholder";
  const path = (id: AccountId) => `${[organizationId, ...chain(id).slice(0, -1)].join("/")}/`;
  const unitPath = (ids: readonly string[]) => ids.map((id) => units.get(id) ?? id).join("/");
  const hanging = hangingPolicies(closed, ofKind("policy-attachment"), ofKind("organization-policy"));
  const enabled = new Set(ofKind("policy-type").map(({ properties }) => properties["type"]));
  const names = new Map(ofKind("account").map(({ id, properties }) => [id, String(properties["name"])]));
  const known = new Map<string, readonly Level[]>();

  const levelsOf = (account: AccountId, type: GuardrailType): readonly Level[] => {
    const ids = enabled.has(type) ? chain(account) : [];
    return ids.map((id, depth) => ({
      target:
        depth === 0
          ? "the root"
          : id === account
            ? `the account ${names.get(id) ?? id}`
            : `the unit ${unitPath(ids.slice(1, depth + 1))}`,
      policies: hanging(id, type),
    }));
  };
  return {
    madeFrom: things,
    facts: {
      id: organizationId,
      managementAccount,
      paths: new Map([...accounts].map((id) => [id, path(id)])),
      rootSessions: rootSessions(ofKind("root-access")),
    },
    levels(account, type) {
      const levels = known.get(`${account} ${type}`) ?? levelsOf(account, type);
      known.set(`${account} ${type}`, levels);
      return levels;
    },
    unitsAbove(account) {
      const ids = chain(account).slice(1, -1);
      return ids.map((_, index) => unitPath(ids.slice(0, ids.length - index)));
    },
  };
}

/** The ids from the root down to a unit or account, both included. */
function chainOf(id: string, root: string, parents: ReadonlyMap<string, string>): string[] {
  const chain = [id];
  for (let parent = parents.get(id); parent !== undefined && parent !== root; parent = parents.get(parent)) {
    chain.unshift(parent);
    if (chain.length > parents.size) {
      break;
    }
  }
  return [root, ...chain];
}

function hangingPolicies(closed: ReadonlySet<string>, attachments: readonly Live[], policies: readonly Live[]) {
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  const byTarget = new Map<string, Live[]>();
  for (const { properties } of attachments) {
    const [policy, target] = [String(properties["policy"]), String(properties["target"])];
    const one = byId.get(policy);
    if (one !== undefined) {
      byTarget.set(target, [...(byTarget.get(target) ?? []), one]);
    }
  }
  return (target: string, type: GuardrailType) => {
    const own = (byTarget.get(target) ?? []).filter(({ properties }) => properties["type"] === type);
    const ready = own.map(({ properties }) => compiled(properties["document"] ?? null, String(properties["name"])));
    return type === "SERVICE_CONTROL_POLICY" && !closed.has(target) ? [FULL_ACCESS, ...ready] : ready;
  };
}

/** The management account may take root sessions once they are on; nobody else does, since orgwright delegates it to nobody. */
function rootSessions([access]: readonly Live[]): readonly AccountId[] | null {
  return access?.properties["sessions"] === true ? [] : null;
}
