import type { OrganizationState, PolicyState, World } from "../world.ts";
import { FULL_ACCESS, type FullAccess, type OrganizationPolicyType } from "./policy-kinds.ts";
import { allTargets } from "./tree.ts";

/** Attaches the full-access policy of a type to the root and every unit and account that lacks it. */
export function giveFullAccess(world: World, organization: OrganizationState, type: OrganizationPolicyType): void {
  const full = FULL_ACCESS[type];
  if (full === undefined) {
    return;
  }
  const policy = ensureFullAccess(world, type, full);
  const attached = new Set(policy.targets);
  policy.targets.push(...allTargets(world, organization).filter((target) => !attached.has(target)));
}

/** Attaches what AWS attaches to each new unit and account: the full-access policy of every type that has begun. */
export function greet(world: World, organization: OrganizationState, target: string): void {
  for (const [type, full] of Object.entries(FULL_ACCESS) as [OrganizationPolicyType, FullAccess][]) {
    if (organization.policyTypes[type]?.status === "ENABLED") {
      ensureFullAccess(world, type, full).targets.push(target);
    }
  }
}

/** Detaches every policy from a unit or account that leaves. */
export function detachAll(world: World, target: string): void {
  for (const policy of Object.values(world.policies)) {
    if (policy.targets.includes(target)) {
      policy.targets = policy.targets.filter((each) => each !== target);
    }
  }
}

/** The full-access policy of a type, made if it is not there. */
function ensureFullAccess(world: World, type: OrganizationPolicyType, full: FullAccess): PolicyState {
  const { id, name, description, content } = full;
  world.policies[id] ??= { id, name, description, type, awsManaged: true, content, targets: [], tags: {} };
  return world.policies[id];
}
