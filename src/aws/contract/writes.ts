import { AwsError } from "./aws-error.ts";
import { OPERATIONS, type Operation, type ReadOperation } from "./operations.ts";

/** An operation that changes something. */
export type WriteOperation = Exclude<Operation, ReadOperation>;

/** What has to be known of a write when its answer is lost, or says that somebody was faster. */
export interface Write {
  /**
   * The reads that tell whether it happened. Every step begins with them, because they are what its kind's `find` (for
   * an account: the order of one) looks with; after a lost answer the step begins again.
   */
  readonly look: readonly [ReadOperation, ...ReadOperation[]];
  /**
   * Refusals that say it is so already. They are never taken for a success unseen: the step looks again and goes on from
   * what is there, if it is ours.
   */
  readonly already: readonly string[];
  /** Nobody can take it back: the record of it is on disk, and the caller's credentials hold, before it is sent. */
  readonly irreversible: boolean;
}

function seen(...look: Write["look"]): Write {
  return { look, already: [], irreversible: false };
}

function already(...already: readonly string[]): Pick<Write, "already"> {
  return { already };
}

const UNIT = seen("organizations:ListOrganizationalUnitsForParent", "organizations:DescribeOrganizationalUnit");
const TAGS = seen("organizations:ListTagsForResource");
const POLICY = seen("organizations:DescribePolicy", "organizations:ListPolicies");
const ATTACHMENT = seen("organizations:ListTargetsForPolicy");
const ROLE = seen("iam:GetRole");
const INLINE = seen("iam:GetRole", "iam:ListRolePolicies", "iam:GetRolePolicy");
const ATTACHED = seen("iam:GetRole", "iam:ListAttachedRolePolicies");
const USER = seen("iam:GetUser");
const IAM_POLICY = seen("iam:GetAccountAuthorizationDetails");
const FEATURES = seen("iam:ListOrganizationsFeatures");
const KEY = seen("kms:ListKeys");
const PROVIDER = seen("iam:ListOpenIDConnectProviders", "iam:GetOpenIDConnectProvider");
const REPOSITORY = seen("ecr:DescribeRepositories");
const IMAGE = seen("ec2:DescribeImageAttribute", "ec2:DescribeImages");
const PARAMETER = seen("ssm:DescribeParameters", "ssm:GetParameter");
const SHARE = seen("ram:GetResourceShares");
const ASSOCIATIONS = seen("ram:GetResourceShareAssociations");
const PORTFOLIO_SHARE = seen("servicecatalog:ListPortfolios", "servicecatalog:DescribePortfolioShares");
const TRAIL = seen("cloudtrail:DescribeTrails");

const gone = already("NoSuchEntityException");
const irreversible = { irreversible: true } as const;

/** A row for every write that orgwright may ever make; one without a row does not compile. */
export const WRITES: Readonly<Record<WriteOperation, Write>> = {
  "organizations:CreateOrganization": {
    ...seen("organizations:DescribeOrganization"),
    ...already("AlreadyInOrganizationException"),
    ...irreversible,
  },
  "organizations:CreateOrganizationalUnit": { ...UNIT, ...already("DuplicateOrganizationalUnitException") },
  "organizations:UpdateOrganizationalUnit": UNIT,
  "organizations:DeleteOrganizationalUnit": { ...UNIT, ...already("OrganizationalUnitNotFoundException") },
  "organizations:CreateAccount": {
    ...seen("organizations:ListCreateAccountStatus", "organizations:ListAccounts"),
    ...irreversible,
  },
  "organizations:MoveAccount": {
    ...seen("organizations:ListParents", "organizations:DescribeAccount"),
    ...already("AccountNotFoundException", "DuplicateAccountException", "SourceParentNotFoundException"),
  },
  "organizations:TagResource": TAGS,
  "organizations:UntagResource": TAGS,
  "organizations:EnablePolicyType": {
    ...seen("organizations:ListRoots"),
    ...already("PolicyTypeAlreadyEnabledException"),
  },
  "organizations:EnableAWSServiceAccess": seen("organizations:ListAWSServiceAccessForOrganization"),
  "organizations:RegisterDelegatedAdministrator": {
    ...seen("organizations:ListDelegatedAdministrators"),
    ...already("AccountAlreadyRegisteredException"),
  },
  "organizations:CreatePolicy": { ...POLICY, ...already("DuplicatePolicyException") },
  "organizations:UpdatePolicy": POLICY,
  "organizations:DeletePolicy": { ...POLICY, ...already("PolicyNotFoundException") },
  "organizations:AttachPolicy": { ...ATTACHMENT, ...already("DuplicatePolicyAttachmentException") },
  "organizations:DetachPolicy": { ...ATTACHMENT, ...already("PolicyNotAttachedException", "PolicyNotFoundException") },

  "account:PutAccountName": seen("organizations:DescribeAccount"),

  "iam:CreateRole": { ...ROLE, ...already("EntityAlreadyExistsException") },
  "iam:UpdateRole": ROLE,
  "iam:UpdateAssumeRolePolicy": ROLE,
  "iam:PutRolePolicy": INLINE,
  "iam:DeleteRolePolicy": { ...INLINE, ...gone },
  "iam:AttachRolePolicy": ATTACHED,
  "iam:DetachRolePolicy": { ...ATTACHED, ...gone },
  "iam:TagRole": ROLE,
  "iam:UntagRole": ROLE,
  "iam:DeleteRole": { ...ROLE, ...gone },
  // IAM has no error of its own for "has been taken in this account".
  "iam:CreateServiceLinkedRole": { ...seen("iam:ListRoles"), ...already("InvalidInputException") },
  "iam:EnableOrganizationsRootCredentialsManagement": FEATURES,
  "iam:EnableOrganizationsRootSessions": FEATURES,
  "iam:CreatePolicy": { ...IAM_POLICY, ...already("EntityAlreadyExistsException") },
  "iam:CreatePolicyVersion": IAM_POLICY,
  "iam:DeletePolicyVersion": { ...IAM_POLICY, ...gone },
  "iam:TagPolicy": seen("iam:ListPolicyTags"),
  "iam:DeletePolicy": { ...IAM_POLICY, ...gone },
  "iam:CreateGroup": { ...seen("iam:GetGroup"), ...already("EntityAlreadyExistsException") },
  "iam:AttachGroupPolicy": seen("iam:ListAttachedGroupPolicies"),
  "iam:DetachGroupPolicy": { ...seen("iam:ListAttachedGroupPolicies", "iam:ListEntitiesForPolicy"), ...gone },
  "iam:DeleteGroupPolicy": { ...seen("iam:ListGroupPolicies"), ...gone },
  "iam:AddUserToGroup": seen("iam:GetGroup"),
  "iam:RemoveUserFromGroup": { ...seen("iam:GetGroup", "iam:ListGroupsForUser"), ...gone },
  "iam:CreateUser": { ...USER, ...already("EntityAlreadyExistsException") },
  "iam:TagUser": USER,
  "iam:DetachUserPolicy": { ...seen("iam:ListAttachedUserPolicies"), ...gone },
  "iam:DeleteUserPolicy": { ...seen("iam:ListUserPolicies"), ...gone },
  "iam:DeleteLoginProfile": { ...seen("iam:GetLoginProfile"), ...gone },
  "iam:UpdateAccessKey": { ...seen("iam:ListAccessKeys"), ...gone },
  "iam:DeleteAccessKey": { ...seen("iam:ListAccessKeys"), ...gone },
  "iam:DeactivateMFADevice": { ...seen("iam:ListMFADevices"), ...gone },
  "iam:DeleteVirtualMFADevice": { ...seen("iam:ListVirtualMFADevices"), ...gone },
  "iam:DeleteUser": { ...USER, ...gone, ...irreversible },
  "iam:UpdateAccountPasswordPolicy": seen("iam:GetAccountPasswordPolicy"),
  "iam:CreateAccountAlias": seen("iam:ListAccountAliases"),
  "iam:CreateOpenIDConnectProvider": { ...PROVIDER, ...already("EntityAlreadyExistsException") },
  "iam:AddClientIDToOpenIDConnectProvider": PROVIDER,
  "iam:RemoveClientIDFromOpenIDConnectProvider": PROVIDER,
  "iam:TagOpenIDConnectProvider": PROVIDER,
  "iam:DeleteOpenIDConnectProvider": { ...PROVIDER, ...gone },

  "s3:CreateBucket": {
    ...seen("s3:HeadBucket", "s3:ListBuckets"),
    ...already("BucketAlreadyOwnedByYou"),
    ...irreversible,
  },
  "s3:PutBucketTagging": seen("s3:GetBucketTagging"),
  "s3:PutBucketVersioning": seen("s3:GetBucketVersioning"),
  "s3:PutBucketEncryption": seen("s3:GetBucketEncryption"),
  "s3:PutPublicAccessBlock": seen("s3:GetPublicAccessBlock"),
  "s3:PutBucketOwnershipControls": seen("s3:GetBucketOwnershipControls"),
  "s3:PutObjectLockConfiguration": { ...seen("s3:GetObjectLockConfiguration"), ...irreversible },
  "s3:PutBucketPolicy": seen("s3:GetBucketPolicy"),
  "s3:PutBucketLifecycleConfiguration": seen("s3:GetBucketLifecycleConfiguration"),

  "s3control:PutPublicAccessBlock": seen("s3control:GetPublicAccessBlock"),

  "kms:CreateKey": { ...KEY, ...irreversible },
  "kms:PutKeyPolicy": seen("kms:GetKeyPolicy"),
  "kms:CreateAlias": { ...seen("kms:ListAliases"), ...already("AlreadyExistsException") },
  "kms:UpdateAlias": seen("kms:ListAliases"),
  "kms:EnableKeyRotation": seen("kms:GetKeyRotationStatus"),
  "kms:TagResource": seen("kms:ListResourceTags"),
  "kms:UntagResource": seen("kms:ListResourceTags"),
  "kms:UpdateKeyDescription": seen("kms:DescribeKey"),

  "ecr:CreateRepository": { ...REPOSITORY, ...already("RepositoryAlreadyExistsException") },
  "ecr:PutImageTagMutability": REPOSITORY,
  "ecr:PutImageScanningConfiguration": REPOSITORY,
  "ecr:SetRepositoryPolicy": seen("ecr:GetRepositoryPolicy", "ecr:DescribeRepositories"),
  "ecr:PutLifecyclePolicy": seen("ecr:GetLifecyclePolicy", "ecr:DescribeRepositories"),
  "ecr:DeleteLifecyclePolicy": { ...seen("ecr:GetLifecyclePolicy"), ...already("LifecyclePolicyNotFoundException") },
  "ecr:TagResource": seen("ecr:ListTagsForResource"),

  "ec2:ModifyImageAttribute": { ...IMAGE, ...already("InvalidAMIID.NotFound", "InvalidAMIID.Unavailable") },

  "ssm:PutParameter": { ...PARAMETER, ...already("ParameterAlreadyExists") },
  "ssm:AddTagsToResource": seen("ssm:ListTagsForResource"),
  "ssm:DeleteParameter": { ...PARAMETER, ...already("ParameterNotFound") },

  // RAM tells nobody whether sharing is on; Organizations and IAM know what it brings along.
  "ram:EnableSharingWithAwsOrganization": seen("organizations:ListAWSServiceAccessForOrganization", "iam:ListRoles"),
  "ram:CreateResourceShare": SHARE,
  "ram:UpdateResourceShare": SHARE,
  "ram:AssociateResourceShare": ASSOCIATIONS,
  "ram:DisassociateResourceShare": ASSOCIATIONS,
  "ram:TagResource": SHARE,
  "ram:DeleteResourceShare": { ...SHARE, ...already("UnknownResourceException") },

  "servicecatalog:EnableAWSOrganizationsAccess": seen("servicecatalog:GetAWSOrganizationsAccessStatus"),
  "servicecatalog:CreatePortfolio": seen("servicecatalog:ListPortfolios"),
  "servicecatalog:UpdatePortfolio": seen("servicecatalog:DescribePortfolio"),
  "servicecatalog:CreatePortfolioShare": PORTFOLIO_SHARE,
  "servicecatalog:DeletePortfolioShare": { ...PORTFOLIO_SHARE, ...already("ResourceNotFoundException") },

  "cloudtrail:CreateTrail": { ...TRAIL, ...already("TrailAlreadyExistsException") },
  "cloudtrail:UpdateTrail": TRAIL,
  "cloudtrail:StartLogging": seen("cloudtrail:GetTrailStatus"),
  "cloudtrail:PutEventSelectors": seen("cloudtrail:GetEventSelectors", "cloudtrail:DescribeTrails"),
  "cloudtrail:PutInsightSelectors": seen("cloudtrail:GetInsightSelectors", "cloudtrail:DescribeTrails"),
  "cloudtrail:AddTags": seen("cloudtrail:ListTags"),
  "cloudtrail:RemoveTags": seen("cloudtrail:ListTags"),
};

/** What has to be known of an operation that changes something; null for one that only looks. */
export function writeOf(operation: Operation): Write | null {
  return isWrite(operation) ? WRITES[operation] : null;
}

/**
 * Whether only a look can tell how things stand after a failed call: a write's answer was lost, or AWS says that it is so
 * already, as it does when a lost call has come through after all or somebody else did the same a moment before; or what
 * was being looked at went away between two reads of the same look.
 */
export function needsALook(error: unknown): error is AwsError {
  if (!(error instanceof AwsError) || error.outcome === "not-sent") {
    return false;
  }
  const { code, operation, outcome } = error;
  const write = writeOf(operation);
  return outcome === "unknown" || (write === null ? VANISHED.test(code) : write.already.includes(code));
}

const VANISHED = /NotFound(Exception)?$|^NoSuch/;

function isWrite(operation: Operation): operation is WriteOperation {
  return OPERATIONS[operation].access === "write";
}
