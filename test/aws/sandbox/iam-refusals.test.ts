import { describe, expect, it } from "vitest";
import { OPERATIONS } from "../../../src/aws/contract/operations.ts";
import type { World } from "../../../src/aws/sandbox/world.ts";
import { PEOPLE_ROWS, type Row } from "./iam-people-refusals.ts";
import { allowing, ask, askRaw, MANAGEMENT, MEMBER, refusalOf, trusting, worldWithMember } from "./iam-world.ts";
import { PUBLISHING_ROWS } from "./publishing-refusals.ts";

const API = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_";
const GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/";
const STS = "https://docs.aws.amazon.com/STS/latest/APIReference/API_";

const TRUST = trusting({ AWS: MANAGEMENT });
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const SLR = "AWSServiceRoleForOrganizations";
const MEMBER_CALLER = { account: MEMBER };
const ENTRANCE = `arn:aws:iam::${MEMBER}:role/OrganizationAccountAccessRole`;

const statement = (members: object): string => JSON.stringify({ Version: "2012-10-17", Statement: [members] });
const create = (members: object): Record<string, unknown> => ({
  RoleName: "fresh",
  AssumeRolePolicyDocument: TRUST,
  ...members,
});
const tags = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: "" }));
const longPolicy = (characters: number): string =>
  statement({ Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::${"x".repeat(characters)}` });

const ROWS: readonly Row[] = [
  // CreateRole
  {
    operation: "iam:CreateRole",
    because: "its name has a space",
    input: create({ RoleName: "two words" }),
    code: "ValidationError",
    says: "Value 'two words' at 'roleName' failed to satisfy constraint",
    page: `${API}CreateRole.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "its name has 65 characters",
    input: create({ RoleName: "r".repeat(65) }),
    code: "ValidationError",
    says: "length less than or equal to 64",
    page: `${API}CreateRole.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "it has no name",
    input: { AssumeRolePolicyDocument: TRUST },
    code: "ValidationError",
    says: "must not be null",
    page: `${API}CreateRole.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "its path does not end with a slash",
    input: create({ Path: "/orgwright" }),
    code: "ValidationError",
    says: "path is invalid",
    page: `${API}CreateRole.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "its path is AWS's own",
    input: create({ Path: "/aws-service-role/x/" }),
    code: "InvalidInputException",
    page: `${API}CreateServiceLinkedRole.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "the account has one whose name differs in case only",
    input: create({ RoleName: "PLAIN" }),
    code: "EntityAlreadyExistsException",
    says: "Role with name PLAIN already exists.",
    page: `${GUIDE}reference_iam-quotas.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "the account has all the roles it may have",
    input: create({}),
    code: "LimitExceededException",
    says: "RolesPerAccount: 1",
    before: (world) => {
      world.quotas.iam = { roles: 1 };
    },
    page: `${GUIDE}reference_iam-quotas.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "its sessions are to last half an hour",
    input: create({ MaxSessionDuration: 1800 }),
    code: "ValidationError",
    says: "greater than or equal to 3600",
    page: `${API}CreateRole.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "its sessions are to last thirteen hours",
    input: create({ MaxSessionDuration: 46_800 }),
    code: "ValidationError",
    says: "less than or equal to 43200",
    page: `${API}CreateRole.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "its description has a dash that is not Latin-1",
    input: create({ Description: "read – only" }),
    code: "ValidationError",
    says: "'description'",
    page: `${API}CreateRole.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "a tag's key has a bracket",
    input: create({ Tags: [{ Key: "a[0]", Value: "x" }] }),
    code: "ValidationError",
    says: "tags.1.member.key",
    page: `${API}Tag.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "two tags have one key in two cases",
    input: create({
      Tags: [
        { Key: "team", Value: "a" },
        { Key: "Team", Value: "b" },
      ],
    }),
    code: "InvalidInputException",
    says: "Duplicate tag keys",
    page: `${GUIDE}id_tags.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "it would have 51 tags",
    input: create({ Tags: tags(51) }),
    code: "LimitExceededException",
    page: `${GUIDE}id_tags.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "its permissions boundary does not exist",
    input: create({ PermissionsBoundary: `arn:aws:iam::${MANAGEMENT}:policy/none` }),
    code: "NoSuchEntityException",
    page: `${API}CreateRole.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "its trust policy is no JSON",
    input: create({ AssumeRolePolicyDocument: "{" }),
    code: "MalformedPolicyDocumentException",
    says: "invalid Json",
    page: `${API}CreateRole.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "its trust policy has a character beyond Latin-1",
    input: create({ AssumeRolePolicyDocument: TRUST.replace("2012", "２０１２") }),
    code: "ValidationError",
    page: `${GUIDE}reference_iam-quotas.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "its trust policy trusts nobody by name",
    input: create({ AssumeRolePolicyDocument: statement({ Effect: "Allow", Action: "sts:AssumeRole" }) }),
    code: "MalformedPolicyDocumentException",
    says: "Missing required field Principal",
    page: `${GUIDE}reference_policies_elements_principal.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "its trust policy names a resource",
    input: create({
      AssumeRolePolicyDocument: statement({
        Effect: "Allow",
        Principal: { AWS: MANAGEMENT },
        Action: "sts:AssumeRole",
        Resource: "*",
      }),
    }),
    code: "MalformedPolicyDocumentException",
    says: "Has prohibited field Resource",
    page: `${GUIDE}reference_policies_elements_resource.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "its trust policy says who is not trusted",
    input: create({
      AssumeRolePolicyDocument: statement({
        Effect: "Deny",
        NotPrincipal: { AWS: MANAGEMENT },
        Action: "sts:AssumeRole",
      }),
    }),
    code: "MalformedPolicyDocumentException",
    says: "Has prohibited field NotPrincipal",
    page: `${GUIDE}reference_policies_elements_notprincipal.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "its trust policy speaks of another service's action",
    input: create({
      AssumeRolePolicyDocument: statement({ Effect: "Allow", Principal: { AWS: MANAGEMENT }, Action: "s3:GetObject" }),
    }),
    code: "MalformedPolicyDocumentException",
    says: "may only specify STS AssumeRole actions",
    page: `${GUIDE}id_roles_update-role-trust-policy.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "it trusts a role that does not exist",
    input: create({ AssumeRolePolicyDocument: trusting({ AWS: `arn:aws:iam::${MEMBER}:role/none` }) }),
    code: "MalformedPolicyDocumentException",
    says: `Invalid principal in policy: "AWS":"arn:aws:iam::${MEMBER}:role/none"`,
    page: `${GUIDE}reference_policies_elements_principal.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "it trusts a role under another path than that role has",
    input: create({ AssumeRolePolicyDocument: trusting({ AWS: `arn:aws:iam::${MANAGEMENT}:role/elsewhere/plain` }) }),
    code: "MalformedPolicyDocumentException",
    says: "Invalid principal in policy",
    page: `${GUIDE}reference_policies_elements_principal.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "it trusts all roles of an account by a wildcard",
    input: create({ AssumeRolePolicyDocument: trusting({ AWS: `arn:aws:iam::${MANAGEMENT}:role/*` }) }),
    code: "MalformedPolicyDocumentException",
    says: "Invalid principal in policy",
    page: `${GUIDE}reference_policies_elements_principal.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "it trusts a unique id that nobody has",
    input: create({ AssumeRolePolicyDocument: trusting({ AWS: "AROAGONEGONEGONEGONE" }) }),
    code: "MalformedPolicyDocumentException",
    says: "Invalid principal in policy",
    page: `${GUIDE}reference_policies_elements_principal.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "it trusts an account of another partition",
    input: create({ AssumeRolePolicyDocument: trusting({ AWS: `arn:aws-cn:iam::${MANAGEMENT}:root` }) }),
    code: "MalformedPolicyDocumentException",
    says: "Invalid principal in policy",
    page: `${GUIDE}reference-arns.html`,
  },
  {
    operation: "iam:CreateRole",
    because: "its trust policy has more than 2,048 characters",
    input: create({
      AssumeRolePolicyDocument: trusting({ AWS: MANAGEMENT }, { StringEquals: { "sts:ExternalId": "x".repeat(2000) } }),
    }),
    code: "LimitExceededException",
    says: "ACLSizePerRole: 2048",
    page: `${GUIDE}reference_iam-quotas.html`,
  },
  // UpdateRole, UpdateAssumeRolePolicy
  {
    operation: "iam:UpdateRole",
    because: "the role does not exist",
    input: { RoleName: "none" },
    code: "NoSuchEntityException",
    says: "The role with name none cannot be found.",
    page: `${API}UpdateRole.html`,
  },
  {
    operation: "iam:UpdateRole",
    because: "a service's role shall have longer sessions",
    input: { RoleName: SLR, MaxSessionDuration: 7200 },
    as: MEMBER_CALLER,
    code: "UnmodifiableEntityException",
    page: `${API}UpdateRole.html`,
  },
  {
    operation: "iam:UpdateAssumeRolePolicy",
    because: "the role does not exist",
    input: { RoleName: "none", PolicyDocument: TRUST },
    code: "NoSuchEntityException",
    page: `${API}UpdateAssumeRolePolicy.html`,
  },
  {
    operation: "iam:UpdateAssumeRolePolicy",
    because: "two statements have one id",
    input: {
      RoleName: "plain",
      PolicyDocument: JSON.stringify({
        Statement: ["Allow", "Deny"].map((Effect) => ({
          Sid: "Same",
          Effect,
          Principal: "*",
          Action: "sts:AssumeRole",
        })),
      }),
    },
    code: "MalformedPolicyDocumentException",
    says: "must be unique",
    page: `${GUIDE}reference_policies_elements_sid.html`,
  },
  {
    operation: "iam:UpdateAssumeRolePolicy",
    because: "its version is a date of nothing",
    input: { RoleName: "plain", PolicyDocument: TRUST.replace("2012-10-17", "2020-01-01") },
    code: "MalformedPolicyDocumentException",
    says: "valid version",
    page: `${GUIDE}reference_policies_elements_version.html`,
  },
  {
    operation: "iam:UpdateAssumeRolePolicy",
    because: "only its service may change the role",
    input: { RoleName: SLR, PolicyDocument: TRUST },
    as: MEMBER_CALLER,
    code: "UnmodifiableEntityException",
    page: `${API}UpdateAssumeRolePolicy.html`,
  },
  // inline policies
  {
    operation: "iam:PutRolePolicy",
    because: "the role does not exist",
    input: { RoleName: "none", PolicyName: "p", PolicyDocument: allowing("s3:GetObject") },
    code: "NoSuchEntityException",
    page: `${API}PutRolePolicy.html`,
  },
  {
    operation: "iam:PutRolePolicy",
    because: "its name has a slash",
    input: { RoleName: "plain", PolicyName: "a/b", PolicyDocument: allowing("s3:GetObject") },
    code: "ValidationError",
    says: "'policyName'",
    page: `${API}PutRolePolicy.html`,
  },
  {
    operation: "iam:PutRolePolicy",
    because: "it names a principal",
    input: {
      RoleName: "plain",
      PolicyName: "p",
      PolicyDocument: statement({ Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*" }),
    },
    code: "MalformedPolicyDocumentException",
    says: "should not specify a principal",
    page: `${GUIDE}access_policies_identity-vs-resource.html`,
  },
  {
    operation: "iam:PutRolePolicy",
    because: "it names no resource",
    input: { RoleName: "plain", PolicyName: "p", PolicyDocument: statement({ Effect: "Allow", Action: "s3:*" }) },
    code: "MalformedPolicyDocumentException",
    says: "must contain resources",
    page: `${GUIDE}reference_policies_elements_resource.html`,
  },
  {
    operation: "iam:PutRolePolicy",
    because: "an action has no service",
    input: { RoleName: "plain", PolicyName: "p", PolicyDocument: allowing("GetObject") },
    code: "MalformedPolicyDocumentException",
    says: "prefaced by a vendor",
    page: `${GUIDE}reference_policies_elements_action.html`,
  },
  {
    operation: "iam:PutRolePolicy",
    because: "a resource is no ARN",
    input: {
      RoleName: "plain",
      PolicyName: "p",
      PolicyDocument: statement({ Effect: "Allow", Action: "s3:*", Resource: "bucket" }),
    },
    code: "MalformedPolicyDocumentException",
    says: "must be in ARN format",
    page: `${GUIDE}reference_policies_elements_resource.html`,
  },
  {
    operation: "iam:PutRolePolicy",
    because: "a statement has a member that IAM does not know",
    input: {
      RoleName: "plain",
      PolicyName: "p",
      PolicyDocument: statement({ Effect: "Allow", Action: "s3:*", Resource: "*", Comment: "no" }),
    },
    code: "MalformedPolicyDocumentException",
    says: "Syntax errors",
    page: `${GUIDE}reference_policies_grammar.html`,
  },
  {
    operation: "iam:PutRolePolicy",
    because: "all of the role's inline policies have more than 10,240 characters together",
    input: { RoleName: "plain", PolicyName: "second", PolicyDocument: longPolicy(6000) },
    before: (world) => {
      ask(world, "iam:PutRolePolicy", { RoleName: "plain", PolicyName: "first", PolicyDocument: longPolicy(6000) });
    },
    code: "LimitExceededException",
    says: "Maximum policy size of 10240 bytes exceeded for role plain",
    page: `${GUIDE}reference_iam-quotas.html`,
  },
  {
    operation: "iam:PutRolePolicy",
    because: "only its service may change the role",
    input: { RoleName: SLR, PolicyName: "p", PolicyDocument: allowing("s3:GetObject") },
    as: MEMBER_CALLER,
    code: "UnmodifiableEntityException",
    page: `${API}PutRolePolicy.html`,
  },
  {
    operation: "iam:DeleteRolePolicy",
    because: "the role has no such policy",
    input: { RoleName: "plain", PolicyName: "none" },
    code: "NoSuchEntityException",
    says: "The role policy with name none cannot be found.",
    page: `${API}DeleteRolePolicy.html`,
  },
  // managed policies
  {
    operation: "iam:AttachRolePolicy",
    because: "AWS has no such policy",
    input: { RoleName: "plain", PolicyArn: "arn:aws:iam::aws:policy/AdministratorAcces" },
    code: "NoSuchEntityException",
    page: `${API}AttachRolePolicy.html`,
  },
  {
    operation: "iam:AttachRolePolicy",
    because: "AWS has the policy under another path",
    input: { RoleName: "plain", PolicyArn: "arn:aws:iam::aws:policy/ViewOnlyAccess" },
    code: "NoSuchEntityException",
    page: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ViewOnlyAccess.html",
  },
  {
    operation: "iam:AttachRolePolicy",
    because: "its ARN is none of a policy",
    input: { RoleName: "plain", PolicyArn: "AdministratorAccess" },
    code: "InvalidInputException",
    says: "is not valid",
    page: `${API}AttachRolePolicy.html`,
  },
  {
    operation: "iam:AttachRolePolicy",
    because: "the policy is for a service alone",
    input: {
      RoleName: "plain",
      PolicyArn: "arn:aws:iam::aws:policy/aws-service-role/AWSOrganizationsServiceTrustPolicy",
    },
    code: "PolicyNotAttachableException",
    page: `${API}AttachRolePolicy.html`,
  },
  {
    operation: "iam:AttachRolePolicy",
    because: "ten are attached",
    input: { RoleName: "full", PolicyArn: READ_ONLY },
    before: (world) => {
      ask(world, "iam:CreateRole", { RoleName: "full", AssumeRolePolicyDocument: TRUST });
      for (let index = 0; index < 10; index += 1) {
        const made = ask(world, "iam:CreatePolicy", { PolicyName: `p${index}`, PolicyDocument: allowing("s3:Get*") });
        ask(world, "iam:AttachRolePolicy", { RoleName: "full", PolicyArn: made.Policy?.Arn });
      }
    },
    code: "LimitExceededException",
    says: "PoliciesPerRole: 10",
    page: `${GUIDE}reference_iam-quotas.html`,
  },
  {
    operation: "iam:DetachRolePolicy",
    because: "it is not attached",
    input: { RoleName: "plain", PolicyArn: READ_ONLY },
    code: "NoSuchEntityException",
    says: "was not found",
    page: `${API}DetachRolePolicy.html`,
  },
  {
    operation: "iam:DetachRolePolicy",
    because: "only its service may change the role",
    input: {
      RoleName: SLR,
      PolicyArn: "arn:aws:iam::aws:policy/aws-service-role/AWSOrganizationsServiceTrustPolicy",
    },
    as: MEMBER_CALLER,
    code: "UnmodifiableEntityException",
    page: `${API}DetachRolePolicy.html`,
  },
  // tags
  {
    operation: "iam:TagRole",
    because: "the key is AWS's own",
    input: { RoleName: "plain", Tags: [{ Key: "aws:team", Value: "x" }] },
    code: "InvalidInputException",
    says: "'aws:' prefixed",
    page: `${API}Tag.html`,
  },
  {
    operation: "iam:TagRole",
    because: "the value has 257 characters",
    input: { RoleName: "plain", Tags: [{ Key: "team", Value: "x".repeat(257) }] },
    code: "ValidationError",
    says: "tags.1.member.value",
    page: `${API}Tag.html`,
  },
  {
    operation: "iam:TagRole",
    because: "together with the tags it has it would have 51",
    input: { RoleName: "plain", Tags: [{ Key: "last", Value: "x" }] },
    before: (world) => {
      askRaw(world, "iam:TagRole", { RoleName: "plain", Tags: tags(50) });
    },
    code: "LimitExceededException",
    page: `${API}TagRole.html`,
  },
  {
    operation: "iam:UntagRole",
    because: "the role does not exist",
    input: { RoleName: "none", TagKeys: ["team"] },
    code: "NoSuchEntityException",
    page: `${API}UntagRole.html`,
  },
  // DeleteRole
  {
    operation: "iam:DeleteRole",
    because: "the role does not exist",
    input: { RoleName: "none" },
    code: "NoSuchEntityException",
    page: `${API}DeleteRole.html`,
  },
  {
    operation: "iam:DeleteRole",
    because: "a managed policy is attached",
    input: { RoleName: "OrganizationAccountAccessRole" },
    as: MEMBER_CALLER,
    code: "DeleteConflictException",
    says: "must detach all policies first",
    page: `${API}DeleteRole.html`,
  },
  {
    operation: "iam:DeleteRole",
    because: "it has an inline policy",
    input: { RoleName: "plain" },
    before: (world) => {
      ask(world, "iam:PutRolePolicy", { RoleName: "plain", PolicyName: "p", PolicyDocument: allowing("s3:Get*") });
    },
    code: "DeleteConflictException",
    says: "must delete policies first",
    page: `${API}DeleteRole.html`,
  },
  {
    operation: "iam:DeleteRole",
    because: "only its service may delete it",
    input: { RoleName: SLR },
    as: MEMBER_CALLER,
    code: "UnmodifiableEntityException",
    page: `${API}DeleteRole.html`,
  },
  // central root access
  ...["iam:EnableOrganizationsRootCredentialsManagement", "iam:EnableOrganizationsRootSessions"].flatMap(
    (operation): Row[] => {
      const page = `${API}${operation.slice(4)}.html`;
      const input = {};
      return [
        {
          operation,
          because: "IAM has no trusted access",
          input,
          before: (world) => {
            delete world.organization?.trustedServices["iam.amazonaws.com"];
          },
          code: "ServiceAccessNotEnabledException",
          page,
        },
        {
          operation,
          because: "a member account asks",
          input,
          as: MEMBER_CALLER,
          code: "CallerIsNotManagementAccountException",
          page,
        },
        {
          operation,
          because: "there is no organization",
          input,
          before: (world) => {
            world.organization = null;
          },
          code: "OrganizationNotFoundException",
          page,
        },
        {
          operation,
          because: "the organization has not all features",
          input,
          before: (world) => {
            if (world.organization !== null) {
              world.organization.featureSet = "CONSOLIDATED_BILLING";
            }
          },
          code: "OrganizationNotInAllFeaturesModeException",
          page,
        },
      ];
    },
  ),
  {
    operation: "iam:ListOrganizationsFeatures",
    because: "a member account asks that administers nothing",
    input: {},
    as: MEMBER_CALLER,
    code: "AccountNotManagementOrDelegatedAdministratorException",
    page: `${API}ListOrganizationsFeatures.html`,
  },
  // lists
  {
    operation: "iam:ListRoles",
    because: "its marker is invented",
    input: { Marker: "AAAA" },
    code: "ValidationError",
    says: "Marker",
    page: `${API}ListRoles.html`,
  },
  {
    operation: "iam:ListRoles",
    because: "it asks for 1,001 items",
    input: { MaxItems: 1001 },
    code: "ValidationError",
    says: "less than or equal to 1000",
    page: `${API}ListRoles.html`,
  },
  {
    operation: "iam:GetRolePolicy",
    because: "the role has no such policy",
    input: { RoleName: "plain", PolicyName: "none" },
    code: "NoSuchEntityException",
    page: `${API}GetRolePolicy.html`,
  },
  // raw operations
  {
    operation: "iam:CreateServiceLinkedRole",
    because: "the role is there",
    input: { AWSServiceName: "organizations.amazonaws.com" },
    as: MEMBER_CALLER,
    code: "InvalidInputException",
    says: "has been taken",
    page: `${API}CreateServiceLinkedRole.html`,
  },
  {
    operation: "iam:CreateUser",
    because: "the account has this user",
    input: { UserName: "Admin" },
    code: "EntityAlreadyExistsException",
    page: `${API}CreateUser.html`,
  },
  {
    operation: "iam:AddUserToGroup",
    because: "there is no such group",
    input: { UserName: "admin", GroupName: "none" },
    code: "NoSuchEntityException",
    page: `${API}AddUserToGroup.html`,
  },
  {
    operation: "iam:CreatePolicy",
    because: "it has more than 6,144 characters",
    input: { PolicyName: "big", PolicyDocument: longPolicy(6144) },
    code: "LimitExceededException",
    says: "PolicySize: 6144",
    page: `${GUIDE}reference_iam-quotas.html`,
  },
  {
    operation: "iam:CreatePolicyVersion",
    because: "the policy has five versions",
    input: { PolicyArn: `arn:aws:iam::${MANAGEMENT}:policy/own`, PolicyDocument: allowing("s3:Put*") },
    before: (world) => {
      for (let version = 2; version <= 5; version += 1) {
        ask(world, "iam:CreatePolicyVersion", {
          PolicyArn: `arn:aws:iam::${MANAGEMENT}:policy/own`,
          PolicyDocument: allowing("s3:List*"),
        });
      }
    },
    code: "LimitExceededException",
    says: "up to 5 versions",
    page: `${API}CreatePolicyVersion.html`,
  },
  {
    operation: "iam:DeletePolicyVersion",
    because: "it is the default version",
    input: { PolicyArn: `arn:aws:iam::${MANAGEMENT}:policy/own`, VersionId: "v1" },
    code: "DeleteConflictException",
    page: `${API}DeletePolicyVersion.html`,
  },
  {
    operation: "iam:DeletePolicy",
    because: "it is attached",
    input: { PolicyArn: `arn:aws:iam::${MANAGEMENT}:policy/own` },
    before: (world) => {
      ask(world, "iam:AttachUserPolicy", { UserName: "admin", PolicyArn: `arn:aws:iam::${MANAGEMENT}:policy/own` });
    },
    code: "DeleteConflictException",
    page: `${API}DeletePolicy.html`,
  },
  // STS
  {
    operation: "sts:AssumeRole",
    because: "the role does not exist",
    input: { RoleArn: `arn:aws:iam::${MEMBER}:role/none`, RoleSessionName: "test" },
    code: "AccessDenied",
    says: `is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${MEMBER}:role/none`,
    page: `${GUIDE}troubleshoot_roles.html`,
  },
  {
    operation: "sts:AssumeRole",
    because: "the role does not trust the caller",
    input: { RoleArn: ENTRANCE, RoleSessionName: "test" },
    as: MEMBER_CALLER,
    code: "AccessDenied",
    says: `is not authorized to perform: sts:AssumeRole on resource: ${ENTRANCE}`,
    page: `${GUIDE}troubleshoot_roles.html`,
  },
  {
    operation: "sts:AssumeRole",
    because: "the root user asks",
    input: { RoleArn: ENTRANCE, RoleSessionName: "test" },
    as: { principalArn: `arn:aws:iam::${MANAGEMENT}:root` },
    code: "AccessDenied",
    says: "Roles may not be assumed by root accounts.",
    page: `${GUIDE}id_roles_use.html`,
  },
  {
    operation: "sts:AssumeRole",
    because: "the role's account is suspended",
    input: { RoleArn: ENTRANCE, RoleSessionName: "test" },
    before: (world) => {
      Object.assign(world.accounts[MEMBER] ?? {}, { state: "SUSPENDED" });
    },
    code: "AccessDenied",
    page: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html",
  },
  {
    operation: "sts:AssumeRole",
    because: "the session shall be longer than the role allows",
    input: { RoleArn: ENTRANCE, RoleSessionName: "test", DurationSeconds: 7200 },
    code: "ValidationError",
    says: "exceeds the MaxSessionDuration",
    page: `${STS}AssumeRole.html`,
  },
  {
    operation: "sts:AssumeRole",
    because: "the session shall last a minute",
    input: { RoleArn: ENTRANCE, RoleSessionName: "test", DurationSeconds: 60 },
    code: "ValidationError",
    says: "greater than or equal to 900",
    page: `${STS}AssumeRole.html`,
  },
  {
    operation: "sts:AssumeRole",
    because: "the session's name has one character",
    input: { RoleArn: ENTRANCE, RoleSessionName: "t" },
    code: "ValidationError",
    says: "'roleSessionName'",
    page: `${STS}AssumeRole.html`,
  },
  {
    operation: "sts:AssumeRole",
    because: "the token is not of the caller's device",
    input: {
      RoleArn: ENTRANCE,
      RoleSessionName: "test",
      SerialNumber: `arn:aws:iam::${MANAGEMENT}:mfa/other`,
      TokenCode: "123456",
    },
    code: "AccessDenied",
    says: "MultiFactorAuthentication failed",
    page: `${STS}AssumeRole.html`,
  },
  {
    operation: "sts:AssumeRole",
    because: "the session shall carry tags and the trust policy does not let it",
    input: { RoleArn: ENTRANCE, RoleSessionName: "test", Tags: [{ Key: "team", Value: "x" }] },
    code: "AccessDenied",
    page: `${GUIDE}id_session-tags.html`,
  },
  {
    operation: "sts:AssumeRole",
    because: "the session shall carry a source identity and the trust policy does not let it",
    input: { RoleArn: ENTRANCE, RoleSessionName: "test", SourceIdentity: "alice" },
    code: "AccessDenied",
    page: `${GUIDE}id_credentials_temp_control-access_monitor.html`,
  },
  {
    operation: "sts:GetSessionToken",
    because: "a role's session asks",
    input: {},
    as: MEMBER_CALLER,
    code: "AccessDenied",
    page: `${STS}GetSessionToken.html`,
  },
];

function preparedFor(row: Row): World {
  const world = worldWithMember();
  ask(world, "iam:CreateRole", { RoleName: "plain", AssumeRolePolicyDocument: TRUST });
  ask(world, "iam:CreatePolicy", { PolicyName: "own", PolicyDocument: allowing("s3:GetObject") });
  row.before?.(world);
  return world;
}

describe("IAM and STS in the sandbox", () => {
  it.each([...ROWS, ...PEOPLE_ROWS])("refuses $operation because $because, and changes nothing", (row) => {
    const world = preparedFor(row);
    const before = structuredClone(world);
    const refusal = refusalOf(() => askRaw(world, row.operation, row.input, row.as));
    expect(refusal.code).toBe(row.code);
    expect(refusal.message).toContain(row.says ?? "");
    expect(world).toEqual(before);
  });

  it("names a page of AWS's documentation for each refusal", () => {
    expect([...ROWS, ...PEOPLE_ROWS].filter((row) => !row.page.startsWith("https://docs.aws.amazon.com/"))).toEqual([]);
  });

  it("refuses every IAM write of the contract, and AssumeRole, at least once", () => {
    const writes = Object.entries(OPERATIONS)
      .filter(([name, spec]) => (name.startsWith("iam:") && spec.access === "write") || name === "sts:AssumeRole")
      .map(([name]) => name);
    const refused = new Set<string>([...ROWS, ...PEOPLE_ROWS, ...PUBLISHING_ROWS].map((row) => row.operation));
    expect(writes.length).toBeGreaterThan(10);
    expect(writes.filter((name) => !refused.has(name))).toEqual([]);
  });
});
