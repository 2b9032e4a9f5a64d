import type { Handler } from "../handlers.ts";
import { refuse } from "../refuse.ts";
import type { OrganizationState, World } from "../world.ts";
import { giveFullAccess } from "./full-access.ts";
import { idOf } from "./invalid-input.ts";
import { managerOf } from "./membership.ts";
import { rootOf } from "./organization.ts";
import { type OrganizationPolicyType, policyTypeOf } from "./policy-kinds.ts";

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnablePolicyType.html */
export const enablePolicyType: Handler<"organizations:EnablePolicyType"> = (world, input, at) => {
  const organization = managerOf(world, at);
  const type = policyTypeOf(input.PolicyType, "PolicyType");
  checkRoot(organization, input.RootId);
  checkAvailable(organization);
  const status = organization.policyTypes[type]?.status;
  if (status === "PENDING_DISABLE") {
    refuse("PolicyChangesInProgressException", "Changes to the effective policy are in progress.");
  }
  if (status !== undefined) {
    refuse("PolicyTypeAlreadyEnabledException", `The policy type ${type} is already enabled.`);
  }
  const due = world.time + world.tempo.policyTypeMilliseconds;
  organization.policyTypes[type] = { status: "PENDING_ENABLE", due };
  return { Root: rootOf(world, organization) };
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_DisablePolicyType.html */
export const disablePolicyType: Handler<"organizations:DisablePolicyType"> = (world, input, at) => {
  const organization = managerOf(world, at);
  const type = policyTypeOf(input.PolicyType, "PolicyType");
  checkRoot(organization, input.RootId);
  const state = organization.policyTypes[type];
  if (state === undefined) {
    return refuse("PolicyTypeNotEnabledException", `The policy type ${type} is not enabled.`);
  }
  if (state.status !== "ENABLED") {
    return refuse("PolicyChangesInProgressException", "Changes to the effective policy are in progress.");
  }
  for (const policy of Object.values(world.policies)) {
    policy.targets = policy.type === type ? [] : policy.targets;
  }
  organization.policyTypes[type] = { status: "PENDING_DISABLE", due: world.time + world.tempo.policyTypeMilliseconds };
  return { Root: rootOf(world, organization) };
};

/** Ends what is pending on a policy type. */
export function finishPolicyType(world: World, type: string): void {
  const organization = world.organization;
  const status = organization?.policyTypes[type]?.status;
  if (organization === null || status === undefined) {
    return;
  }
  if (status === "PENDING_DISABLE") {
    delete organization.policyTypes[type];
    return;
  }
  organization.policyTypes[type] = { status: "ENABLED", due: null };
  giveFullAccess(world, organization, type as OrganizationPolicyType);
}

/** Refuses every policy type while the organization is one for consolidated billing alone. */
export function checkAvailable(organization: OrganizationState): void {
  if (organization.featureSet !== "ALL") {
    refuse(
      "PolicyTypeNotAvailableForOrganizationException",
      "You can't use the specified policy type with the feature set currently enabled for this organization.",
    );
  }
}

function checkRoot(organization: OrganizationState, id: unknown): void {
  if (idOf(id, "RootId", "root") !== organization.rootId) {
    refuse("RootNotFoundException", `There is no root ${String(id)}.`);
  }
}
