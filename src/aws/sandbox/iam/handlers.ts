import type { HandlersOf } from "../handlers.ts";
import { getAccountAuthorizationDetails } from "./authorization-details.ts";
import * as policies from "./managed-policies.ts";
import * as features from "./organizations-features.ts";
import * as versions from "./policy-versions.ts";
import * as rolePolicies from "./role-policies.ts";
import * as roleTags from "./role-tags.ts";
import * as roles from "./roles.ts";
import * as users from "./users.ts";

/** Every IAM operation that the sandbox answers. */
export const iamHandlers = {
  "iam:GetAccountAuthorizationDetails": getAccountAuthorizationDetails,

  "iam:CreateRole": roles.createRole,
  "iam:GetRole": roles.getRole,
  "iam:ListRoles": roles.listRoles,
  "iam:UpdateRole": roles.updateRole,
  "iam:UpdateRoleDescription": roles.updateRoleDescription,
  "iam:UpdateAssumeRolePolicy": roles.updateAssumeRolePolicy,
  "iam:PutRolePermissionsBoundary": roles.putRolePermissionsBoundary,
  "iam:DeleteRolePermissionsBoundary": roles.deleteRolePermissionsBoundary,
  "iam:DeleteRole": roles.deleteRole,
  "iam:CreateServiceLinkedRole": roles.createServiceLinkedRole,

  "iam:PutRolePolicy": rolePolicies.putRolePolicy,
  "iam:GetRolePolicy": rolePolicies.getRolePolicy,
  "iam:ListRolePolicies": rolePolicies.listRolePolicies,
  "iam:DeleteRolePolicy": rolePolicies.deleteRolePolicy,
  "iam:AttachRolePolicy": rolePolicies.attachRolePolicy,
  "iam:DetachRolePolicy": rolePolicies.detachRolePolicy,
  "iam:ListAttachedRolePolicies": rolePolicies.listAttachedRolePolicies,

  "iam:TagRole": roleTags.tagRole,
  "iam:UntagRole": roleTags.untagRole,
  "iam:ListRoleTags": roleTags.listRoleTags,

  "iam:CreateUser": users.createUser,
  "iam:GetUser": users.getUser,
  "iam:ListUsers": users.listUsers,
  "iam:TagUser": users.tagUser,
  "iam:AttachUserPolicy": users.attachUserPolicy,
  "iam:PutUserPolicy": users.putUserPolicy,
  "iam:CreateGroup": users.createGroup,
  "iam:AddUserToGroup": users.addUserToGroup,

  "iam:CreatePolicy": policies.createPolicy,
  "iam:GetPolicy": policies.getPolicy,
  "iam:ListPolicies": policies.listPolicies,
  "iam:ListPolicyTags": policies.listPolicyTags,
  "iam:DeletePolicy": policies.deletePolicy,
  "iam:GetPolicyVersion": versions.getPolicyVersion,
  "iam:CreatePolicyVersion": versions.createPolicyVersion,
  "iam:SetDefaultPolicyVersion": versions.setDefaultPolicyVersion,
  "iam:DeletePolicyVersion": versions.deletePolicyVersion,

  "iam:ListOrganizationsFeatures": features.listOrganizationsFeatures,
  "iam:EnableOrganizationsRootCredentialsManagement": features.enableRootCredentialsManagement,
  "iam:EnableOrganizationsRootSessions": features.enableRootSessions,
  "iam:DisableOrganizationsRootCredentialsManagement": features.disableRootCredentialsManagement,
  "iam:DisableOrganizationsRootSessions": features.disableRootSessions,
} as const satisfies HandlersOf<"iam">;
