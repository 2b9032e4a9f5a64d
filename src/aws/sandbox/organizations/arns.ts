import type { OrganizationState, PolicyState, World } from "../world.ts";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html */
function arn(world: World, type: string, id: string): string {
  return `arn:${world.partition}:organizations::${world.managementAccount}:${type}/${id}`;
}

/** The ARN of the organization. */
export function organizationArn(world: World, organization: OrganizationState): string {
  return arn(world, "organization", organization.id);
}

/** The ARN of a root, unit or account, told by the form of its id. */
export function targetArn(world: World, organization: OrganizationState, id: string): string {
  const type = id.startsWith("r-") ? "root" : id.startsWith("ou-") ? "ou" : "account";
  return arn(world, type, `${organization.id}/${id}`);
}

/** The ARN of a policy. AWS's own belong to no organization. */
export function policyArn(world: World, organization: OrganizationState, policy: PolicyState): string {
  const type = policy.type.toLowerCase();
  return policy.awsManaged
    ? `arn:${world.partition}:organizations::aws:policy/${type}/${policy.id}`
    : arn(world, "policy", `${organization.id}/${type}/${policy.id}`);
}
