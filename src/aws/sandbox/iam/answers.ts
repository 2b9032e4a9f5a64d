import type { Output } from "../../contract/services.ts";
import { encodedDocument } from "./encoding.ts";
import { own } from "./find.ts";
import type { IamGroup, IamRole, IamState, IamUser } from "./state.ts";
import { tagEntries } from "./tags.ts";

type RoleAnswer = NonNullable<Output<"iam:GetRole">["Role"]>;
type RoleDetail = NonNullable<Output<"iam:GetAccountAuthorizationDetails">["RoleDetailList"]>[number];
type UserAnswer = NonNullable<Output<"iam:GetUser">["User"]>;
type UserDetail = NonNullable<Output<"iam:GetAccountAuthorizationDetails">["UserDetailList"]>[number];
type GroupAnswer = NonNullable<Output<"iam:CreateGroup">["Group"]>;
type GroupDetail = NonNullable<Output<"iam:GetAccountAuthorizationDetails">["GroupDetailList"]>[number];

/**
 * A role as GetRole gives it. Lists of roles leave out tags and boundary.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html
 */
export function roleAnswer(role: IamRole): RoleAnswer {
  return {
    ...listedRole(role),
    ...boundaryOf(role),
    ...tagsOf(role),
    RoleLastUsed: {},
  };
}

/**
 * A role as ListRoles gives it.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
 */
export function listedRole(role: IamRole): RoleAnswer {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createDate),
    AssumeRolePolicyDocument: encodedDocument(role.trust),
    ...(role.description === null ? {} : { Description: role.description }),
    MaxSessionDuration: role.maxSessionDuration,
  };
}

/**
 * A role as GetAccountAuthorizationDetails gives it: with its policies, without description and session duration.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleDetail.html
 */
export function roleDetail(role: IamRole): RoleDetail {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createDate),
    AssumeRolePolicyDocument: encodedDocument(role.trust),
    InstanceProfileList: [],
    RolePolicyList: inlineOf(role),
    AttachedManagedPolicies: attachedPolicies(role.attached),
    ...boundaryOf(role),
    Tags: tagEntries(role.tags),
    RoleLastUsed: {},
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html */
export function userAnswer(user: IamUser): UserAnswer {
  return { ...listedUser(user), ...boundaryOf(user), ...tagsOf(user) };
}

export function listedUser(user: IamUser): UserAnswer {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: user.arn,
    CreateDate: new Date(user.createDate),
    ...((user.passwordLastUsed ?? null) === null ? {} : { PasswordLastUsed: new Date(user.passwordLastUsed ?? 0) }),
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UserDetail.html */
export function userDetail(user: IamUser): UserDetail {
  return {
    ...listedUser(user),
    UserPolicyList: inlineOf(user),
    GroupList: [...user.groups],
    AttachedManagedPolicies: attachedPolicies(user.attached),
    ...boundaryOf(user),
    Tags: tagEntries(user.tags),
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Group.html */
export function groupAnswer(group: IamGroup): GroupAnswer {
  return {
    Path: group.path,
    GroupName: group.name,
    GroupId: group.id,
    Arn: group.arn,
    CreateDate: new Date(group.createDate),
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GroupDetail.html */
export function groupDetail(group: IamGroup): GroupDetail {
  return {
    ...groupAnswer(group),
    GroupPolicyList: inlineOf(group),
    AttachedManagedPolicies: attachedPolicies(group.attached),
  };
}

/** Managed policies as the lists of what is attached name them. */
export function attachedPolicies(arns: readonly string[]): { PolicyName: string; PolicyArn: string }[] {
  return arns.map((arn) => ({ PolicyName: arn.slice(arn.lastIndexOf("/") + 1), PolicyArn: arn }));
}

/** How many users, groups and roles of the account a managed policy is attached to. */
export function attachmentsOf(iam: IamState, arn: string): number {
  return [iam.roles, iam.users, iam.groups]
    .flatMap((things) => Object.values<{ attached: string[] }>(things))
    .filter((thing) => thing.attached.includes(arn)).length;
}

/** How many users and roles of the account have a managed policy as their permissions boundary. */
export function boundariesOf(iam: IamState, arn: string): number {
  return [...Object.values(iam.roles), ...Object.values(iam.users)].filter((thing) => thing.boundary === arn).length;
}

function inlineOf(thing: { readonly inline: Readonly<Record<string, string>> }) {
  return Object.keys(thing.inline)
    .sort()
    .map((name) => ({ PolicyName: name, PolicyDocument: encodedDocument(own(thing.inline, name) ?? "") }));
}

function tagsOf(thing: { readonly tags: Readonly<Record<string, string>> }) {
  return Object.keys(thing.tags).length === 0 ? {} : { Tags: tagEntries(thing.tags) };
}

function boundaryOf(thing: { readonly boundary: string | null }) {
  return thing.boundary === null
    ? {}
    : {
        PermissionsBoundary: {
          PermissionsBoundaryType: "PermissionsBoundaryPolicy" as const,
          PermissionsBoundaryArn: thing.boundary,
        },
      };
}
