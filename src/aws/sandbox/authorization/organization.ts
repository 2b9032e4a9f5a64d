import type { AccountId } from "../../../model/place.ts";
import type { Level, OrganizationFacts } from "../../../policy/evaluate/environment.ts";
import { own } from "../iam/find.ts";
import type { World } from "../world.ts";
import { compiledText } from "./compiled-text.ts";

/** What conditions may ask of the organization; null before there is one. */
export function organizationFacts(world: World): OrganizationFacts | null {
  const { organization } = world;
  if (organization === null) {
    return null;
  }
  const members = Object.values(world.accounts).filter(({ parent }) => parent !== null);
  const paths = new Map(
    members.map(({ id }) => [id, `${organization.id}/${targetsAbove(world, id).slice(0, -1).join("/")}/`]),
  );
  const features = own(world.accounts, world.managementAccount)?.iam.organizationsFeatures ?? [];
  return {
    id: organization.id,
    managementAccount: world.managementAccount,
    paths,
    rootSessions: features.includes("RootSessions") ? members.map(({ id }) => id) : null,
  };
}

/** The policies of a type that an account is under, from the root down; none where the type is not enabled. */
export function levelsOf(world: World, account: AccountId, type: string): readonly Level[] {
  if (own(world.organization?.policyTypes ?? {}, type) === undefined) {
    return [];
  }
  const policies = Object.values(world.policies).filter((policy) => policy.type === type);
  return targetsAbove(world, account).map((target) => ({
    target,
    policies: policies
      .filter(({ targets }) => targets.includes(target))
      .map(({ name, content }) => compiledText(content, name)),
  }));
}

/** The root, the units below it and the account itself; nothing for an account of no organization. */
function targetsAbove(world: World, account: AccountId): string[] {
  let parent = own(world.accounts, account)?.parent ?? null;
  const targets = parent === null ? [] : [account];
  while (parent !== null) {
    targets.unshift(parent);
    parent = own(world.units, parent)?.parent ?? null;
  }
  return targets;
}
