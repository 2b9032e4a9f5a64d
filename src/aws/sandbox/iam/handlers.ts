import type { HandlersOf } from "../handlers.ts";
import * as account from "./account-settings.ts";
import { getAccountAuthorizationDetails } from "./authorization-details.ts";
import * as credentials from "./credentials.ts";
import * as groupPolicies from "./group-policies.ts";
import * as groups from "./groups.ts";
import * as policies from "./managed-policies.ts";
import * as mfaDevices from "./mfa-devices.ts";
import * as oidc from "./oidc-providers.ts";
import * as features from "./organizations-features.ts";
import * as entities from "./policy-entities.ts";
import * as versions from "./policy-versions.ts";
import * as rolePolicies from "./role-policies.ts";
import * as roleTags from "./role-tags.ts";
import * as roles from "./roles.ts";
import * as userPolicies from "./user-policies.ts";
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
  "iam:UntagUser": users.untagUser,
  "iam:ListUserTags": users.listUserTags,
  "iam:DeleteUser": users.deleteUser,

  "iam:AttachUserPolicy": userPolicies.attachUserPolicy,
  "iam:DetachUserPolicy": userPolicies.detachUserPolicy,
  "iam:ListAttachedUserPolicies": userPolicies.listAttachedUserPolicies,
  "iam:PutUserPolicy": userPolicies.putUserPolicy,
  "iam:GetUserPolicy": userPolicies.getUserPolicy,
  "iam:ListUserPolicies": userPolicies.listUserPolicies,
  "iam:DeleteUserPolicy": userPolicies.deleteUserPolicy,

  "iam:CreateLoginProfile": credentials.createLoginProfile,
  "iam:GetLoginProfile": credentials.getLoginProfile,
  "iam:UpdateLoginProfile": credentials.updateLoginProfile,
  "iam:DeleteLoginProfile": credentials.deleteLoginProfile,
  "iam:ChangePassword": credentials.changePassword,
  "iam:CreateAccessKey": credentials.createAccessKey,
  "iam:ListAccessKeys": credentials.listAccessKeys,
  "iam:GetAccessKeyLastUsed": credentials.getAccessKeyLastUsed,
  "iam:UpdateAccessKey": credentials.updateAccessKey,
  "iam:DeleteAccessKey": credentials.deleteAccessKey,

  "iam:CreateVirtualMFADevice": mfaDevices.createVirtualMfaDevice,
  "iam:EnableMFADevice": mfaDevices.enableMfaDevice,
  "iam:ResyncMFADevice": mfaDevices.resyncMfaDevice,
  "iam:DeactivateMFADevice": mfaDevices.deactivateMfaDevice,
  "iam:DeleteVirtualMFADevice": mfaDevices.deleteVirtualMfaDevice,
  "iam:ListMFADevices": mfaDevices.listMfaDevices,
  "iam:ListVirtualMFADevices": mfaDevices.listVirtualMfaDevices,

  "iam:CreateGroup": groups.createGroup,
  "iam:GetGroup": groups.getGroup,
  "iam:ListGroups": groups.listGroups,
  "iam:DeleteGroup": groups.deleteGroup,
  "iam:AddUserToGroup": groups.addUserToGroup,
  "iam:RemoveUserFromGroup": groups.removeUserFromGroup,
  "iam:ListGroupsForUser": groups.listGroupsForUser,

  "iam:AttachGroupPolicy": groupPolicies.attachGroupPolicy,
  "iam:DetachGroupPolicy": groupPolicies.detachGroupPolicy,
  "iam:ListAttachedGroupPolicies": groupPolicies.listAttachedGroupPolicies,
  "iam:PutGroupPolicy": groupPolicies.putGroupPolicy,
  "iam:GetGroupPolicy": groupPolicies.getGroupPolicy,
  "iam:ListGroupPolicies": groupPolicies.listGroupPolicies,
  "iam:DeleteGroupPolicy": groupPolicies.deleteGroupPolicy,

  "iam:CreatePolicy": policies.createPolicy,
  "iam:GetPolicy": policies.getPolicy,
  "iam:ListPolicies": policies.listPolicies,
  "iam:ListPolicyTags": policies.listPolicyTags,
  "iam:DeletePolicy": policies.deletePolicy,
  "iam:ListEntitiesForPolicy": entities.listEntitiesForPolicy,
  "iam:TagPolicy": entities.tagPolicy,
  "iam:UntagPolicy": entities.untagPolicy,
  "iam:ListPolicyVersions": versions.listPolicyVersions,
  "iam:GetPolicyVersion": versions.getPolicyVersion,
  "iam:CreatePolicyVersion": versions.createPolicyVersion,
  "iam:SetDefaultPolicyVersion": versions.setDefaultPolicyVersion,
  "iam:DeletePolicyVersion": versions.deletePolicyVersion,

  "iam:UpdateAccountPasswordPolicy": account.updateAccountPasswordPolicy,
  "iam:GetAccountPasswordPolicy": account.getAccountPasswordPolicy,
  "iam:DeleteAccountPasswordPolicy": account.deleteAccountPasswordPolicy,
  "iam:CreateAccountAlias": account.createAccountAlias,
  "iam:ListAccountAliases": account.listAccountAliases,
  "iam:DeleteAccountAlias": account.deleteAccountAlias,
  "iam:CreateOpenIDConnectProvider": oidc.createOpenIdConnectProvider,
  "iam:GetOpenIDConnectProvider": oidc.getOpenIdConnectProvider,
  "iam:ListOpenIDConnectProviders": oidc.listOpenIdConnectProviders,
  "iam:AddClientIDToOpenIDConnectProvider": oidc.addClientId,
  "iam:RemoveClientIDFromOpenIDConnectProvider": oidc.removeClientId,
  "iam:TagOpenIDConnectProvider": oidc.tagOpenIdConnectProvider,
  "iam:UntagOpenIDConnectProvider": oidc.untagOpenIdConnectProvider,
  "iam:DeleteOpenIDConnectProvider": oidc.deleteOpenIdConnectProvider,

  "iam:ListOrganizationsFeatures": features.listOrganizationsFeatures,
  "iam:EnableOrganizationsRootCredentialsManagement": features.enableRootCredentialsManagement,
  "iam:EnableOrganizationsRootSessions": features.enableRootSessions,
  "iam:DisableOrganizationsRootCredentialsManagement": features.disableRootCredentialsManagement,
  "iam:DisableOrganizationsRootSessions": features.disableRootSessions,
} as const satisfies HandlersOf<"iam">;
