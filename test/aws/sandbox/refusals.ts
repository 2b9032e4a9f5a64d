import type { Operation } from "../../../src/aws/contract/operations.ts";
import type { Input } from "../../../src/aws/contract/services.ts";
import { DENY } from "./furnished.ts";

/** The ids of the world in which the refusals are tried. */
export interface Ids {
  readonly root: string;
  readonly unit: string;
  readonly management: string;
  readonly shop: string;
  readonly deny: string;
  readonly tagPolicy: string;
}

/** One thing that AWS refuses. */
export interface Row {
  readonly operation: Operation;
  readonly why: string;
  readonly input: unknown;
  readonly code: string;
  readonly reason?: string;
  readonly page: string;
  /** Who calls; the management account's administrator when left out. */
  readonly as?: "member";
  /** Which world; the furnished one when left out. */
  readonly world?: "none" | "billing" | "full";
}

type Inputs<O extends Operation> = (ids: Ids) => { [K in keyof Input<O>]?: unknown };

const API = "https://docs.aws.amazon.com/organizations/latest/APIReference/";
const long = (length: number) => "x".repeat(length);
const tag = (Key: string, Value = "v") => ({ Key, Value });

/** Rows of one operation, in a page of the Organizations API reference. */
function rows<O extends Operation>(
  operation: O,
  list: readonly (readonly [why: string, input: Inputs<O>, error: string, where?: Pick<Row, "as" | "world">])[],
): (ids: Ids) => Row[] {
  const page = `${API}API_${operation.split(":")[1]}.html`;
  return (ids) =>
    list.map(([why, input, error, where]) => {
      const [code = "", reason] = error.split(" ");
      return { operation, why, input: input(ids), code, ...(reason === undefined ? {} : { reason }), page, ...where };
    });
}

const TABLE = [
  rows("organizations:CreateOrganization", [
    ["there is one already", () => ({}), "AlreadyInOrganizationException"],
    ["a member asks", () => ({}), "AlreadyInOrganizationException", { as: "member" }],
    [
      "there is no such feature set",
      () => ({ FeatureSet: "SOME" }),
      "InvalidInputException INVALID_ENUM",
      { world: "none" },
    ],
  ]),
  rows("organizations:DescribeOrganization", [
    ["there is none", () => ({}), "AWSOrganizationsNotInUseException", { world: "none" }],
  ]),
  rows("organizations:ListRoots", [
    ["a member asks", () => ({}), "AccessDeniedException", { as: "member" }],
    ["there is no organization", () => ({}), "AWSOrganizationsNotInUseException", { world: "none" }],
  ]),
  rows("organizations:ListAccounts", [
    ["a member asks", () => ({}), "AccessDeniedException", { as: "member" }],
    ["the page is too large", () => ({ MaxResults: 21 }), "InvalidInputException MAX_VALUE_EXCEEDED"],
    ["the page is too small", () => ({ MaxResults: 0 }), "InvalidInputException MIN_VALUE_EXCEEDED"],
    ["the token is none", () => ({ NextToken: "?" }), "InvalidInputException INVALID_NEXT_TOKEN"],
  ]),
  rows("organizations:DescribeAccount", [
    ["it is not in the organization", () => ({ AccountId: "999999999999" }), "AccountNotFoundException"],
    ["the id is none", () => ({ AccountId: "1" }), "InvalidInputException INVALID_PATTERN"],
  ]),
  rows("organizations:ListParents", [
    ["there is no such child", () => ({ ChildId: "999999999999" }), "ChildNotFoundException"],
  ]),
  rows("organizations:ListAccountsForParent", [
    ["there is no such parent", () => ({ ParentId: "r-none" }), "ParentNotFoundException"],
  ]),
  rows("organizations:ListOrganizationalUnitsForParent", [
    ["there is no such parent", () => ({ ParentId: "ou-none-nonenone" }), "ParentNotFoundException"],
    ["it is no parent's id", ({ shop }) => ({ ParentId: shop }), "InvalidInputException INVALID_PATTERN"],
  ]),
  rows("organizations:DescribeOrganizationalUnit", [
    ["there is none", () => ({ OrganizationalUnitId: "ou-none-nonenone" }), "OrganizationalUnitNotFoundException"],
    ["no id is given", () => ({}), "InvalidInputException INPUT_REQUIRED"],
  ]),
  rows("organizations:DescribeCreateAccountStatus", [
    [
      "there is no such request",
      () => ({ CreateAccountRequestId: "car-nonenone" }),
      "CreateAccountStatusNotFoundException",
    ],
  ]),
  rows("organizations:ListCreateAccountStatus", [
    ["there is no such state", () => ({ States: ["DONE"] }), "InvalidInputException INVALID_ENUM"],
  ]),
  rows("organizations:ListPolicies", [
    ["there is no such type", () => ({ Filter: "SOME_POLICY" }), "InvalidInputException INVALID_ENUM_POLICY_TYPE"],
  ]),
  rows("organizations:DescribePolicy", [
    ["there is none", () => ({ PolicyId: "p-nonenone" }), "PolicyNotFoundException"],
    ["the id is none", () => ({ PolicyId: "deny" }), "InvalidInputException INVALID_SYNTAX_POLICY_ID"],
  ]),
  rows("organizations:ListTargetsForPolicy", [
    ["there is no such policy", () => ({ PolicyId: "p-nonenone" }), "PolicyNotFoundException"],
  ]),
  rows("organizations:ListPoliciesForTarget", [
    ["there is no such target", () => ({ TargetId: "999999999999", Filter: "TAG_POLICY" }), "TargetNotFoundException"],
  ]),
  rows("organizations:ListTagsForResource", [
    ["there is no such thing", () => ({ ResourceId: "999999999999" }), "TargetNotFoundException"],
  ]),
  rows("organizations:ListHandshakesForOrganization", [
    ["there is no such action", () => ({ Filter: { ActionType: "ASK" } }), "InvalidInputException INVALID_ENUM"],
    ["there is no organization", () => ({}), "AWSOrganizationsNotInUseException", { world: "none" }],
    ["a member asks", () => ({}), "AccessDeniedException", { as: "member" }],
  ]),
  rows("organizations:ListDelegatedAdministrators", [
    [
      "there is no such service",
      () => ({ ServicePrincipal: "none.amazonaws.com" }),
      "InvalidInputException UNRECOGNIZED_SERVICE_PRINCIPAL",
    ],
  ]),

  rows("organizations:CreateOrganizationalUnit", [
    ["there is no such parent", () => ({ ParentId: "r-none", Name: "A" }), "ParentNotFoundException"],
    [
      "the name is used there",
      ({ root }) => ({ ParentId: root, Name: "Workloads" }),
      "DuplicateOrganizationalUnitException",
    ],
    ["the name is empty", ({ root }) => ({ ParentId: root, Name: "" }), "InvalidInputException MIN_LENGTH_EXCEEDED"],
    [
      "the name is too long",
      ({ root }) => ({ ParentId: root, Name: long(129) }),
      "InvalidInputException MAX_LENGTH_EXCEEDED",
    ],
    [
      "a tag is AWS's",
      ({ root }) => ({ ParentId: root, Name: "A", Tags: [tag("aws:x")] }),
      "InvalidInputException INVALID_SYSTEM_TAGS_PARAMETER",
    ],
    ["a member asks", ({ root }) => ({ ParentId: root, Name: "A" }), "AccessDeniedException", { as: "member" }],
    [
      "it is the sixth level",
      ({ unit }) => ({ ParentId: unit, Name: "A" }),
      "ConstraintViolationException OU_DEPTH_LIMIT_EXCEEDED",
      { world: "full" },
    ],
    [
      "there are too many",
      ({ root }) => ({ ParentId: root, Name: "A" }),
      "ConstraintViolationException OU_NUMBER_LIMIT_EXCEEDED",
      { world: "full" },
    ],
  ]),
  rows("organizations:UpdateOrganizationalUnit", [
    [
      "there is none",
      () => ({ OrganizationalUnitId: "ou-none-nonenone", Name: "A" }),
      "OrganizationalUnitNotFoundException",
    ],
    [
      "the name is too long",
      ({ unit }) => ({ OrganizationalUnitId: unit, Name: long(129) }),
      "InvalidInputException MAX_LENGTH_EXCEEDED",
    ],
  ]),
  rows("organizations:DeleteOrganizationalUnit", [
    ["an account is in it", ({ unit }) => ({ OrganizationalUnitId: unit }), "OrganizationalUnitNotEmptyException"],
    ["there is none", () => ({ OrganizationalUnitId: "ou-none-nonenone" }), "OrganizationalUnitNotFoundException"],
  ]),
  rows("organizations:CreateAccount", [
    [
      "the name is empty",
      () => ({ AccountName: "", Email: "a@acme.example" }),
      "InvalidInputException MIN_LENGTH_EXCEEDED",
    ],
    [
      "the name is too long",
      () => ({ AccountName: long(51), Email: "a@acme.example" }),
      "InvalidInputException MAX_LENGTH_EXCEEDED",
    ],
    [
      "the name is not ASCII",
      () => ({ AccountName: "Büro", Email: "a@acme.example" }),
      "InvalidInputException INVALID_PATTERN",
    ],
    [
      "the address is none",
      () => ({ AccountName: "a", Email: "acme.example" }),
      "InvalidInputException INVALID_PATTERN",
    ],
    [
      "the address is too long",
      () => ({ AccountName: "a", Email: `${long(60)}@acme.example` }),
      "InvalidInputException MAX_LENGTH_EXCEEDED",
    ],
    [
      "the role's name is none",
      () => ({ AccountName: "a", Email: "a@acme.example", RoleName: "a b" }),
      "InvalidInputException INVALID_ROLE_NAME",
    ],
    [
      "a tag's value has a bracket",
      () => ({ AccountName: "a", Email: "a@acme.example", Tags: [tag("k", "a[0]")] }),
      "InvalidInputException INVALID_PATTERN",
    ],
    [
      "a tag is there twice",
      () => ({ AccountName: "a", Email: "a@acme.example", Tags: [tag("k"), tag("k")] }),
      "InvalidInputException DUPLICATE_TAG_KEY",
    ],
    [
      "there are too many accounts",
      () => ({ AccountName: "a", Email: "a@acme.example" }),
      "ConstraintViolationException ACCOUNT_NUMBER_LIMIT_EXCEEDED",
      { world: "full" },
    ],
    ["a member asks", () => ({ AccountName: "a", Email: "a@acme.example" }), "AccessDeniedException", { as: "member" }],
    [
      "there is no organization",
      () => ({ AccountName: "a", Email: "a@acme.example" }),
      "AWSOrganizationsNotInUseException",
      { world: "none" },
    ],
  ]),
  rows("organizations:MoveAccount", [
    [
      "there is no such account",
      ({ root, unit }) => ({ AccountId: "999999999999", SourceParentId: root, DestinationParentId: unit }),
      "AccountNotFoundException",
    ],
    [
      "it is elsewhere",
      ({ shop, root, unit }) => ({ AccountId: shop, SourceParentId: root, DestinationParentId: unit }),
      "SourceParentNotFoundException",
    ],
    [
      "there is no such destination",
      ({ shop, unit }) => ({ AccountId: shop, SourceParentId: unit, DestinationParentId: "r-none" }),
      "DestinationParentNotFoundException",
    ],
    [
      "it is there already",
      ({ shop, unit }) => ({ AccountId: shop, SourceParentId: unit, DestinationParentId: unit }),
      "DuplicateAccountException",
    ],
  ]),
  rows("organizations:TagResource", [
    ["there is no such thing", () => ({ ResourceId: "999999999999", Tags: [tag("k")] }), "TargetNotFoundException"],
    ["the id is none", () => ({ ResourceId: "shop", Tags: [tag("k")] }), "InvalidInputException INVALID_PATTERN"],
    [
      "a key is AWS's",
      ({ shop }) => ({ ResourceId: shop, Tags: [tag("AWS:k")] }),
      "InvalidInputException INVALID_SYSTEM_TAGS_PARAMETER",
    ],
    [
      "a key is too long",
      ({ shop }) => ({ ResourceId: shop, Tags: [tag(long(129))] }),
      "InvalidInputException MAX_LENGTH_EXCEEDED",
    ],
    [
      "a value is too long",
      ({ shop }) => ({ ResourceId: shop, Tags: [tag("k", long(257))] }),
      "InvalidInputException MAX_LENGTH_EXCEEDED",
    ],
    [
      "there would be too many",
      ({ shop }) => ({ ResourceId: shop, Tags: Array.from({ length: 50 }, (_, n) => tag(`k${n}`)) }),
      "ConstraintViolationException MAX_TAG_LIMIT_EXCEEDED",
    ],
    [
      "the policy is AWS's",
      () => ({ ResourceId: "p-FullAWSAccess", Tags: [tag("k")] }),
      "InvalidInputException IMMUTABLE_POLICY",
    ],
  ]),
  rows("organizations:UntagResource", [
    [
      "a key is AWS's",
      ({ shop }) => ({ ResourceId: shop, TagKeys: ["aws:k"] }),
      "InvalidInputException INVALID_SYSTEM_TAGS_PARAMETER",
    ],
    ["there is no such thing", () => ({ ResourceId: "p-nonenone", TagKeys: ["k"] }), "TargetNotFoundException"],
  ]),
  rows("organizations:EnablePolicyType", [
    [
      "it is enabled",
      ({ root }) => ({ RootId: root, PolicyType: "SERVICE_CONTROL_POLICY" }),
      "PolicyTypeAlreadyEnabledException",
    ],
    ["there is no such root", () => ({ RootId: "r-none", PolicyType: "S3_POLICY" }), "RootNotFoundException"],
    [
      "there is no such type",
      ({ root }) => ({ RootId: root, PolicyType: "SOME_POLICY" }),
      "InvalidInputException INVALID_ENUM_POLICY_TYPE",
    ],
    [
      "the organization only bills",
      ({ root }) => ({ RootId: root, PolicyType: "S3_POLICY" }),
      "PolicyTypeNotAvailableForOrganizationException",
      { world: "billing" },
    ],
  ]),
  rows("organizations:RegisterDelegatedAdministrator", [
    [
      "the service is not trusted",
      ({ shop }) => ({ AccountId: shop, ServicePrincipal: "servicecatalog.amazonaws.com" }),
      "ConstraintViolationException SERVICE_ACCESS_NOT_ENABLED",
    ],
    [
      "it is the management account",
      ({ management }) => ({ AccountId: management, ServicePrincipal: "cloudtrail.amazonaws.com" }),
      "ConstraintViolationException CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR",
    ],
  ]),
  rows("organizations:EnableAWSServiceAccess", [
    [
      "there is no such service",
      () => ({ ServicePrincipal: "none.amazonaws.com" }),
      "InvalidInputException UNRECOGNIZED_SERVICE_PRINCIPAL",
    ],
    [
      "the organization only bills",
      () => ({ ServicePrincipal: "iam.amazonaws.com" }),
      "ConstraintViolationException ORGANIZATION_NOT_IN_ALL_FEATURES_MODE",
      { world: "billing" },
    ],
  ]),
  rows("organizations:CreatePolicy", [
    [
      "the name is used",
      () => ({ Type: "SERVICE_CONTROL_POLICY", Name: "deny", Description: "", Content: DENY }),
      "DuplicatePolicyException",
    ],
    [
      "it is not JSON",
      () => ({ Type: "SERVICE_CONTROL_POLICY", Name: "a", Description: "", Content: "{" }),
      "MalformedPolicyDocumentException",
    ],
    [
      "it names a principal",
      () => ({
        Type: "SERVICE_CONTROL_POLICY",
        Name: "a",
        Description: "",
        Content: DENY.replace('"Effect"', '"Principal":"*","Effect"'),
      }),
      "MalformedPolicyDocumentException",
    ],
    [
      "it is too large",
      () => ({ Type: "SERVICE_CONTROL_POLICY", Name: "a", Description: "", Content: DENY + " ".repeat(10_240) }),
      "ConstraintViolationException POLICY_CONTENT_LIMIT_EXCEEDED",
    ],
    [
      "the description is missing",
      () => ({ Type: "SERVICE_CONTROL_POLICY", Name: "a", Content: DENY }),
      "InvalidInputException INPUT_REQUIRED",
    ],
    [
      "the description is too long",
      () => ({ Type: "TAG_POLICY", Name: "a", Description: long(513), Content: "{}" }),
      "InvalidInputException MAX_LENGTH_EXCEEDED",
    ],
    [
      "there are too many",
      () => ({ Type: "TAG_POLICY", Name: "a", Description: "", Content: `{"tags":{}}` }),
      "ConstraintViolationException POLICY_NUMBER_LIMIT_EXCEEDED",
      { world: "full" },
    ],
    [
      "the organization only bills",
      () => ({ Type: "TAG_POLICY", Name: "a", Description: "", Content: "{}" }),
      "PolicyTypeNotAvailableForOrganizationException",
      { world: "billing" },
    ],
  ]),
  rows("organizations:UpdatePolicy", [
    ["it is AWS's", () => ({ PolicyId: "p-FullAWSAccess", Name: "a" }), "InvalidInputException IMMUTABLE_POLICY"],
    ["there is none", () => ({ PolicyId: "p-nonenone", Name: "a" }), "PolicyNotFoundException"],
    ["the name is used", ({ deny }) => ({ PolicyId: deny, Name: "FullAWSAccess" }), "DuplicatePolicyException"],
    ["it is not JSON", ({ deny }) => ({ PolicyId: deny, Content: "deny" }), "MalformedPolicyDocumentException"],
  ]),
  rows("organizations:DeletePolicy", [
    ["it is attached", ({ deny }) => ({ PolicyId: deny }), "PolicyInUseException"],
    ["it is AWS's", () => ({ PolicyId: "p-FullAWSAccess" }), "InvalidInputException IMMUTABLE_POLICY"],
  ]),
  rows("organizations:AttachPolicy", [
    ["it is attached", ({ deny, unit }) => ({ PolicyId: deny, TargetId: unit }), "DuplicatePolicyAttachmentException"],
    [
      "there is no such target",
      ({ deny }) => ({ PolicyId: deny, TargetId: "999999999999" }),
      "TargetNotFoundException",
    ],
    [
      "the target's id is none",
      ({ deny }) => ({ PolicyId: deny, TargetId: "shop" }),
      "InvalidInputException INVALID_PATTERN_TARGET_ID",
    ],
    ["there is no such policy", ({ unit }) => ({ PolicyId: "p-nonenone", TargetId: unit }), "PolicyNotFoundException"],
    [
      "the type is off",
      ({ tagPolicy, unit }) => ({ PolicyId: tagPolicy, TargetId: unit }),
      "PolicyTypeNotEnabledException",
      { world: "full" },
    ],
    [
      "there are too many",
      ({ deny, root }) => ({ PolicyId: deny, TargetId: root }),
      "ConstraintViolationException MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
      { world: "full" },
    ],
  ]),
  rows("organizations:DetachPolicy", [
    ["it is not attached", ({ deny, shop }) => ({ PolicyId: deny, TargetId: shop }), "PolicyNotAttachedException"],
    [
      "it is the last",
      ({ shop }) => ({ PolicyId: "p-FullAWSAccess", TargetId: shop }),
      "ConstraintViolationException MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
    ],
    [
      "it stays for ever",
      ({ shop }) => ({ PolicyId: "p-RCPFullAWSAccess", TargetId: shop }),
      "InvalidInputException NON_DETACHABLE_POLICY",
      { world: "full" },
    ],
  ]),
];

const NAMES = "https://docs.aws.amazon.com/accounts/latest/reference/API_PutAccountName.html";
const RESOURCES = "https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html";

/** Every refusal of Organizations, Account Management and the tagging API that is tried. */
export function refusals(ids: Ids): Row[] {
  const name = { operation: "account:PutAccountName", page: NAMES } as const;
  const validation = { code: "ValidationException", reason: "fieldValidationFailed" } as const;
  const resources = { operation: "tagging:GetResources", page: RESOURCES, code: "InvalidParameterException" } as const;
  return [
    ...TABLE.flatMap((each) => each(ids)),
    { ...name, ...validation, why: "the name is empty", input: { AccountName: "" } },
    { ...name, ...validation, why: "the name has a bracket", input: { AccountName: "<b>" } },
    { ...name, ...validation, why: "an account names itself", input: { AccountName: "a", AccountId: ids.management } },
    {
      ...name,
      code: "AccessDeniedException",
      why: "the service is not trusted",
      input: { AccountName: "a", AccountId: ids.shop },
    },
    { ...resources, why: "the page is too large", input: { ResourcesPerPage: 101 } },
    { ...resources, why: "the token is none", input: { PaginationToken: "?" } },
  ];
}
