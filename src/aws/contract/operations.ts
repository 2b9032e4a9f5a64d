import type { Callable, Service } from "./services.ts";

/**
 * When a call may be sent again. `always`: whatever became of it, sending it again comes to the same.
 * `throttle-only`: only when it surely did nothing, because AWS refused it for its rate or for being busy, or because
 * it never left. `never`: sent once.
 */
export type RetryClass = "always" | "throttle-only" | "never";

/** The names of the tokens and of the list in a paginated operation. */
export interface Paging {
  readonly items: string;
  readonly input: string;
  readonly output: string;
}

interface Spec {
  readonly access: "read" | "write";
  readonly retry: RetryClass;
  /** The IAM actions it needs; its own name when left out. */
  readonly iam?: readonly string[];
  /** The rate bucket of its service it draws from (`blueprints/data/rates.yaml`); named as itself when left out. */
  readonly lane?: string;
  readonly page?: Paging;
}

const next = <const I extends string>(items: I) => ({ items, input: "NextToken", output: "NextToken" }) as const;
const marker = <const I extends string>(items: I) => ({ items, input: "Marker", output: "Marker" }) as const;
const nextToken = <const I extends string>(items: I) => ({ items, input: "nextToken", output: "nextToken" }) as const;
const pageToken = <const I extends string>(items: I) =>
  ({ items, input: "PageToken", output: "NextPageToken" }) as const;
const nextMarker = <const I extends string>(items: I) => ({ items, input: "Marker", output: "NextMarker" }) as const;

const read = { access: "read", retry: "always" } as const;
/** What is good to know and no plan depends on: a service that is out of order is not waited for. */
const glance = { access: "read", retry: "throttle-only" } as const;
const write = { access: "write", retry: "throttle-only" } as const;
const idempotent = { access: "write", retry: "always" } as const;
const once = { access: "write", retry: "never" } as const;

/** CloudTrail counts all calls that look together, and all that write. */
const look = { ...read, lane: "DescribeTrails" } as const;

/** Every AWS call that orgwright may ever make. What is not in here cannot be called. */
export const OPERATIONS = {
  "sts:GetCallerIdentity": { ...read, iam: [] },
  "sts:AssumeRole": read,

  "organizations:DescribeOrganization": { ...read, lane: "CreateOrganizationalUnit" },
  "organizations:ListRoots": { ...read, page: next("Roots") },
  "organizations:ListAccounts": { ...read, page: next("Accounts") },
  "organizations:DescribeAccount": read,
  "organizations:ListParents": { ...read, lane: "ListParents", page: next("Parents") },
  "organizations:ListAccountsForParent": { ...read, lane: "ListParents", page: next("Accounts") },
  "organizations:ListOrganizationalUnitsForParent": { ...read, lane: "ListParents", page: next("OrganizationalUnits") },
  "organizations:DescribeOrganizationalUnit": read,
  "organizations:ListCreateAccountStatus": { ...read, page: next("CreateAccountStatuses") },
  "organizations:DescribeCreateAccountStatus": read,
  "organizations:ListPolicies": { ...read, lane: "ListPolicies", page: next("Policies") },
  "organizations:ListPoliciesForTarget": { ...read, lane: "ListPolicies", page: next("Policies") },
  "organizations:ListTargetsForPolicy": { ...read, lane: "ListPolicies", page: next("Targets") },
  "organizations:DescribePolicy": read,
  "organizations:ListTagsForResource": { ...read, page: next("Tags") },
  "organizations:ListAWSServiceAccessForOrganization": {
    ...read,
    lane: "ListAWSServiceAccess",
    page: next("EnabledServicePrincipals"),
  },
  "organizations:ListHandshakesForOrganization": { ...glance, page: next("Handshakes") },
  "organizations:ListDelegatedAdministrators": { ...read, page: next("DelegatedAdministrators") },

  "organizations:CreateOrganization": {
    ...write,
    iam: ["organizations:CreateOrganization", "iam:CreateServiceLinkedRole"],
  },
  "organizations:CreateOrganizationalUnit": {
    ...write,
    iam: ["organizations:CreateOrganizationalUnit", "organizations:TagResource"],
    lane: "CreateOrganizationalUnit",
  },
  "organizations:UpdateOrganizationalUnit": { ...idempotent, lane: "MoveAccount" },
  "organizations:DeleteOrganizationalUnit": { ...write, lane: "MoveAccount" },
  "organizations:CreateAccount": { ...once, iam: ["organizations:CreateAccount", "organizations:TagResource"] },
  "organizations:MoveAccount": { ...write, lane: "MoveAccount" },
  "organizations:TagResource": { ...idempotent, lane: "TagResource" },
  "organizations:UntagResource": { ...idempotent, lane: "TagResource" },
  "organizations:EnablePolicyType": { ...write, lane: "EnablePolicyType" },
  "organizations:EnableAWSServiceAccess": {
    ...idempotent,
    iam: ["organizations:EnableAWSServiceAccess", "iam:CreateServiceLinkedRole"],
    lane: "EnableAWSServiceAccess",
  },
  "organizations:RegisterDelegatedAdministrator": write,
  "organizations:CreatePolicy": {
    ...write,
    iam: ["organizations:CreatePolicy", "organizations:TagResource"],
    lane: "CreatePolicy",
  },
  "organizations:UpdatePolicy": idempotent,
  "organizations:DeletePolicy": { ...write, lane: "CreatePolicy" },
  "organizations:AttachPolicy": { ...write, lane: "CreatePolicy" },
  "organizations:DetachPolicy": { ...write, lane: "CreatePolicy" },

  "servicequotas:ListServiceQuotas": { ...glance, page: next("Quotas") },

  "tagging:GetResources": {
    ...read,
    iam: ["tag:GetResources"],
    page: { items: "ResourceTagMappingList", input: "PaginationToken", output: "PaginationToken" },
  },

  "account:ListRegions": { ...read, page: next("Regions") },
  "account:PutAccountName": { ...idempotent, lane: "PutAccountName" },

  "iam:GetAccountAuthorizationDetails": { ...read, page: marker("RoleDetailList") },
  "iam:ListRoles": { ...read, page: marker("Roles") },
  "iam:GetRole": read,
  "iam:ListRolePolicies": { ...read, page: marker("PolicyNames") },
  "iam:GetRolePolicy": read,
  "iam:ListAttachedRolePolicies": { ...read, page: marker("AttachedPolicies") },
  "iam:ListRoleTags": { ...read, page: marker("Tags") },
  "iam:ListOrganizationsFeatures": read,
  "iam:ListPolicyTags": { ...read, page: marker("Tags") },
  "iam:ListEntitiesForPolicy": { ...read, page: marker("PolicyGroups") },
  "iam:GetGroup": { ...read, page: marker("Users") },
  "iam:ListGroupPolicies": { ...read, page: marker("PolicyNames") },
  "iam:ListAttachedGroupPolicies": { ...read, page: marker("AttachedPolicies") },
  "iam:GetUser": read,
  "iam:ListUsers": { ...read, page: marker("Users") },
  "iam:ListGroupsForUser": { ...read, page: marker("Groups") },
  "iam:ListUserPolicies": { ...read, page: marker("PolicyNames") },
  "iam:ListAttachedUserPolicies": { ...read, page: marker("AttachedPolicies") },
  "iam:GetLoginProfile": read,
  "iam:ListAccessKeys": { ...read, page: marker("AccessKeyMetadata") },
  "iam:GetAccessKeyLastUsed": read,
  "iam:ListMFADevices": { ...read, page: marker("MFADevices") },
  "iam:ListVirtualMFADevices": { ...read, page: marker("VirtualMFADevices") },
  "iam:GetAccountPasswordPolicy": read,
  // An account has one alias at most, so there is no second page.
  "iam:ListAccountAliases": read,
  "iam:ListOpenIDConnectProviders": read,
  "iam:GetOpenIDConnectProvider": read,

  "iam:CreateRole": { ...write, iam: ["iam:CreateRole", "iam:TagRole"] },
  "iam:UpdateRole": idempotent,
  "iam:UpdateAssumeRolePolicy": idempotent,
  "iam:PutRolePolicy": idempotent,
  "iam:DeleteRolePolicy": write,
  "iam:AttachRolePolicy": idempotent,
  "iam:DetachRolePolicy": write,
  "iam:TagRole": idempotent,
  "iam:UntagRole": idempotent,
  "iam:DeleteRole": write,
  "iam:CreateServiceLinkedRole": write,
  "iam:CreatePolicy": { ...write, iam: ["iam:CreatePolicy", "iam:TagPolicy"] },
  "iam:CreatePolicyVersion": write,
  "iam:DeletePolicyVersion": write,
  "iam:TagPolicy": idempotent,
  "iam:DeletePolicy": write,
  "iam:CreateGroup": write,
  "iam:AttachGroupPolicy": idempotent,
  "iam:DetachGroupPolicy": write,
  "iam:DeleteGroupPolicy": write,
  "iam:AddUserToGroup": idempotent,
  "iam:RemoveUserFromGroup": write,
  "iam:CreateUser": { ...write, iam: ["iam:CreateUser", "iam:TagUser"] },
  "iam:TagUser": idempotent,
  "iam:DetachUserPolicy": write,
  "iam:DeleteUserPolicy": write,
  "iam:DeleteLoginProfile": write,
  "iam:UpdateAccessKey": idempotent,
  "iam:DeleteAccessKey": write,
  "iam:DeactivateMFADevice": write,
  "iam:DeleteVirtualMFADevice": write,
  "iam:DeleteUser": write,
  "iam:UpdateAccountPasswordPolicy": idempotent,
  "iam:CreateAccountAlias": idempotent,
  "iam:CreateOpenIDConnectProvider": {
    ...write,
    iam: ["iam:CreateOpenIDConnectProvider", "iam:TagOpenIDConnectProvider"],
  },
  "iam:AddClientIDToOpenIDConnectProvider": idempotent,
  "iam:RemoveClientIDFromOpenIDConnectProvider": idempotent,
  "iam:TagOpenIDConnectProvider": idempotent,
  "iam:DeleteOpenIDConnectProvider": write,
  "iam:EnableOrganizationsRootCredentialsManagement": idempotent,
  "iam:EnableOrganizationsRootSessions": idempotent,

  // What S3 asks of IAM is often not called as the operation is:
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
  "s3:ListBuckets": {
    ...read,
    iam: ["s3:ListAllMyBuckets"],
    page: { items: "Buckets", input: "ContinuationToken", output: "ContinuationToken" },
  },
  "s3:HeadBucket": { ...read, iam: ["s3:ListBucket"] },
  "s3:GetBucketLocation": read,
  "s3:GetBucketTagging": read,
  "s3:GetBucketVersioning": read,
  "s3:GetBucketEncryption": { ...read, iam: ["s3:GetEncryptionConfiguration"] },
  "s3:GetPublicAccessBlock": { ...read, iam: ["s3:GetBucketPublicAccessBlock"] },
  "s3:GetBucketOwnershipControls": read,
  "s3:GetObjectLockConfiguration": { ...read, iam: ["s3:GetBucketObjectLockConfiguration"] },
  "s3:GetBucketPolicy": read,
  "s3:GetBucketLifecycleConfiguration": { ...read, iam: ["s3:GetLifecycleConfiguration"] },

  "s3:CreateBucket": {
    ...write,
    iam: [
      "s3:CreateBucket",
      "s3:PutBucketObjectLockConfiguration",
      "s3:PutBucketOwnershipControls",
      "s3:PutBucketVersioning",
      "s3:TagResource",
    ],
  },
  "s3:PutBucketTagging": idempotent,
  "s3:PutBucketVersioning": idempotent,
  "s3:PutBucketEncryption": { ...idempotent, iam: ["s3:PutEncryptionConfiguration"] },
  "s3:PutPublicAccessBlock": { ...idempotent, iam: ["s3:PutBucketPublicAccessBlock"] },
  "s3:PutBucketOwnershipControls": idempotent,
  "s3:PutObjectLockConfiguration": { ...idempotent, iam: ["s3:PutBucketObjectLockConfiguration"] },
  "s3:PutBucketPolicy": idempotent,
  "s3:PutBucketLifecycleConfiguration": { ...idempotent, iam: ["s3:PutLifecycleConfiguration"] },

  "s3control:GetPublicAccessBlock": { ...read, iam: ["s3:GetAccountPublicAccessBlock"] },
  "s3control:PutPublicAccessBlock": { ...idempotent, iam: ["s3:PutAccountPublicAccessBlock"] },

  "kms:ListAliases": { ...read, page: nextMarker("Aliases") },
  "kms:ListKeys": { ...read, page: nextMarker("Keys") },
  "kms:DescribeKey": read,
  "kms:GetKeyPolicy": read,
  "kms:GetKeyRotationStatus": read,
  "kms:ListResourceTags": { ...read, page: nextMarker("Tags") },

  "kms:CreateKey": { ...write, iam: ["kms:CreateKey", "kms:TagResource"] },
  "kms:PutKeyPolicy": idempotent,
  "kms:CreateAlias": write,
  "kms:UpdateAlias": idempotent,
  "kms:EnableKeyRotation": idempotent,
  "kms:TagResource": idempotent,
  "kms:UntagResource": idempotent,
  "kms:UpdateKeyDescription": idempotent,

  "cloudtrail:DescribeTrails": look,
  "cloudtrail:GetTrail": look,
  "cloudtrail:GetTrailStatus": look,
  "cloudtrail:GetEventSelectors": look,
  "cloudtrail:GetInsightSelectors": look,
  "cloudtrail:ListTags": { ...look, page: next("ResourceTagList") },

  "cloudtrail:CreateTrail": {
    ...write,
    lane: "CreateTrail",
    iam: [
      "cloudtrail:AddTags",
      "cloudtrail:CreateTrail",
      "iam:CreateServiceLinkedRole",
      "iam:GetRole",
      "organizations:DescribeOrganization",
      "organizations:ListAWSServiceAccessForOrganization",
    ],
  },
  "cloudtrail:UpdateTrail": {
    ...idempotent,
    lane: "CreateTrail",
    iam: [
      "cloudtrail:UpdateTrail",
      "iam:CreateServiceLinkedRole",
      "iam:GetRole",
      "organizations:DescribeOrganization",
      "organizations:ListAWSServiceAccessForOrganization",
    ],
  },
  "cloudtrail:StartLogging": { ...idempotent, lane: "CreateTrail" },
  "cloudtrail:PutEventSelectors": { ...idempotent, lane: "CreateTrail" },
  "cloudtrail:PutInsightSelectors": { ...idempotent, lane: "CreateTrail" },
  "cloudtrail:AddTags": { ...idempotent, lane: "CreateTrail" },
  "cloudtrail:RemoveTags": { ...idempotent, lane: "CreateTrail" },

  "ecr:DescribeRepositories": { ...read, page: nextToken("repositories") },
  "ecr:GetRepositoryPolicy": read,
  "ecr:GetLifecyclePolicy": read,
  "ecr:ListTagsForResource": read,

  "ecr:CreateRepository": { ...write, iam: ["ecr:CreateRepository", "ecr:TagResource"] },
  "ecr:PutImageTagMutability": idempotent,
  "ecr:PutImageScanningConfiguration": idempotent,
  "ecr:SetRepositoryPolicy": idempotent,
  "ecr:PutLifecyclePolicy": idempotent,
  "ecr:DeleteLifecyclePolicy": write,
  "ecr:TagResource": idempotent,

  "ec2:DescribeRegions": read,
  "ec2:DescribeImages": { ...read, page: next("Images") },
  "ec2:DescribeImageAttribute": read,

  // Permissions that are not there are taken off without complaint.
  "ec2:ModifyImageAttribute": idempotent,

  "ssm:DescribeParameters": { ...read, page: next("Parameters") },
  "ssm:GetParameter": { ...read, lane: "GetParameter" },
  "ssm:ListTagsForResource": read,

  // Without `Overwrite` it refuses what is there; with it, it makes one more version of the same.
  "ssm:PutParameter": { ...write, iam: ["ssm:PutParameter", "ssm:AddTagsToResource"] },
  "ssm:AddTagsToResource": idempotent,
  "ssm:DeleteParameter": write,

  "ram:GetResourceShares": { ...read, page: nextToken("resourceShares") },
  "ram:GetResourceShareAssociations": { ...read, page: nextToken("resourceShareAssociations") },

  "ram:EnableSharingWithAwsOrganization": {
    ...idempotent,
    iam: [
      "ram:EnableSharingWithAwsOrganization",
      "iam:CreateServiceLinkedRole",
      "organizations:DescribeOrganization",
      "organizations:EnableAWSServiceAccess",
    ],
  },
  // Sharing a parameter writes the policy on it: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-shared-parameters.html
  "ram:CreateResourceShare": {
    ...write,
    iam: ["ram:CreateResourceShare", "ram:TagResource", "ssm:DeleteResourcePolicy", "ssm:PutResourcePolicy"],
  },
  "ram:UpdateResourceShare": idempotent,
  "ram:AssociateResourceShare": { ...idempotent, iam: ["ram:AssociateResourceShare", "ssm:PutResourcePolicy"] },
  "ram:DisassociateResourceShare": {
    ...idempotent,
    iam: ["ram:DisassociateResourceShare", "ssm:DeleteResourcePolicy", "ssm:PutResourcePolicy"],
  },
  "ram:TagResource": idempotent,
  "ram:DeleteResourceShare": { ...write, iam: ["ram:DeleteResourceShare", "ssm:DeleteResourcePolicy"] },

  "servicecatalog:GetAWSOrganizationsAccessStatus": read,
  "servicecatalog:ListPortfolios": { ...read, page: pageToken("PortfolioDetails") },
  "servicecatalog:DescribePortfolio": read,
  "servicecatalog:DescribePortfolioShares": { ...read, page: pageToken("PortfolioShareDetails") },
  "servicecatalog:DescribePortfolioShareStatus": read,

  "servicecatalog:EnableAWSOrganizationsAccess": {
    ...idempotent,
    iam: [
      "servicecatalog:EnableAWSOrganizationsAccess",
      "organizations:DescribeOrganization",
      "organizations:EnableAWSServiceAccess",
    ],
  },
  "servicecatalog:CreatePortfolio": { ...write, iam: ["servicecatalog:CreatePortfolio", "servicecatalog:TagResource"] },
  "servicecatalog:UpdatePortfolio": {
    ...idempotent,
    iam: ["servicecatalog:TagResource", "servicecatalog:UpdatePortfolio"],
  },
  "servicecatalog:CreatePortfolioShare": idempotent,
  "servicecatalog:DeletePortfolioShare": write,
} as const satisfies Partial<Record<Callable, Spec>>;

/** An operation that orgwright may call. */
export type Operation = keyof typeof OPERATIONS;

/** An operation that changes nothing. */
export type ReadOperation = {
  [O in Operation]: (typeof OPERATIONS)[O] extends { readonly access: "read" } ? O : never;
}[Operation];

/** A paginated operation. */
export type PagedOperation = {
  [O in ReadOperation]: (typeof OPERATIONS)[O] extends { readonly page: Paging } ? O : never;
}[ReadOperation];

/** What the table says of an operation. */
export function specOf(operation: Operation): Spec {
  return OPERATIONS[operation];
}

/** The service that an operation belongs to, as orgwright names it. */
export function serviceOf(operation: Operation): Service {
  return operation.slice(0, operation.indexOf(":")) as Service;
}
