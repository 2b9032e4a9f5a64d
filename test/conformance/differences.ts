import type { Operation } from "../../src/aws/contract/operations.ts";

/** Where one of the worlds is known not to be like AWS. */
export interface Difference {
  readonly side: "sandbox" | "moto";
  readonly operations: readonly Operation[];
  /** As in `Accounts[].Paths`; empty for the answer as a whole, or a refusal. */
  readonly at: string;
  readonly expected: string;
  readonly found: string;
  readonly reason: string;
}

type Row = readonly [operations: Operation | readonly Operation[], expected: string, found: string, reason: string];

/** Refusals that do not come, come under another name, or come where there is an answer. */
function answers(rows: readonly Row[]): Difference[] {
  return rows.map(([operations, expected, found, reason]) => ({
    side: "moto",
    operations: [operations].flat() as Operation[],
    at: "",
    expected,
    found,
    reason,
  }));
}

/** Parts of answers. */
function parts(rows: readonly (readonly [at: string, ...Row])[]): Difference[] {
  return rows.flatMap(([at, ...row]) => answers([row]).map((difference) => ({ ...difference, at })));
}

const DONE = "an answer";

/** What moto 5.2 does not refuse. It is no oracle for that. */
const NOT_REFUSED = answers([
  [
    "organizations:ListAccounts",
    "AWSOrganizationsNotInUseException",
    DONE,
    "an empty list before there is an organization",
  ],
  ["organizations:ListAccounts", "AccessDeniedException", DONE, "no permission is checked"],
  ["organizations:CreateOrganizationalUnit", "DuplicateOrganizationalUnitException", DONE, "names are not compared"],
  ["organizations:CreateOrganizationalUnit", "ParentNotFoundException", DONE, "the parent is not looked for"],
  [
    "organizations:DeleteOrganizationalUnit",
    "OrganizationalUnitNotEmptyException",
    DONE,
    "what is inside is not counted",
  ],
  ["organizations:MoveAccount", "DuplicateAccountException", DONE, "a move to where it is does nothing"],
  ["organizations:CreatePolicy", "MalformedPolicyDocumentException", DONE, "texts are not read"],
  ["organizations:AttachPolicy", "DuplicatePolicyAttachmentException", DONE, "a second time does nothing"],
  ["organizations:AttachPolicy", "PolicyTypeNotEnabledException", DONE, "whether the type is enabled is not asked"],
  ["organizations:DetachPolicy", "PolicyNotAttachedException", DONE, "nothing to detach does nothing"],
  ["organizations:DetachPolicy", "ConstraintViolationException", DONE, "the last policy may go as well"],
  ["iam:CreateRole", "MalformedPolicyDocumentException", DONE, "trust policies are not read"],
  ["iam:UpdateAssumeRolePolicy", "MalformedPolicyDocumentException", DONE, "principals are not looked for"],
  ["sts:AssumeRole", "AccessDenied", DONE, "neither the role nor its trust is looked at"],
  ["iam:DeletePolicy", "DeleteConflictException", DONE, "to whom it is attached is not asked"],
  ["iam:UpdateAccountPasswordPolicy", "ValidationError", DONE, "the least figures are not known"],
  ["iam:CreateAccountAlias", "ValidationError", DONE, "its form is not looked at"],
  ["s3:PutBucketPolicy", "MalformedPolicy", DONE, "policies are not read"],
  ["kms:PutKeyPolicy", "MalformedPolicyDocumentException", DONE, "policies are not read"],
  ["cloudtrail:CreateTrail", "TrailAlreadyExistsException", DONE, "the new one replaces the old"],
  ["cloudtrail:GetInsightSelectors", "InsightNotEnabledException", DONE, "an empty list instead"],
]);

/** What moto 5.2 refuses under another name. */
const OTHER_CODES = answers([
  [
    "organizations:ListParents",
    "ChildNotFoundException",
    "OrganizationalUnitNotFoundException",
    "told by the id's form",
  ],
  ["organizations:ListParents", "ChildNotFoundException", "AccountNotFoundException", "told by the id's form"],
  ["organizations:MoveAccount", "SourceParentNotFoundException", "ParentNotFoundException", "one name for any parent"],
  [
    "organizations:MoveAccount",
    "DestinationParentNotFoundException",
    "ParentNotFoundException",
    "one name for any parent",
  ],
  [
    "organizations:DescribeCreateAccountStatus",
    "CreateAccountStatusNotFoundException",
    "AccountNotFoundException",
    "requests are kept with their accounts",
  ],
  [
    ["organizations:AttachPolicy", "organizations:ListPoliciesForTarget"],
    "TargetNotFoundException",
    "OrganizationalUnitNotFoundException",
    "told by the id's form",
  ],
  ["iam:CreateServiceLinkedRole", "InvalidInputException", "EntityAlreadyExistsException", "as for any other role"],
  ["iam:GetAccessKeyLastUsed", "AccessDenied", "NoSuchEntityException", "AWS does not say that there is no such key"],
]);

/** What moto 5.2 has not got. */
const MISSING = answers([
  [["account:ListRegions", "account:PutAccountName"], DONE, "Http404", "not there"],
  [["organizations:ListHandshakesForOrganization", "servicequotas:ListServiceQuotas"], DONE, "Http500", "not there"],
  ["servicequotas:ListServiceQuotas", "NoSuchResourceException", "Http500", "not there"],
  ["iam:DetachGroupPolicy", DONE, "NoSuchEntityException", "the policy was deleted although it was attached"],
  [
    [
      "iam:ListOrganizationsFeatures",
      "iam:EnableOrganizationsRootCredentialsManagement",
      "iam:EnableOrganizationsRootSessions",
    ],
    DONE,
    "Http500",
    "not there",
  ],
  [
    [
      "iam:ListOrganizationsFeatures",
      "iam:EnableOrganizationsRootCredentialsManagement",
      "iam:EnableOrganizationsRootSessions",
    ],
    "ServiceAccessNotEnabledException",
    "Http500",
    "not there",
  ],
  ["organizations:EnableAWSServiceAccess", DONE, "InvalidInputException", "iam.amazonaws.com is not in its list"],
  [
    "organizations:CreateOrganizationalUnit",
    "AccessDeniedException",
    "Http500",
    "a member has no organization to look in",
  ],
  ["s3:GetBucketOwnershipControls", DONE, "OwnershipControlsNotFoundError", "a new bucket has none, as before 2023"],
  ["s3:GetPublicAccessBlock", DONE, "NoSuchPublicAccessBlockConfiguration", "a new bucket has none, as before 2023"],
  [
    "s3:GetBucketEncryption",
    DONE,
    "ServerSideEncryptionConfigurationNotFoundError",
    "a new bucket has none, as before 2023",
  ],
]);

const UNIT_OPERATIONS = [
  "organizations:CreateOrganizationalUnit",
  "organizations:UpdateOrganizationalUnit",
  "organizations:DescribeOrganizationalUnit",
] as const;
const ACCOUNT_LISTS = ["organizations:ListAccounts", "organizations:ListAccountsForParent"] as const;
const KEY_OPERATIONS = ["kms:CreateKey", "kms:DescribeKey"] as const;
const NO_PATHS = "paths are newer than it";
const AT_ONCE = "accounts are made at once, and never fail";

/** Parts of answers that moto 5.2 leaves out, adds, or fills otherwise. */
const PARTS = parts([
  ["Roots[].PolicyTypes", "organizations:ListRoots", "list", "empty list", "a new organization has no type enabled"],
  ["OrganizationalUnit.Path", UNIT_OPERATIONS, "text", "absent", NO_PATHS],
  ["OrganizationalUnits[].Path", "organizations:ListOrganizationalUnitsForParent", "text", "absent", NO_PATHS],
  ["Account.Paths", "organizations:DescribeAccount", "list", "absent", NO_PATHS],
  ["Accounts[].Paths", ACCOUNT_LISTS, "list", "absent", NO_PATHS],
  ["Account.Status", "organizations:DescribeAccount", "absent", "text", "AWS has retired it in favour of State"],
  ["Accounts[].Status", ACCOUNT_LISTS, "absent", "text", "AWS has retired it in favour of State"],
  ["CreateAccountStatus.State", "organizations:CreateAccount", '"IN_PROGRESS"', '"SUCCEEDED"', AT_ONCE],
  ["CreateAccountStatus.CompletedTimestamp", "organizations:CreateAccount", "absent", "date", AT_ONCE],
  ["CreateAccountStatus.AccountId", "organizations:CreateAccount", "absent", "text", AT_ONCE],
  ["CreateAccountStatuses", "organizations:ListCreateAccountStatus", "list", "empty list", AT_ONCE],
  [
    "CreateAccountStatuses",
    "organizations:ListCreateAccountStatus",
    "empty list",
    "list",
    "the management account counts as one that was made",
  ],
  [
    "CreateAccountStatuses[].AccountName",
    "organizations:ListCreateAccountStatus",
    '"shop"',
    '"master"',
    "the management account counts as one that was made",
  ],
  ["CreateAccountStatus.State", "organizations:DescribeCreateAccountStatus", '"FAILED"', '"SUCCEEDED"', AT_ONCE],
  [
    "CreateAccountStatus.FailureReason",
    "organizations:DescribeCreateAccountStatus",
    '"EMAIL_ALREADY_EXISTS"',
    "absent",
    AT_ONCE,
  ],
  ["CreateAccountStatus.AccountId", "organizations:DescribeCreateAccountStatus", "absent", "text", AT_ONCE],
  ["PaginationToken", "tagging:GetResources", '""', "absent", "left out when there is no next page"],
  ["ResourceTagMappingList", "tagging:GetResources", "list", "empty list", "it knows nothing of organizations"],
  ["Roles[].AssumeRolePolicyDocument", "iam:ListRoles", "encoded document", "document", "as it was sent"],
  [
    "RoleDetailList[].AssumeRolePolicyDocument",
    "iam:GetAccountAuthorizationDetails",
    "encoded document",
    "document",
    "as it was sent",
  ],
  ["Role.AssumeRolePolicyDocument", "iam:CreateServiceLinkedRole", "encoded document", "document", "as it was sent"],
  [
    "Role.RoleName",
    "iam:CreateServiceLinkedRole",
    '"AWSServiceRoleForCloudTrail"',
    '"AWSServiceRoleForcloudtrail"',
    "services' own names are not known",
  ],
  [
    "IsTruncated",
    ["iam:ListAccessKeys", "iam:GetGroup", "iam:ListGroupPolicies", "iam:ListAccountAliases"],
    "false",
    "absent",
    "left out when there is no next page",
  ],
  ["Users[].Tags", "iam:GetGroup", "absent", "list", "AWS tells tags only of one user at a time"],
  ["Policy.PermissionsBoundaryUsageCount", "iam:CreatePolicy", "0", "absent", "not counted"],
  ["Policy.Description", "iam:CreatePolicy", '"Looks"', "absent", "kept, and not told"],
  ["PolicyVersion.Document", "iam:CreatePolicyVersion", "absent", "document", "told at once"],
  ["Policies[].PolicyName", "iam:GetAccountAuthorizationDetails", '"Look"', "absent", "only in the ARN"],
  ["Policies[].PolicyId", "iam:GetAccountAuthorizationDetails", "text", "absent", "left out"],
  ["Policies[].PermissionsBoundaryUsageCount", "iam:GetAccountAuthorizationDetails", "0", "absent", "not counted"],
  ["Policies[].Description", "iam:GetAccountAuthorizationDetails", "absent", "empty text", "told when there is none"],
  ["PasswordPolicy.MaxPasswordAge", "iam:GetAccountPasswordPolicy", "absent", "number", "0 when they do not expire"],
  ["Role.Tags", "iam:CreateServiceLinkedRole", "absent", "empty list", "it may have tags, and has none"],
  ["Buckets[].BucketRegion", "s3:ListBuckets", '"eu-west-1"', "absent", "the parameters of the listing are not known"],
  ["Prefix", "s3:ListBuckets", '"acme-"', "absent", "the parameters of the listing are not known"],
  [
    "ObjectLockConfiguration.Rule.DefaultRetention.Years",
    "s3:GetObjectLockConfiguration",
    "absent",
    "number",
    "0 when there are days",
  ],
  ["KeyMetadata.KeyUsage", KEY_OPERATIONS, '"ENCRYPT_DECRYPT"', "absent", "only when it was sent"],
  ["KeyMetadata.MultiRegion", KEY_OPERATIONS, "false", "absent", "only when it was sent"],
  ["KeyMetadata.SigningAlgorithms", KEY_OPERATIONS, "absent", "empty list", "of a key that signs nothing, too"],
  ["PolicyName", "kms:GetKeyPolicy", '"default"', "absent", "as before 2024"],
  ["KeyId", "kms:GetKeyRotationStatus", "text", "absent", "as before 2024"],
  ["RotationPeriodInDays", "kms:GetKeyRotationStatus", "180", "absent", "as before 2024"],
  ["NextRotationDate", "kms:GetKeyRotationStatus", "date", "absent", "as before 2024"],
  ["Aliases[].CreationDate", "kms:ListAliases", "date", "absent", "not kept"],
  ["Aliases[].LastUpdatedDate", "kms:ListAliases", "date", "absent", "not kept"],
  ["Trail.HomeRegion", "cloudtrail:GetTrail", '"us-east-1"', "absent", "told by DescribeTrails alone"],
  ["LatestDeliveryTime", "cloudtrail:GetTrailStatus", "absent", "date", "what is logged arrives at once"],
  ["EventSelectors", "cloudtrail:GetEventSelectors", "list", "empty list", "a new trail has none"],
  ["EventSelectors", "cloudtrail:GetEventSelectors", "absent", "empty list", "both lists are there, always"],
  ["AdvancedEventSelectors", "cloudtrail:GetEventSelectors", "absent", "empty list", "both lists are there, always"],
]);

const NO_STATUS = "there is no sharing of portfolios to be enabled";
const NO_PARAMETERS = "parameters are nothing that it can share, so there is no share either";
const NOT_KEPT = "it went back to the standard tier, with the value sent";

/** What accounts publish with, in moto 5.2: image repositories alone are as AWS has them. */
const PUBLISHING = [
  ...answers([
    ["iam:AddClientIDToOpenIDConnectProvider", DONE, "Http500", "not there"],
    ["iam:RemoveClientIDFromOpenIDConnectProvider", DONE, "Http500", "not there"],
    ["iam:DeleteOpenIDConnectProvider", "NoSuchEntityException", DONE, "what is not there is no error"],
    ["ssm:PutParameter", "ValidationException", DONE, "tiers are not compared"],
    [
      "organizations:RegisterDelegatedAdministrator",
      "ConstraintViolationException",
      DONE,
      "whether the service is trusted is not asked",
    ],
    [
      "organizations:RegisterDelegatedAdministrator",
      DONE,
      "AccountAlreadyRegisteredException",
      "because it was registered before the service was trusted",
    ],
    ["ram:CreateResourceShare", "OperationNotPermittedException", "MalformedArnException", NO_PARAMETERS],
    ["ram:CreateResourceShare", DONE, "MalformedArnException", NO_PARAMETERS],
    ["ram:GetResourceShares", "UnknownResourceException", DONE, "what is not there is no error"],
    [["ram:UpdateResourceShare", "ram:DeleteResourceShare"], DONE, "UnknownResourceException", NO_PARAMETERS],
    [["ram:AssociateResourceShare", "ram:DisassociateResourceShare", "ram:TagResource"], DONE, "Http404", "not there"],
    [
      ["servicecatalog:GetAWSOrganizationsAccessStatus", "servicecatalog:EnableAWSOrganizationsAccess"],
      DONE,
      "Http500",
      "not there",
    ],
    [["servicecatalog:UpdatePortfolio", "servicecatalog:DescribePortfolioShareStatus"], DONE, "Http500", "not there"],
    ["servicecatalog:UpdatePortfolio", "ResourceNotFoundException", "Http500", "not there"],
    ["servicecatalog:CreatePortfolioShare", "InvalidStateException", DONE, NO_STATUS],
    [
      ["servicecatalog:DescribePortfolio", "servicecatalog:DescribePortfolioShares"],
      "ResourceNotFoundException",
      DONE,
      "what is not there is no error",
    ],
  ]),
  ...parts([
    ["Tags", "iam:CreateOpenIDConnectProvider", "list", "absent", "told by GetOpenIDConnectProvider alone"],
    ["Parameters[].ARN", "ssm:DescribeParameters", "text", "absent", "as before 2023"],
    ["Parameter.Value", "ssm:GetParameter", '"ami-2"', '"ami-1"', NOT_KEPT],
    ["Parameter.Version", "ssm:GetParameter", "2", "3", NOT_KEPT],
    ["resourceShares", "ram:GetResourceShares", "list", "empty list", NO_PARAMETERS],
    ["resourceShareAssociations", "ram:GetResourceShareAssociations", "list", "empty list", NO_PARAMETERS],
  ]),
];

const NOT_LOOKED_AT = "AWS tells it too, and the case leaves it out because orgwright does not look at it";

const IMAGES = [
  ...answers([
    ["ec2:DescribeImageAttribute", "InvalidAMIID.NotFound", "Http500", "an image that is not there is not looked for"],
  ]),
  ...parts([
    ["Images[].BlockDeviceMappings", "ec2:DescribeImages", "absent", "list", NOT_LOOKED_AT],
    ["Images[].BootMode", "ec2:DescribeImages", "absent", "text", NOT_LOOKED_AT],
    ["Images[].Description", "ec2:DescribeImages", "absent", "empty text", NOT_LOOKED_AT],
    ["Images[].ImageType", "ec2:DescribeImages", "absent", "text", NOT_LOOKED_AT],
    ["Images[].ProductCodes", "ec2:DescribeImages", "absent", "empty list", NOT_LOOKED_AT],
    ["Images[].RootDeviceName", "ec2:DescribeImages", "absent", "text", NOT_LOOKED_AT],
    ["Images[].RootDeviceType", "ec2:DescribeImages", "absent", "text", NOT_LOOKED_AT],
    ["Images[].Tags", "ec2:DescribeImages", "absent", "empty list", NOT_LOOKED_AT],
  ]),
];

/** Every difference there is. One that is not met any more fails the suite. */
export const DIFFERENCES: readonly Difference[] = [
  ...NOT_REFUSED,
  ...OTHER_CODES,
  ...MISSING,
  ...PARTS,
  ...PUBLISHING,
  ...IMAGES,
];
