import type { Operation } from "../../../src/aws/contract/operations.ts";
import { DATE, query, type Wire } from "./wire.ts";

const iam = query("https://iam.amazonaws.com", "2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/");

const ENDS = "<IsTruncated>false</IsTruncated>";
const ALL_DONE = { IsTruncated: false };
const WHEN = "2026-01-02T03:04:05Z";
const TAGS = [{ Key: "orgwright:address", Value: "identity/person" }];
const TAG_FORM = "Tags.member.1.Key=orgwright%3Aaddress&Tags.member.1.Value=identity%2Fperson";
const TAG_XML = "<member><Key>orgwright:address</Key><Value>identity/person</Value></member>";
const USER = { Path: "/", UserName: "ana", UserId: "AIDA1", Arn: "arn:ana" };
const USER_XML = `<Path>/</Path><UserName>ana</UserName><UserId>AIDA1</UserId><Arn>arn:ana</Arn><CreateDate>${WHEN}</CreateDate>`;
const GROUP = { Path: "/", GroupName: "team", GroupId: "AGPA1", Arn: "arn:team" };
const GROUP_XML = `<Path>/</Path><GroupName>team</GroupName><GroupId>AGPA1</GroupId><Arn>arn:team</Arn><CreateDate>${WHEN}</CreateDate>`;
const POLICY_XML = "<PolicyName>p</PolicyName><Arn>arn:p</Arn><DefaultVersionId>v1</DefaultVersionId>";
const POLICY = { PolicyName: "p", Arn: "arn:p", DefaultVersionId: "v1" };

/** Users, groups, their policies and credentials, and an account's settings. */
export const PEOPLE_WIRES = {
  "iam:ListPolicyTags": iam<"iam:ListPolicyTags">("ListPolicyTags", {
    input: { PolicyArn: "arn:p" },
    form: "PolicyArn=arn%3Ap",
    result: `${ENDS}<Tags>${TAG_XML}</Tags>`,
    output: { ...ALL_DONE, Tags: TAGS },
  }),
  "iam:ListEntitiesForPolicy": iam<"iam:ListEntitiesForPolicy">("ListEntitiesForPolicy", {
    input: { PolicyArn: "arn:p" },
    form: "PolicyArn=arn%3Ap",
    result: `${ENDS}<PolicyGroups><member><GroupName>team</GroupName></member></PolicyGroups><PolicyUsers><member><UserName>ana</UserName></member></PolicyUsers><PolicyRoles><member><RoleName>R</RoleName></member></PolicyRoles>`,
    output: {
      ...ALL_DONE,
      PolicyGroups: [{ GroupName: "team" }],
      PolicyUsers: [{ UserName: "ana" }],
      PolicyRoles: [{ RoleName: "R" }],
    },
  }),
  "iam:GetGroup": iam<"iam:GetGroup">("GetGroup", {
    input: { GroupName: "team", Marker: "2" },
    form: "GroupName=team&Marker=2",
    result: `${ENDS}<Group>${GROUP_XML}</Group><Users><member>${USER_XML}</member></Users>`,
    output: { ...ALL_DONE, Group: { ...GROUP, CreateDate: DATE }, Users: [{ ...USER, CreateDate: DATE }] },
  }),
  "iam:ListGroupPolicies": iam<"iam:ListGroupPolicies">("ListGroupPolicies", {
    input: { GroupName: "team" },
    form: "GroupName=team",
    result: `${ENDS}<PolicyNames><member>p</member></PolicyNames>`,
    output: { ...ALL_DONE, PolicyNames: ["p"] },
  }),
  "iam:ListAttachedGroupPolicies": iam<"iam:ListAttachedGroupPolicies">("ListAttachedGroupPolicies", {
    input: { GroupName: "team" },
    form: "GroupName=team",
    result: `${ENDS}<AttachedPolicies><member><PolicyName>p</PolicyName><PolicyArn>arn:p</PolicyArn></member></AttachedPolicies>`,
    output: { ...ALL_DONE, AttachedPolicies: [{ PolicyName: "p", PolicyArn: "arn:p" }] },
  }),
  "iam:GetUser": iam<"iam:GetUser">("GetUser", {
    input: { UserName: "ana" },
    form: "UserName=ana",
    result: `<User>${USER_XML}<Tags>${TAG_XML}</Tags></User>`,
    output: { User: { ...USER, CreateDate: DATE, Tags: TAGS } },
  }),
  "iam:ListUsers": iam<"iam:ListUsers">("ListUsers", {
    input: {},
    form: "",
    result: `${ENDS}<Users><member>${USER_XML}<PasswordLastUsed>${WHEN}</PasswordLastUsed></member></Users>`,
    output: { ...ALL_DONE, Users: [{ ...USER, CreateDate: DATE, PasswordLastUsed: DATE }] },
  }),
  "iam:ListGroupsForUser": iam<"iam:ListGroupsForUser">("ListGroupsForUser", {
    input: { UserName: "ana" },
    form: "UserName=ana",
    result: `${ENDS}<Groups><member>${GROUP_XML}</member></Groups>`,
    output: { ...ALL_DONE, Groups: [{ ...GROUP, CreateDate: DATE }] },
  }),
  "iam:ListUserPolicies": iam<"iam:ListUserPolicies">("ListUserPolicies", {
    input: { UserName: "ana" },
    form: "UserName=ana",
    result: `${ENDS}<PolicyNames><member>p</member></PolicyNames>`,
    output: { ...ALL_DONE, PolicyNames: ["p"] },
  }),
  "iam:ListAttachedUserPolicies": iam<"iam:ListAttachedUserPolicies">("ListAttachedUserPolicies", {
    input: { UserName: "ana" },
    form: "UserName=ana",
    result: `${ENDS}<AttachedPolicies><member><PolicyName>p</PolicyName><PolicyArn>arn:p</PolicyArn></member></AttachedPolicies>`,
    output: { ...ALL_DONE, AttachedPolicies: [{ PolicyName: "p", PolicyArn: "arn:p" }] },
  }),
  "iam:GetLoginProfile": iam<"iam:GetLoginProfile">("GetLoginProfile", {
    input: { UserName: "ana" },
    form: "UserName=ana",
    result: `<LoginProfile><UserName>ana</UserName><CreateDate>${WHEN}</CreateDate><PasswordResetRequired>true</PasswordResetRequired></LoginProfile>`,
    output: { LoginProfile: { UserName: "ana", CreateDate: DATE, PasswordResetRequired: true } },
  }),
  "iam:ListAccessKeys": iam<"iam:ListAccessKeys">("ListAccessKeys", {
    input: { UserName: "ana" },
    form: "UserName=ana",
    result: `${ENDS}<AccessKeyMetadata><member><UserName>ana</UserName><AccessKeyId>AKIA1</AccessKeyId><Status>Active</Status><CreateDate>${WHEN}</CreateDate></member></AccessKeyMetadata>`,
    output: {
      ...ALL_DONE,
      AccessKeyMetadata: [{ UserName: "ana", AccessKeyId: "AKIA1", Status: "Active", CreateDate: DATE }],
    },
  }),
  "iam:GetAccessKeyLastUsed": iam<"iam:GetAccessKeyLastUsed">("GetAccessKeyLastUsed", {
    input: { AccessKeyId: "AKIA1" },
    form: "AccessKeyId=AKIA1",
    result: `<UserName>ana</UserName><AccessKeyLastUsed><LastUsedDate>${WHEN}</LastUsedDate><ServiceName>s3</ServiceName><Region>eu-west-1</Region></AccessKeyLastUsed>`,
    output: { UserName: "ana", AccessKeyLastUsed: { LastUsedDate: DATE, ServiceName: "s3", Region: "eu-west-1" } },
  }),
  "iam:ListMFADevices": iam<"iam:ListMFADevices">("ListMFADevices", {
    input: { UserName: "ana" },
    form: "UserName=ana",
    result: `${ENDS}<MFADevices><member><UserName>ana</UserName><SerialNumber>arn:m</SerialNumber><EnableDate>${WHEN}</EnableDate></member></MFADevices>`,
    output: { ...ALL_DONE, MFADevices: [{ UserName: "ana", SerialNumber: "arn:m", EnableDate: DATE }] },
  }),
  "iam:ListVirtualMFADevices": iam<"iam:ListVirtualMFADevices">("ListVirtualMFADevices", {
    input: { AssignmentStatus: "Unassigned" },
    form: "AssignmentStatus=Unassigned",
    result: `${ENDS}<VirtualMFADevices><member><SerialNumber>arn:m</SerialNumber></member></VirtualMFADevices>`,
    output: { ...ALL_DONE, VirtualMFADevices: [{ SerialNumber: "arn:m" }] },
  }),
  "iam:GetAccountPasswordPolicy": iam<"iam:GetAccountPasswordPolicy">("GetAccountPasswordPolicy", {
    input: {},
    form: "",
    result:
      "<PasswordPolicy><MinimumPasswordLength>14</MinimumPasswordLength><RequireSymbols>true</RequireSymbols><ExpirePasswords>false</ExpirePasswords></PasswordPolicy>",
    output: { PasswordPolicy: { MinimumPasswordLength: 14, RequireSymbols: true, ExpirePasswords: false } },
  }),
  "iam:ListAccountAliases": iam<"iam:ListAccountAliases">("ListAccountAliases", {
    input: {},
    form: "",
    result: `${ENDS}<AccountAliases><member>acme</member></AccountAliases>`,
    output: { ...ALL_DONE, AccountAliases: ["acme"] },
  }),
  "iam:CreatePolicy": iam<"iam:CreatePolicy">("CreatePolicy", {
    input: { PolicyName: "p", Path: "/orgwright/", PolicyDocument: "{}", Description: "d", Tags: TAGS },
    form: `PolicyName=p&PolicyDocument=%7B%7D&Path=%2Forgwright%2F&Description=d&${TAG_FORM}`,
    result: `<Policy>${POLICY_XML}</Policy>`,
    output: { Policy: POLICY },
  }),
  "iam:CreatePolicyVersion": iam<"iam:CreatePolicyVersion">("CreatePolicyVersion", {
    input: { PolicyArn: "arn:p", PolicyDocument: "{}", SetAsDefault: true },
    form: "PolicyArn=arn%3Ap&PolicyDocument=%7B%7D&SetAsDefault=true",
    result: "<PolicyVersion><VersionId>v2</VersionId><IsDefaultVersion>true</IsDefaultVersion></PolicyVersion>",
    output: { PolicyVersion: { VersionId: "v2", IsDefaultVersion: true } },
  }),
  "iam:DeletePolicyVersion": iam<"iam:DeletePolicyVersion">("DeletePolicyVersion", {
    input: { PolicyArn: "arn:p", VersionId: "v1" },
    form: "PolicyArn=arn%3Ap&VersionId=v1",
    result: "",
    output: {},
  }),
  "iam:TagPolicy": iam<"iam:TagPolicy">("TagPolicy", {
    input: { PolicyArn: "arn:p", Tags: TAGS },
    form: `PolicyArn=arn%3Ap&${TAG_FORM}`,
    result: "",
    output: {},
  }),
  "iam:DeletePolicy": iam<"iam:DeletePolicy">("DeletePolicy", {
    input: { PolicyArn: "arn:p" },
    form: "PolicyArn=arn%3Ap",
    result: "",
    output: {},
  }),
  "iam:CreateGroup": iam<"iam:CreateGroup">("CreateGroup", {
    input: { Path: "/", GroupName: "team" },
    form: "GroupName=team&Path=%2F",
    result: `<Group>${GROUP_XML}</Group>`,
    output: { Group: { ...GROUP, CreateDate: DATE } },
  }),
  "iam:AttachGroupPolicy": iam<"iam:AttachGroupPolicy">("AttachGroupPolicy", {
    input: { GroupName: "team", PolicyArn: "arn:p" },
    form: "GroupName=team&PolicyArn=arn%3Ap",
    result: "",
    output: {},
  }),
  "iam:DetachGroupPolicy": iam<"iam:DetachGroupPolicy">("DetachGroupPolicy", {
    input: { GroupName: "team", PolicyArn: "arn:p" },
    form: "GroupName=team&PolicyArn=arn%3Ap",
    result: "",
    output: {},
  }),
  "iam:DeleteGroupPolicy": iam<"iam:DeleteGroupPolicy">("DeleteGroupPolicy", {
    input: { GroupName: "team", PolicyName: "p" },
    form: "GroupName=team&PolicyName=p",
    result: "",
    output: {},
  }),
  "iam:AddUserToGroup": iam<"iam:AddUserToGroup">("AddUserToGroup", {
    input: { GroupName: "team", UserName: "ana" },
    form: "GroupName=team&UserName=ana",
    result: "",
    output: {},
  }),
  "iam:RemoveUserFromGroup": iam<"iam:RemoveUserFromGroup">("RemoveUserFromGroup", {
    input: { GroupName: "team", UserName: "ana" },
    form: "GroupName=team&UserName=ana",
    result: "",
    output: {},
  }),
  "iam:CreateUser": iam<"iam:CreateUser">("CreateUser", {
    input: { Path: "/", UserName: "ana", Tags: TAGS },
    form: `UserName=ana&Path=%2F&${TAG_FORM}`,
    result: `<User>${USER_XML}</User>`,
    output: { User: { ...USER, CreateDate: DATE } },
  }),
  "iam:TagUser": iam<"iam:TagUser">("TagUser", {
    input: { UserName: "ana", Tags: TAGS },
    form: `UserName=ana&${TAG_FORM}`,
    result: "",
    output: {},
  }),
  "iam:DetachUserPolicy": iam<"iam:DetachUserPolicy">("DetachUserPolicy", {
    input: { UserName: "ana", PolicyArn: "arn:p" },
    form: "UserName=ana&PolicyArn=arn%3Ap",
    result: "",
    output: {},
  }),
  "iam:DeleteUserPolicy": iam<"iam:DeleteUserPolicy">("DeleteUserPolicy", {
    input: { UserName: "ana", PolicyName: "p" },
    form: "UserName=ana&PolicyName=p",
    result: "",
    output: {},
  }),
  "iam:DeleteLoginProfile": iam<"iam:DeleteLoginProfile">("DeleteLoginProfile", {
    input: { UserName: "ana" },
    form: "UserName=ana",
    result: "",
    output: {},
  }),
  "iam:UpdateAccessKey": iam<"iam:UpdateAccessKey">("UpdateAccessKey", {
    input: { UserName: "ana", AccessKeyId: "AKIA1", Status: "Inactive" },
    form: "AccessKeyId=AKIA1&Status=Inactive&UserName=ana",
    result: "",
    output: {},
  }),
  "iam:DeleteAccessKey": iam<"iam:DeleteAccessKey">("DeleteAccessKey", {
    input: { UserName: "ana", AccessKeyId: "AKIA1" },
    form: "AccessKeyId=AKIA1&UserName=ana",
    result: "",
    output: {},
  }),
  "iam:DeactivateMFADevice": iam<"iam:DeactivateMFADevice">("DeactivateMFADevice", {
    input: { UserName: "ana", SerialNumber: "arn:aws:iam::222222222222:mfa/ana" },
    form: "SerialNumber=arn%3Aaws%3Aiam%3A%3A222222222222%3Amfa%2Fana&UserName=ana",
    result: "",
    output: {},
  }),
  "iam:DeleteVirtualMFADevice": iam<"iam:DeleteVirtualMFADevice">("DeleteVirtualMFADevice", {
    input: { SerialNumber: "arn:aws:iam::222222222222:mfa/ana" },
    form: "SerialNumber=arn%3Aaws%3Aiam%3A%3A222222222222%3Amfa%2Fana",
    result: "",
    output: {},
  }),
  "iam:DeleteUser": iam<"iam:DeleteUser">("DeleteUser", {
    input: { UserName: "ana" },
    form: "UserName=ana",
    result: "",
    output: {},
  }),
  "iam:UpdateAccountPasswordPolicy": iam<"iam:UpdateAccountPasswordPolicy">("UpdateAccountPasswordPolicy", {
    input: { MinimumPasswordLength: 14, RequireSymbols: true },
    form: "MinimumPasswordLength=14&RequireSymbols=true",
    result: "",
    output: {},
  }),
  "iam:CreateAccountAlias": iam<"iam:CreateAccountAlias">("CreateAccountAlias", {
    input: { AccountAlias: "acme" },
    form: "AccountAlias=acme",
    result: "",
    output: {},
  }),
} as const satisfies { readonly [O in Operation]?: Wire<O> };
