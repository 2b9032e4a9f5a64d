import type { HandlersOf } from "../handlers.ts";
import { createAccount, describeCreateAccountStatus, listCreateAccountStatus } from "./account-creation.ts";
import { closeAccount, removeAccountFromOrganization } from "./account-departure.ts";
import { describeAccount, listAccounts, listAccountsForParent, listParents, moveAccount } from "./accounts.ts";
import { attachPolicy, detachPolicy, listPoliciesForTarget, listTargetsForPolicy } from "./attachments.ts";
import {
  deregisterDelegatedAdministrator,
  listDelegatedAdministrators,
  registerDelegatedAdministrator,
} from "./delegation.ts";
import { inviteAccount, listHandshakes } from "./invitations.ts";
import { createOrganization, describeOrganization, listRoots } from "./organization.ts";
import { createPolicy, deletePolicy, describePolicy, listPolicies, updatePolicy } from "./policies.ts";
import { disablePolicyType, enablePolicyType } from "./policy-types.ts";
import { listTagsForResource, tagResource, untagResource } from "./resource-tags.ts";
import { disableServiceAccess, enableServiceAccess, listServiceAccess } from "./service-access.ts";
import {
  createOrganizationalUnit,
  deleteOrganizationalUnit,
  describeOrganizationalUnit,
  listOrganizationalUnitsForParent,
  updateOrganizationalUnit,
} from "./units.ts";

/** What the sandbox's Organizations can do. The last group is not orgwright's: a sandbox is tampered with by it. */
export const organizationsHandlers = {
  "organizations:DescribeOrganization": describeOrganization,
  "organizations:ListRoots": listRoots,
  "organizations:ListAccounts": listAccounts,
  "organizations:DescribeAccount": describeAccount,
  "organizations:ListParents": listParents,
  "organizations:ListAccountsForParent": listAccountsForParent,
  "organizations:ListOrganizationalUnitsForParent": listOrganizationalUnitsForParent,
  "organizations:DescribeOrganizationalUnit": describeOrganizationalUnit,
  "organizations:ListCreateAccountStatus": listCreateAccountStatus,
  "organizations:DescribeCreateAccountStatus": describeCreateAccountStatus,
  "organizations:ListPolicies": listPolicies,
  "organizations:ListPoliciesForTarget": listPoliciesForTarget,
  "organizations:ListTargetsForPolicy": listTargetsForPolicy,
  "organizations:DescribePolicy": describePolicy,
  "organizations:ListTagsForResource": listTagsForResource,
  "organizations:ListAWSServiceAccessForOrganization": listServiceAccess,
  "organizations:ListDelegatedAdministrators": listDelegatedAdministrators,
  "organizations:InviteAccountToOrganization": inviteAccount,
  "organizations:ListHandshakesForOrganization": listHandshakes,

  "organizations:CreateOrganization": createOrganization,
  "organizations:CreateOrganizationalUnit": createOrganizationalUnit,
  "organizations:UpdateOrganizationalUnit": updateOrganizationalUnit,
  "organizations:DeleteOrganizationalUnit": deleteOrganizationalUnit,
  "organizations:CreateAccount": createAccount,
  "organizations:MoveAccount": moveAccount,
  "organizations:TagResource": tagResource,
  "organizations:UntagResource": untagResource,
  "organizations:EnablePolicyType": enablePolicyType,
  "organizations:EnableAWSServiceAccess": enableServiceAccess,
  "organizations:CreatePolicy": createPolicy,
  "organizations:UpdatePolicy": updatePolicy,
  "organizations:DeletePolicy": deletePolicy,
  "organizations:AttachPolicy": attachPolicy,
  "organizations:DetachPolicy": detachPolicy,

  "organizations:CloseAccount": closeAccount,
  "organizations:DeregisterDelegatedAdministrator": deregisterDelegatedAdministrator,
  "organizations:DisableAWSServiceAccess": disableServiceAccess,
  "organizations:DisablePolicyType": disablePolicyType,
  "organizations:RegisterDelegatedAdministrator": registerDelegatedAdministrator,
  "organizations:RemoveAccountFromOrganization": removeAccountFromOrganization,
} satisfies HandlersOf<"organizations">;
