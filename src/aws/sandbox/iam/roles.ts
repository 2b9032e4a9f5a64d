import type { Caller, Handler } from "../handlers.ts";
import { birthIn } from "../ids.ts";
import type { World } from "../world.ts";
import { listedRole, roleAnswer } from "./answers.ts";
import { charactersOf } from "./encoding.ts";
import { anyPolicy, iamOf, roleNamed } from "./find.ts";
import { checkedDescription, checkedName, checkedPath, checkedSessionDuration } from "./names.ts";
import { markerPage } from "./pages.ts";
import { checkQuota, iamQuota } from "./quotas.ts";
import { alreadyExists, deleteConflict, invalidInput, unmodifiable } from "./refusals.ts";
import { isServiceLinked, makeServiceLinkedRole, serviceLinkedRoleName } from "./service-linked.ts";
import { type IamRole, makeRole } from "./state.ts";
import { withTags } from "./tags.ts";
import { forgetPrincipal, storedTrust } from "./trust-documents.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const createRole: Handler<"iam:CreateRole"> = (world, input, at) => {
  const { roles } = iamOf(world, at);
  const name = checkedName("roleName", input.RoleName);
  const path = checkedPath(input.Path);
  if (path.startsWith("/aws-service-role/")) {
    invalidInput("The path /aws-service-role/ is reserved for service-linked roles.");
  }
  const wanted = {
    name,
    path,
    maxSessionDuration: checkedSessionDuration(input.MaxSessionDuration),
    description: checkedDescription(input.Description),
    tags: withTags({}, input.Tags ?? [], iamQuota(world, "tags")),
    boundary: checkedBoundary(world, at, input.PermissionsBoundary),
    trust: checkedTrust(world, "assumeRolePolicyDocument", input.AssumeRolePolicyDocument),
  };
  if (Object.keys(roles).some((one) => one.toLowerCase() === name.toLowerCase())) {
    alreadyExists(`Role with name ${name} already exists.`);
  }
  checkQuota(
    world,
    "roles",
    Object.keys(roles).length + 1,
    (quota) => `Cannot exceed quota for RolesPerAccount: ${quota}`,
  );
  const role = makeRole(birthIn(world, at.account), wanted);
  roles[name] = role;
  return { Role: roleAnswer(role) };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export const getRole: Handler<"iam:GetRole"> = (world, input, at) => ({
  Role: roleAnswer(roleNamed(world, at, input.RoleName)),
});

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export const listRoles: Handler<"iam:ListRoles"> = (world, input, at) => {
  const under = input.PathPrefix ?? "/";
  const roles = Object.values(iamOf(world, at).roles).filter((role) => role.path.startsWith(under));
  const { items, more } = markerPage(world, "roles", roles, (role) => role.name, input);
  return { Roles: items.map(listedRole), ...more };
};

/**
 * A description left out stays as it is; a session duration left out goes back to one hour.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html
 */
export const updateRole: Handler<"iam:UpdateRole"> = (world, input, at) => {
  const role = roleNamed(world, at, input.RoleName);
  const duration = checkedSessionDuration(input.MaxSessionDuration);
  const description = checkedDescription(input.Description);
  if (input.MaxSessionDuration !== undefined) {
    modifiable(role);
  }
  if (input.Description !== undefined) {
    role.description = description;
  }
  if (!isServiceLinked(role)) {
    role.maxSessionDuration = duration;
  }
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html */
export const updateRoleDescription: Handler<"iam:UpdateRoleDescription"> = (world, input, at) => {
  const role = roleNamed(world, at, input.RoleName);
  role.description = checkedDescription(input.Description);
  return { Role: roleAnswer(role) };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
export const updateAssumeRolePolicy: Handler<"iam:UpdateAssumeRolePolicy"> = (world, input, at) => {
  const role = modifiable(roleNamed(world, at, input.RoleName));
  role.trust = checkedTrust(world, "policyDocument", input.PolicyDocument);
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html */
export const putRolePermissionsBoundary: Handler<"iam:PutRolePermissionsBoundary"> = (world, input, at) => {
  const role = modifiable(roleNamed(world, at, input.RoleName));
  role.boundary = checkedBoundary(world, at, input.PermissionsBoundary ?? "");
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html */
export const deleteRolePermissionsBoundary: Handler<"iam:DeleteRolePermissionsBoundary"> = (world, input, at) => {
  modifiable(roleNamed(world, at, input.RoleName)).boundary = null;
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
export const deleteRole: Handler<"iam:DeleteRole"> = (world, input, at) => {
  const role = modifiable(roleNamed(world, at, input.RoleName));
  if (role.attached.length > 0) {
    deleteConflict("Cannot delete entity, must detach all policies first.");
  }
  if (Object.keys(role.inline).length > 0) {
    deleteConflict("Cannot delete entity, must delete policies first.");
  }
  delete iamOf(world, at).roles[role.name];
  forgetPrincipal(world, role);
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html */
export const createServiceLinkedRole: Handler<"iam:CreateServiceLinkedRole"> = (world, input, at) => {
  const { roles } = iamOf(world, at);
  const service = input.AWSServiceName ?? "";
  const description = checkedDescription(input.Description);
  const name = serviceLinkedRoleName(service);
  if (name === undefined) {
    invalidInput(`Service-linked roles are not supported for the service ${service}.`);
  }
  if (Object.hasOwn(roles, name)) {
    invalidInput(`Service role name ${name} has been taken in this account, please try a different suffix.`);
  }
  const role = makeServiceLinkedRole(birthIn(world, at.account), service, description);
  roles[name] = role;
  return { Role: roleAnswer(role) };
};

/** The role, unless only its service may change it. */
export function modifiable(role: IamRole): IamRole {
  return isServiceLinked(role) ? unmodifiable(role.name) : role;
}

function checkedTrust(world: World, member: string, document: string | undefined): string {
  const trust = storedTrust(world, member, document);
  checkQuota(
    world,
    "trustCharacters",
    charactersOf(trust),
    (quota) => `Cannot exceed quota for ACLSizePerRole: ${quota}`,
  );
  return trust;
}

function checkedBoundary(world: World, at: Caller, arn: string | undefined): string | null {
  if (arn !== undefined) {
    anyPolicy(world, at, arn);
  }
  return arn ?? null;
}
