import { exactly, maybe, type Shape } from "../shape.ts";
import type { Case, Stage } from "../stage.ts";
import { LOOKING } from "./furniture.ts";

const ANA = { UserName: "ana" };
const TEAM = { GroupName: "team" };
const NO_SUCH = "NoSuchEntityException";
const KEY = { ...ANA, AccessKeyId: "AKIAIOSFODNN7EXAMPLE" };
const ENDS = { IsTruncated: exactly(false) } as const;
const TAG: Shape = { Key: exactly("team"), Value: exactly("shop") };

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html */
const USER = {
  Path: exactly("/acme/"),
  UserName: exactly("ana"),
  UserId: "text",
  Arn: "text",
  CreateDate: "date",
} as const satisfies Shape;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Group.html */
const GROUP = {
  Path: exactly("/acme/"),
  GroupName: exactly("team"),
  GroupId: "text",
  Arn: "text",
  CreateDate: "date",
} as const satisfies Shape;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html */
const POLICY = {
  PolicyName: exactly("Look"),
  PolicyId: "text",
  Arn: "text",
  Path: exactly("/orgwright/"),
  DefaultVersionId: exactly("v1"),
  AttachmentCount: exactly(0),
  PermissionsBoundaryUsageCount: exactly(0),
  IsAttachable: exactly(true),
  CreateDate: "date",
  UpdateDate: "date",
} as const satisfies Shape;

const ours = (stage: Stage) => ({ PolicyArn: `arn:aws:iam::${stage.management}:policy/orgwright/Look` });

async function ana({ make }: Stage): Promise<void> {
  await make("iam:CreateUser", { ...ANA, Path: "/acme/", Tags: [{ Key: "team", Value: "shop" }] });
}

async function team({ make }: Stage): Promise<void> {
  await make("iam:CreateGroup", { ...TEAM, Path: "/acme/" });
}

async function look({ make }: Stage): Promise<void> {
  const Tags = [{ Key: "team", Value: "shop" }];
  await make("iam:CreatePolicy", { PolicyName: "Look", Path: "/orgwright/", PolicyDocument: LOOKING, Tags });
}

/** Users, groups, their policies and credentials, and an account's settings. */
export const PEOPLE: readonly Case[] = [
  {
    title: "makes a user and tells of it",
    async play(stage) {
      const { answer, refusal } = stage;
      const wish = { ...ANA, Path: "/acme/", Tags: [{ Key: "team", Value: "shop" }] };
      await refusal("iam:GetUser", ANA, NO_SUCH);
      await answer("iam:CreateUser", wish, { User: { ...USER, Tags: [TAG] } });
      await refusal("iam:CreateUser", wish, "EntityAlreadyExistsException");
      await answer("iam:GetUser", ANA, { User: { ...USER, Tags: [TAG] } });
      await answer("iam:TagUser", { ...ANA, Tags: [{ Key: "team", Value: "shop" }] }, {});
      await answer("iam:ListUsers", { PathPrefix: "/acme/" }, { Users: [USER], ...ENDS });
      await answer("iam:ListUserPolicies", ANA, { PolicyNames: [], ...ENDS });
      await answer("iam:ListAttachedUserPolicies", ANA, { AttachedPolicies: [], ...ENDS });
      await refusal("iam:DeleteUserPolicy", { ...ANA, PolicyName: "none" }, NO_SUCH);
    },
  },
  {
    title: "tells that a new user has no way to sign in",
    async play(stage) {
      await ana(stage);
      const { answer, refusal } = stage;
      await refusal("iam:GetLoginProfile", ANA, NO_SUCH);
      await refusal("iam:DeleteLoginProfile", ANA, NO_SUCH);
      await answer("iam:ListAccessKeys", ANA, { AccessKeyMetadata: [], ...ENDS });
      await refusal("iam:GetAccessKeyLastUsed", { AccessKeyId: KEY.AccessKeyId }, "AccessDenied");
      await refusal("iam:UpdateAccessKey", { ...KEY, Status: "Inactive" }, NO_SUCH);
      await answer("iam:ListMFADevices", ANA, { MFADevices: [], ...ENDS });
    },
  },
  {
    title: "deletes a user who has nothing left, and knows no devices and keys of one who has none",
    async play(stage) {
      await ana(stage);
      const { answer, refusal } = stage;
      const device = { SerialNumber: `arn:aws:iam::${stage.management}:mfa/ana` };
      await answer("iam:ListVirtualMFADevices", { AssignmentStatus: "Unassigned" }, { VirtualMFADevices: [], ...ENDS });
      await refusal("iam:DeleteAccessKey", KEY, NO_SUCH);
      await refusal("iam:DeactivateMFADevice", { ...ANA, ...device }, NO_SUCH);
      await refusal("iam:DeleteVirtualMFADevice", device, NO_SUCH);
      await answer("iam:DeleteUser", ANA, {});
      await refusal("iam:DeleteUser", ANA, NO_SUCH);
    },
  },
  {
    title: "puts users into groups and takes them out",
    async play(stage) {
      await ana(stage);
      const { answer, refusal } = stage;
      const both = { ...TEAM, ...ANA };
      await refusal("iam:GetGroup", TEAM, NO_SUCH);
      await refusal("iam:AddUserToGroup", both, NO_SUCH);
      await answer("iam:CreateGroup", { ...TEAM, Path: "/acme/" }, { Group: GROUP });
      await refusal("iam:CreateGroup", TEAM, "EntityAlreadyExistsException");
      await refusal("iam:RemoveUserFromGroup", both, NO_SUCH);
      await answer("iam:AddUserToGroup", both, {});
      await answer("iam:AddUserToGroup", both, {});
      await answer("iam:GetGroup", TEAM, { Group: GROUP, Users: [USER], ...ENDS });
      await answer("iam:ListGroupsForUser", ANA, { Groups: [GROUP], ...ENDS });
      await answer("iam:RemoveUserFromGroup", both, {});
      await answer("iam:ListGroupsForUser", ANA, { Groups: [], ...ENDS });
    },
  },
  {
    title: "keeps a policy of an account with its tags and versions",
    async play(stage) {
      const { answer, refusal } = stage;
      const wish = { PolicyName: "Look", Path: "/orgwright/", PolicyDocument: LOOKING };
      const tagged = { ...wish, Description: "Looks", Tags: [{ Key: "team", Value: "shop" }] };
      const policy = ours(stage);
      await refusal("iam:ListPolicyTags", policy, NO_SUCH);
      await refusal("iam:CreatePolicy", { ...wish, PolicyDocument: "{" }, "MalformedPolicyDocumentException");
      await answer("iam:CreatePolicy", tagged, {
        Policy: { ...POLICY, Description: exactly("Looks"), Tags: [TAG] },
      });
      await refusal("iam:CreatePolicy", wish, "EntityAlreadyExistsException");
      await answer("iam:TagPolicy", { ...policy, Tags: [{ Key: "team", Value: "shop" }] }, {});
      await answer("iam:ListPolicyTags", policy, { Tags: [TAG], ...ENDS });
      const version = { ...policy, PolicyDocument: LOOKING, SetAsDefault: true };
      await answer("iam:CreatePolicyVersion", version, {
        PolicyVersion: { VersionId: exactly("v2"), IsDefaultVersion: exactly(true), CreateDate: "date" },
      });
      await refusal("iam:DeletePolicyVersion", { ...policy, VersionId: "v2" }, "DeleteConflictException");
      await answer("iam:DeletePolicyVersion", { ...policy, VersionId: "v1" }, {});
      await answer("iam:DeletePolicy", policy, {});
      await refusal("iam:DeletePolicy", policy, NO_SUCH);
    },
  },
  {
    title: "attaches policies to groups, and tells to whom one is attached",
    async play(stage) {
      await team(stage);
      await look(stage);
      const { answer, refusal } = stage;
      const policy = ours(stage);
      const attachment = { ...TEAM, ...policy };
      await answer("iam:ListAttachedGroupPolicies", TEAM, { AttachedPolicies: [], ...ENDS });
      await answer("iam:ListGroupPolicies", TEAM, { PolicyNames: [], ...ENDS });
      await refusal("iam:DeleteGroupPolicy", { ...TEAM, PolicyName: "none" }, NO_SUCH);
      await refusal("iam:DetachGroupPolicy", attachment, NO_SUCH);
      await answer("iam:AttachGroupPolicy", attachment, {});
      await answer("iam:AttachGroupPolicy", attachment, {});
      await answer("iam:ListAttachedGroupPolicies", TEAM, {
        AttachedPolicies: [{ PolicyName: exactly("Look"), PolicyArn: exactly(policy.PolicyArn) }],
        ...ENDS,
      });
      await answer("iam:ListEntitiesForPolicy", policy, {
        PolicyGroups: [{ GroupName: exactly("team"), GroupId: "text" }],
        PolicyRoles: [],
        PolicyUsers: [],
        ...ENDS,
      });
      await refusal("iam:DeletePolicy", policy, "DeleteConflictException");
      await answer("iam:DetachGroupPolicy", attachment, {});
      await ana(stage);
      await refusal("iam:DetachUserPolicy", { ...ANA, ...policy }, NO_SUCH);
    },
  },
  {
    title: "tells groups and policies of an account in one list",
    async play(stage) {
      await ana(stage);
      await team(stage);
      await look(stage);
      await stage.make("iam:AddUserToGroup", { ...TEAM, ...ANA });
      await stage.make("iam:AttachGroupPolicy", { ...TEAM, ...ours(stage) });
      await stage.answer(
        "iam:GetAccountAuthorizationDetails",
        { Filter: ["Group", "LocalManagedPolicy"] },
        {
          UserDetailList: [],
          GroupDetailList: [
            {
              ...GROUP,
              GroupPolicyList: [],
              AttachedManagedPolicies: [{ PolicyName: exactly("Look"), PolicyArn: "text" }],
            },
          ],
          RoleDetailList: [],
          Policies: [
            {
              ...POLICY,
              AttachmentCount: exactly(1),
              PolicyVersionList: [
                {
                  Document: "encoded document",
                  VersionId: exactly("v1"),
                  IsDefaultVersion: exactly(true),
                  CreateDate: "date",
                },
              ],
            },
          ],
          ...ENDS,
        },
      );
    },
  },
  {
    title: "keeps an account's password policy, of which nothing stays that a change leaves out",
    async play({ answer, refusal }) {
      await refusal("iam:GetAccountPasswordPolicy", {}, NO_SUCH);
      const most = { MinimumPasswordLength: 14, RequireSymbols: true, MaxPasswordAge: 90, PasswordReusePrevention: 24 };
      await answer("iam:UpdateAccountPasswordPolicy", most, {});
      const flags = {
        RequireNumbers: exactly(false),
        RequireUppercaseCharacters: exactly(false),
        RequireLowercaseCharacters: exactly(false),
        AllowUsersToChangePassword: exactly(false),
      } as const;
      await answer(
        "iam:GetAccountPasswordPolicy",
        {},
        {
          PasswordPolicy: {
            ...flags,
            MinimumPasswordLength: exactly(14),
            RequireSymbols: exactly(true),
            ExpirePasswords: exactly(true),
            HardExpiry: maybe(exactly(false)),
            MaxPasswordAge: exactly(90),
            PasswordReusePrevention: exactly(24),
          },
        },
      );
      await answer("iam:UpdateAccountPasswordPolicy", { RequireSymbols: true }, {});
      await answer(
        "iam:GetAccountPasswordPolicy",
        {},
        {
          PasswordPolicy: {
            ...flags,
            MinimumPasswordLength: exactly(6),
            RequireSymbols: exactly(true),
            ExpirePasswords: exactly(false),
            HardExpiry: maybe(exactly(false)),
          },
        },
      );
      await refusal("iam:UpdateAccountPasswordPolicy", { MinimumPasswordLength: 5 }, "ValidationError");
    },
  },
  {
    title: "gives an account one alias",
    async play({ answer, refusal }) {
      await answer("iam:ListAccountAliases", {}, { AccountAliases: [], ...ENDS });
      await answer("iam:CreateAccountAlias", { AccountAlias: "acme-one" }, {});
      await answer("iam:CreateAccountAlias", { AccountAlias: "acme-two" }, {});
      await answer("iam:ListAccountAliases", {}, { AccountAliases: [exactly("acme-two")], ...ENDS });
      await refusal("iam:CreateAccountAlias", { AccountAlias: "Acme" }, "ValidationError");
    },
  },
];
