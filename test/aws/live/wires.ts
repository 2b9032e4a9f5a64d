import type { Operation } from "../../../src/aws/contract/operations.ts";
import { CLOUDTRAIL_WIRES } from "./cloudtrail-wires.ts";
import { PEOPLE_WIRES } from "./iam-people-wires.ts";
import { KMS_WIRES } from "./kms-wires.ts";
import { EC2_WIRES, ECR_WIRES, OIDC_WIRES, RAM_WIRES, SERVICECATALOG_WIRES, SSM_WIRES } from "./publishing-wires.ts";
import { S3_WIRES, S3CONTROL_WIRES } from "./s3-wires.ts";
import { DATE, json, query, SECONDS, type Wire } from "./wire.ts";

const organizations = json("https://organizations.us-east-1.amazonaws.com", "AWSOrganizationsV20161128");
const quotas = json("https://servicequotas.us-east-1.amazonaws.com", "ServiceQuotasV20190624");
const iam = query("https://iam.amazonaws.com", "2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/");
const sts = query("https://sts.us-east-1.amazonaws.com", "2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/");

const ROLE = { Path: "/orgwright/", RoleName: "R", RoleId: "AROA1", Arn: "arn:aws:iam::111111111111:role/orgwright/R" };
const ROLE_XML = `<Path>${ROLE.Path}</Path><RoleName>R</RoleName><RoleId>AROA1</RoleId><Arn>${ROLE.Arn}</Arn><CreateDate>2026-01-02T03:04:05Z</CreateDate><AssumeRolePolicyDocument>%7B%7D</AssumeRolePolicyDocument>`;
const TAGS = [{ Key: "orgwright:address", Value: "foundation/plan" }];
const TAG_FORM = "Tags.member.1.Key=orgwright%3Aaddress&Tags.member.1.Value=foundation%2Fplan";
const TAG_XML = "<member><Key>orgwright:address</Key><Value>foundation/plan</Value></member>";
const UNIT = { Id: "ou-1", Name: "dev", Path: "o-1/r-1/ou-1/" };
const POLICY = {
  PolicySummary: { Id: "p-1", Name: "n", Type: "TAG_POLICY", AwsManaged: false },
  Content: "{}",
} as const;
const STATUS = { Id: "car-1", AccountName: "shop", State: "IN_PROGRESS" } as const;
const ALL_DONE = { IsTruncated: false };
const ENDS = "<IsTruncated>false</IsTruncated>";

/** One for each operation that orgwright may call: leaving one out does not compile. */
export const WIRES: { readonly [O in Operation]: Wire<O> } = {
  "sts:GetCallerIdentity": sts("GetCallerIdentity", {
    input: {},
    form: "",
    result: "<UserId>AIDA1</UserId><Account>111111111111</Account><Arn>arn:aws:iam::111111111111:user/ana</Arn>",
    output: { UserId: "AIDA1", Account: "111111111111", Arn: "arn:aws:iam::111111111111:user/ana" },
  }),
  "sts:AssumeRole": sts("AssumeRole", {
    input: { RoleArn: ROLE.Arn, RoleSessionName: "orgwright-plan", DurationSeconds: 3600 },
    form: "RoleArn=arn%3Aaws%3Aiam%3A%3A111111111111%3Arole%2Forgwright%2FR&RoleSessionName=orgwright-plan&DurationSeconds=3600",
    result:
      "<Credentials><AccessKeyId>A</AccessKeyId><SecretAccessKey>S</SecretAccessKey><SessionToken>T</SessionToken><Expiration>2026-01-02T03:04:05Z</Expiration></Credentials>",
    output: { Credentials: { AccessKeyId: "A", SecretAccessKey: "S", SessionToken: "T", Expiration: DATE } },
  }),

  "organizations:DescribeOrganization": organizations("DescribeOrganization", {
    input: {},
    output: { Organization: { Id: "o-1", MasterAccountId: "111111111111", FeatureSet: "ALL" } },
  }),
  "organizations:ListRoots": organizations("ListRoots", {
    input: { NextToken: "2" },
    output: { Roots: [{ Id: "r-1", PolicyTypes: [{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }] }] },
  }),
  "organizations:ListAccounts": organizations("ListAccounts", {
    input: {},
    answer: { Accounts: [{ Id: "222222222222", State: "ACTIVE", Paths: ["o-1/r-1/"], JoinedTimestamp: SECONDS }] },
    output: { Accounts: [{ Id: "222222222222", State: "ACTIVE", Paths: ["o-1/r-1/"], JoinedTimestamp: DATE }] },
  }),
  "organizations:DescribeAccount": organizations("DescribeAccount", {
    input: { AccountId: "222222222222" },
    output: { Account: { Id: "222222222222", Email: "shop@acme.example" } },
  }),
  "organizations:ListParents": organizations("ListParents", {
    input: { ChildId: "222222222222" },
    output: { Parents: [{ Id: "ou-1", Type: "ORGANIZATIONAL_UNIT" }] },
  }),
  "organizations:ListAccountsForParent": organizations("ListAccountsForParent", {
    input: { ParentId: "ou-1" },
    output: { Accounts: [] },
  }),
  "organizations:ListOrganizationalUnitsForParent": organizations("ListOrganizationalUnitsForParent", {
    input: { ParentId: "r-1" },
    output: { OrganizationalUnits: [UNIT] },
  }),
  "organizations:DescribeOrganizationalUnit": organizations("DescribeOrganizationalUnit", {
    input: { OrganizationalUnitId: "ou-1" },
    output: { OrganizationalUnit: UNIT },
  }),
  "organizations:ListCreateAccountStatus": organizations("ListCreateAccountStatus", {
    input: { States: ["IN_PROGRESS"] },
    output: { CreateAccountStatuses: [STATUS] },
  }),
  "organizations:DescribeCreateAccountStatus": organizations("DescribeCreateAccountStatus", {
    input: { CreateAccountRequestId: "car-1" },
    answer: { CreateAccountStatus: { ...STATUS, RequestedTimestamp: SECONDS } },
    output: { CreateAccountStatus: { ...STATUS, RequestedTimestamp: DATE } },
  }),
  "organizations:ListPolicies": organizations("ListPolicies", {
    input: { Filter: "TAG_POLICY" },
    output: { Policies: [POLICY.PolicySummary] },
  }),
  "organizations:ListPoliciesForTarget": organizations("ListPoliciesForTarget", {
    input: { TargetId: "r-1", Filter: "SERVICE_CONTROL_POLICY" },
    output: { Policies: [] },
  }),
  "organizations:ListTargetsForPolicy": organizations("ListTargetsForPolicy", {
    input: { PolicyId: "p-1" },
    output: { Targets: [{ TargetId: "r-1", Type: "ROOT" }] },
  }),
  "organizations:DescribePolicy": organizations("DescribePolicy", {
    input: { PolicyId: "p-1" },
    output: { Policy: POLICY },
  }),
  "organizations:ListTagsForResource": organizations("ListTagsForResource", {
    input: { ResourceId: "r-1" },
    output: { Tags: TAGS },
  }),
  "organizations:ListAWSServiceAccessForOrganization": organizations("ListAWSServiceAccessForOrganization", {
    input: {},
    answer: { EnabledServicePrincipals: [{ ServicePrincipal: "cloudtrail.amazonaws.com", DateEnabled: SECONDS }] },
    output: { EnabledServicePrincipals: [{ ServicePrincipal: "cloudtrail.amazonaws.com", DateEnabled: DATE }] },
  }),
  "organizations:ListDelegatedAdministrators": organizations("ListDelegatedAdministrators", {
    input: {},
    output: { DelegatedAdministrators: [{ Id: "222222222222" }] },
  }),
  "organizations:ListHandshakesForOrganization": organizations("ListHandshakesForOrganization", {
    input: { Filter: { ActionType: "INVITE" } },
    answer: { Handshakes: [{ Id: "h-1", State: "OPEN", Action: "INVITE", RequestedTimestamp: SECONDS }] },
    output: { Handshakes: [{ Id: "h-1", State: "OPEN", Action: "INVITE", RequestedTimestamp: DATE }] },
  }),
  "organizations:CreateOrganization": organizations("CreateOrganization", {
    input: { FeatureSet: "ALL" },
    output: { Organization: { Id: "o-1" } },
  }),
  "organizations:CreateOrganizationalUnit": organizations("CreateOrganizationalUnit", {
    input: { ParentId: "r-1", Name: "dev", Tags: TAGS },
    output: { OrganizationalUnit: UNIT },
  }),
  "organizations:UpdateOrganizationalUnit": organizations("UpdateOrganizationalUnit", {
    input: { OrganizationalUnitId: "ou-1", Name: "dev" },
    output: { OrganizationalUnit: UNIT },
  }),
  "organizations:DeleteOrganizationalUnit": organizations("DeleteOrganizationalUnit", {
    input: { OrganizationalUnitId: "ou-1" },
    output: {},
  }),
  "organizations:CreateAccount": organizations("CreateAccount", {
    input: { AccountName: "shop", Email: "shop@acme.example", Tags: TAGS },
    output: { CreateAccountStatus: STATUS },
  }),
  "organizations:MoveAccount": organizations("MoveAccount", {
    input: { AccountId: "222222222222", SourceParentId: "r-1", DestinationParentId: "ou-1" },
    output: {},
  }),
  "organizations:TagResource": organizations("TagResource", { input: { ResourceId: "r-1", Tags: TAGS }, output: {} }),
  "organizations:UntagResource": organizations("UntagResource", {
    input: { ResourceId: "r-1", TagKeys: ["team"] },
    output: {},
  }),
  "organizations:EnablePolicyType": organizations("EnablePolicyType", {
    input: { RootId: "r-1", PolicyType: "TAG_POLICY" },
    output: { Root: { Id: "r-1" } },
  }),
  "organizations:EnableAWSServiceAccess": organizations("EnableAWSServiceAccess", {
    input: { ServicePrincipal: "cloudtrail.amazonaws.com" },
    output: {},
  }),
  "organizations:RegisterDelegatedAdministrator": organizations("RegisterDelegatedAdministrator", {
    input: { AccountId: "222222222222", ServicePrincipal: "servicecatalog.amazonaws.com" },
    output: {},
  }),
  "organizations:CreatePolicy": organizations("CreatePolicy", {
    input: { Type: "TAG_POLICY", Name: "n", Description: "", Content: "{}", Tags: TAGS },
    output: { Policy: POLICY },
  }),
  "organizations:UpdatePolicy": organizations("UpdatePolicy", {
    input: { PolicyId: "p-1", Content: '{"tags":{}}' },
    output: { Policy: POLICY },
  }),
  "organizations:DeletePolicy": organizations("DeletePolicy", { input: { PolicyId: "p-1" }, output: {} }),
  "organizations:AttachPolicy": organizations("AttachPolicy", {
    input: { PolicyId: "p-1", TargetId: "ou-1" },
    output: {},
  }),
  "organizations:DetachPolicy": organizations("DetachPolicy", {
    input: { PolicyId: "p-1", TargetId: "ou-1" },
    output: {},
  }),

  "servicequotas:ListServiceQuotas": quotas("ListServiceQuotas", {
    input: { ServiceCode: "organizations" },
    output: { Quotas: [{ QuotaCode: "L-29A0C5DF", QuotaName: "Default maximum number of accounts", Value: 10 }] },
  }),

  "tagging:GetResources": {
    input: { ResourceTypeFilters: ["organizations"], PaginationToken: "" },
    host: "https://tagging.us-east-1.amazonaws.com",
    path: "/",
    target: "ResourceGroupsTaggingAPI_20170126.GetResources",
    body: { ResourceTypeFilters: ["organizations"], PaginationToken: "" },
    answer: { PaginationToken: "", ResourceTagMappingList: [{ ResourceARN: "arn:x", Tags: TAGS }] },
    output: { PaginationToken: "", ResourceTagMappingList: [{ ResourceARN: "arn:x", Tags: TAGS }] },
  },

  "account:ListRegions": {
    input: { RegionOptStatusContains: ["ENABLED", "ENABLED_BY_DEFAULT"] },
    host: "https://account.us-east-1.amazonaws.com",
    path: "/listRegions",
    body: { RegionOptStatusContains: ["ENABLED", "ENABLED_BY_DEFAULT"] },
    answer: { Regions: [{ RegionName: "eu-west-1", RegionOptStatus: "ENABLED_BY_DEFAULT" }] },
    output: { Regions: [{ RegionName: "eu-west-1", RegionOptStatus: "ENABLED_BY_DEFAULT" }] },
  },

  "account:PutAccountName": {
    input: { AccountId: "222222222222", AccountName: "shop" },
    host: "https://account.us-east-1.amazonaws.com",
    path: "/putAccountName",
    body: { AccountId: "222222222222", AccountName: "shop" },
    answer: "",
    output: {},
  },

  "iam:GetAccountAuthorizationDetails": iam("GetAccountAuthorizationDetails", {
    input: { Filter: ["Role"] },
    form: "Filter.member.1=Role",
    result: `${ENDS}<RoleDetailList><member>${ROLE_XML}</member></RoleDetailList><UserDetailList/>`,
    output: {
      ...ALL_DONE,
      RoleDetailList: [{ ...ROLE, CreateDate: DATE, AssumeRolePolicyDocument: "%7B%7D" }],
      UserDetailList: [],
    },
  }),
  "iam:ListRoles": iam("ListRoles", {
    input: { PathPrefix: "/orgwright/", Marker: "2" },
    form: "PathPrefix=%2Forgwright%2F&Marker=2",
    result: `${ENDS}<Roles><member>${ROLE_XML}</member></Roles>`,
    output: { ...ALL_DONE, Roles: [{ ...ROLE, CreateDate: DATE, AssumeRolePolicyDocument: "%7B%7D" }] },
  }),
  "iam:GetRole": iam("GetRole", {
    input: { RoleName: "R" },
    form: "RoleName=R",
    result: `<Role>${ROLE_XML}<MaxSessionDuration>3600</MaxSessionDuration><Tags>${TAG_XML}</Tags></Role>`,
    output: {
      Role: {
        ...ROLE,
        CreateDate: DATE,
        AssumeRolePolicyDocument: "%7B%7D",
        MaxSessionDuration: 3600,
        Tags: TAGS,
      },
    },
  }),
  "iam:ListRolePolicies": iam("ListRolePolicies", {
    input: { RoleName: "R" },
    form: "RoleName=R",
    result: `${ENDS}<PolicyNames><member>p</member></PolicyNames>`,
    output: { ...ALL_DONE, PolicyNames: ["p"] },
  }),
  "iam:GetRolePolicy": iam("GetRolePolicy", {
    input: { RoleName: "R", PolicyName: "p" },
    form: "RoleName=R&PolicyName=p",
    result: "<RoleName>R</RoleName><PolicyName>p</PolicyName><PolicyDocument>%7B%7D</PolicyDocument>",
    output: { RoleName: "R", PolicyName: "p", PolicyDocument: "%7B%7D" },
  }),
  "iam:ListAttachedRolePolicies": iam("ListAttachedRolePolicies", {
    input: { RoleName: "R" },
    form: "RoleName=R",
    result: `${ENDS}<AttachedPolicies><member><PolicyName>p</PolicyName><PolicyArn>arn:p</PolicyArn></member></AttachedPolicies>`,
    output: { ...ALL_DONE, AttachedPolicies: [{ PolicyName: "p", PolicyArn: "arn:p" }] },
  }),
  ...PEOPLE_WIRES,
  "iam:ListRoleTags": iam("ListRoleTags", {
    input: { RoleName: "R" },
    form: "RoleName=R",
    result: `${ENDS}<Tags>${TAG_XML}</Tags>`,
    output: { ...ALL_DONE, Tags: TAGS },
  }),
  "iam:ListOrganizationsFeatures": iam("ListOrganizationsFeatures", {
    input: {},
    form: "",
    result: "<OrganizationId>o-1</OrganizationId><EnabledFeatures><member>RootSessions</member></EnabledFeatures>",
    output: { OrganizationId: "o-1", EnabledFeatures: ["RootSessions"] },
  }),
  "iam:CreateRole": iam("CreateRole", {
    input: { Path: "/orgwright/", RoleName: "R", AssumeRolePolicyDocument: "{}", MaxSessionDuration: 3600, Tags: TAGS },
    form: `RoleName=R&AssumeRolePolicyDocument=%7B%7D&Path=%2Forgwright%2F&MaxSessionDuration=3600&${TAG_FORM}`,
    result: `<Role>${ROLE_XML}</Role>`,
    output: { Role: { ...ROLE, CreateDate: DATE, AssumeRolePolicyDocument: "%7B%7D" } },
  }),
  "iam:UpdateRole": iam("UpdateRole", {
    input: { RoleName: "R", Description: "d", MaxSessionDuration: 7200 },
    form: "RoleName=R&Description=d&MaxSessionDuration=7200",
    result: "",
    output: {},
  }),
  "iam:UpdateAssumeRolePolicy": iam("UpdateAssumeRolePolicy", {
    input: { RoleName: "R", PolicyDocument: "{}" },
    form: "RoleName=R&PolicyDocument=%7B%7D",
    result: "",
    output: {},
  }),
  "iam:PutRolePolicy": iam("PutRolePolicy", {
    input: { RoleName: "R", PolicyName: "p", PolicyDocument: '{"a":"b c"}' },
    form: "RoleName=R&PolicyName=p&PolicyDocument=%7B%22a%22%3A%22b%20c%22%7D",
    result: "",
    output: {},
  }),
  "iam:DeleteRolePolicy": iam("DeleteRolePolicy", {
    input: { RoleName: "R", PolicyName: "p" },
    form: "RoleName=R&PolicyName=p",
    result: "",
    output: {},
  }),
  "iam:AttachRolePolicy": iam("AttachRolePolicy", {
    input: { RoleName: "R", PolicyArn: "arn:p" },
    form: "RoleName=R&PolicyArn=arn%3Ap",
    result: "",
    output: {},
  }),
  "iam:DetachRolePolicy": iam("DetachRolePolicy", {
    input: { RoleName: "R", PolicyArn: "arn:p" },
    form: "RoleName=R&PolicyArn=arn%3Ap",
    result: "",
    output: {},
  }),
  "iam:TagRole": iam("TagRole", {
    input: { RoleName: "R", Tags: TAGS },
    form: `RoleName=R&${TAG_FORM}`,
    result: "",
    output: {},
  }),
  "iam:UntagRole": iam("UntagRole", {
    input: { RoleName: "R", TagKeys: ["team"] },
    form: "RoleName=R&TagKeys.member.1=team",
    result: "",
    output: {},
  }),
  "iam:DeleteRole": iam("DeleteRole", { input: { RoleName: "R" }, form: "RoleName=R", result: "", output: {} }),
  "iam:EnableOrganizationsRootCredentialsManagement": iam("EnableOrganizationsRootCredentialsManagement", {
    input: {},
    form: "",
    result:
      "<OrganizationId>o-1</OrganizationId><EnabledFeatures><member>RootCredentialsManagement</member></EnabledFeatures>",
    output: { OrganizationId: "o-1", EnabledFeatures: ["RootCredentialsManagement"] },
  }),
  "iam:EnableOrganizationsRootSessions": iam("EnableOrganizationsRootSessions", {
    input: {},
    form: "",
    result: "<OrganizationId>o-1</OrganizationId><EnabledFeatures><member>RootSessions</member></EnabledFeatures>",
    output: { OrganizationId: "o-1", EnabledFeatures: ["RootSessions"] },
  }),
  "iam:CreateServiceLinkedRole": iam("CreateServiceLinkedRole", {
    input: { AWSServiceName: "cloudtrail.amazonaws.com" },
    form: "AWSServiceName=cloudtrail.amazonaws.com",
    result: `<Role>${ROLE_XML}</Role>`,
    output: { Role: { ...ROLE, CreateDate: DATE, AssumeRolePolicyDocument: "%7B%7D" } },
  }),
  ...S3_WIRES,
  ...S3CONTROL_WIRES,
  ...KMS_WIRES,
  ...CLOUDTRAIL_WIRES,
  ...OIDC_WIRES,
  ...EC2_WIRES,
  ...ECR_WIRES,
  ...SSM_WIRES,
  ...RAM_WIRES,
  ...SERVICECATALOG_WIRES,
};
