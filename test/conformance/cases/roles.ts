import { exactly, maybe, type Shape } from "../shape.ts";
import type { Case, Stage } from "../stage.ts";
import { LOOKING, trusting } from "./furniture.ts";

const NAME = { RoleName: "Look" };
const SECURITY_AUDIT = "arn:aws:iam::aws:policy/SecurityAudit";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html */
const BRIEF = {
  Path: exactly("/acme/"),
  RoleName: exactly("Look"),
  RoleId: "text",
  Arn: "text",
  CreateDate: "date",
  AssumeRolePolicyDocument: "encoded document",
  Description: exactly("Looks"),
  MaxSessionDuration: exactly(7200),
} as const satisfies Shape;

const TAG: Shape = { Key: exactly("team"), Value: exactly("shop") };
const NO_SUCH = "NoSuchEntityException";

async function look(stage: Stage): Promise<void> {
  await stage.make("iam:CreateRole", {
    ...NAME,
    Path: "/acme/",
    Description: "Looks",
    MaxSessionDuration: 7200,
    AssumeRolePolicyDocument: trusting(stage.management),
  });
}

export const ROLES: readonly Case[] = [
  {
    title: "makes a role, and tells everything about it when asked for it by name",
    async play(stage) {
      const { answer, management } = stage;
      const wish = {
        ...NAME,
        Path: "/acme/",
        Description: "Looks",
        MaxSessionDuration: 7200,
        AssumeRolePolicyDocument: trusting(management),
        Tags: [{ Key: "team", Value: "shop" }],
      };
      await answer("iam:CreateRole", wish, { Role: { ...BRIEF, Tags: [TAG], RoleLastUsed: maybe({}) } });
      await answer("iam:GetRole", NAME, { Role: { ...BRIEF, Tags: [TAG], RoleLastUsed: {} } });
      await answer("iam:ListRoles", { PathPrefix: "/acme/" }, { Roles: [BRIEF], IsTruncated: exactly(false) });
      await answer("iam:ListRoleTags", NAME, { Tags: [TAG], IsTruncated: exactly(false) });
    },
  },
  {
    title: "changes a role",
    async play(stage) {
      await look(stage);
      const { answer } = stage;
      await answer("iam:UpdateRole", { ...NAME, Description: "Sees", MaxSessionDuration: 3600 }, {});
      const toNobody = trusting(stage.management).replace(":root", ":user/nobody");
      await answer("iam:UpdateAssumeRolePolicy", { ...NAME, PolicyDocument: trusting(stage.management) }, {});
      await stage.refusal(
        "iam:UpdateAssumeRolePolicy",
        { ...NAME, PolicyDocument: "{" },
        "MalformedPolicyDocumentException",
      );
      await stage.refusal(
        "iam:UpdateAssumeRolePolicy",
        { ...NAME, PolicyDocument: toNobody },
        "MalformedPolicyDocumentException",
      );
      await answer("iam:TagRole", { ...NAME, Tags: [{ Key: "team", Value: "shop" }] }, {});
      await answer("iam:TagRole", { ...NAME, Tags: [{ Key: "stage", Value: "prod" }] }, {});
      await answer("iam:UntagRole", { ...NAME, TagKeys: ["stage", "nothing"] }, {});
      const changed = { ...BRIEF, Description: exactly("Sees"), MaxSessionDuration: exactly(3600) };
      await answer("iam:GetRole", NAME, { Role: { ...changed, Tags: [TAG], RoleLastUsed: {} } });
    },
  },
  {
    title: "keeps a role's inline policies",
    async play(stage) {
      await look(stage);
      const { answer, refusal } = stage;
      const policy = { ...NAME, PolicyName: "Work" };
      const none = { PolicyNames: [], IsTruncated: exactly(false) } as const;
      await answer("iam:ListRolePolicies", NAME, none);
      await refusal("iam:GetRolePolicy", policy, NO_SUCH);
      await answer("iam:PutRolePolicy", { ...policy, PolicyDocument: LOOKING }, {});
      await answer("iam:PutRolePolicy", { ...policy, PolicyDocument: LOOKING }, {});
      await refusal("iam:PutRolePolicy", { ...policy, PolicyDocument: "{" }, "MalformedPolicyDocumentException");
      await answer("iam:ListRolePolicies", NAME, { ...none, PolicyNames: [exactly("Work")] });
      await answer("iam:GetRolePolicy", policy, {
        RoleName: exactly("Look"),
        PolicyName: exactly("Work"),
        PolicyDocument: "encoded document",
      });
      await answer("iam:DeleteRolePolicy", policy, {});
      await refusal("iam:DeleteRolePolicy", policy, NO_SUCH);
      await answer("iam:ListRolePolicies", NAME, none);
    },
  },
  {
    title: "attaches managed policies to a role",
    managedPolicies: true,
    async play(stage) {
      await look(stage);
      const { answer, refusal } = stage;
      const policy = { ...NAME, PolicyArn: SECURITY_AUDIT };
      const none = { AttachedPolicies: [], IsTruncated: exactly(false) } as const;
      await answer("iam:ListAttachedRolePolicies", NAME, none);
      await refusal("iam:DetachRolePolicy", policy, NO_SUCH);
      await answer("iam:AttachRolePolicy", policy, {});
      await answer("iam:AttachRolePolicy", policy, {});
      await refusal("iam:AttachRolePolicy", { ...NAME, PolicyArn: `${SECURITY_AUDIT}None` }, NO_SUCH);
      await answer("iam:ListAttachedRolePolicies", NAME, {
        ...none,
        AttachedPolicies: [{ PolicyName: exactly("SecurityAudit"), PolicyArn: exactly(SECURITY_AUDIT) }],
      });
      await answer("iam:DetachRolePolicy", policy, {});
      await answer("iam:ListAttachedRolePolicies", NAME, none);
    },
  },
  {
    title: "tells everything about all roles in one listing",
    managedPolicies: true,
    async play(stage) {
      await look(stage);
      await stage.make("iam:PutRolePolicy", { ...NAME, PolicyName: "Work", PolicyDocument: LOOKING });
      await stage.make("iam:AttachRolePolicy", { ...NAME, PolicyArn: SECURITY_AUDIT });
      await stage.make("iam:TagRole", { ...NAME, Tags: [{ Key: "team", Value: "shop" }] });
      const { Description, MaxSessionDuration, ...told } = BRIEF;
      await stage.answer(
        "iam:GetAccountAuthorizationDetails",
        { Filter: ["Role"] },
        {
          UserDetailList: [],
          GroupDetailList: [],
          Policies: [],
          IsTruncated: exactly(false),
          RoleDetailList: [
            {
              ...told,
              InstanceProfileList: [],
              RolePolicyList: [{ PolicyName: exactly("Work"), PolicyDocument: "encoded document" }],
              AttachedManagedPolicies: [{ PolicyName: exactly("SecurityAudit"), PolicyArn: exactly(SECURITY_AUDIT) }],
              Tags: [TAG],
              RoleLastUsed: {},
            },
          ],
        },
      );
    },
  },
  {
    title: "deletes a role that has no policies, and no other",
    async play(stage) {
      await look(stage);
      const { answer, refusal } = stage;
      await stage.make("iam:PutRolePolicy", { ...NAME, PolicyName: "Work", PolicyDocument: LOOKING });
      await refusal("iam:DeleteRole", NAME, "DeleteConflictException");
      await stage.make("iam:DeleteRolePolicy", { ...NAME, PolicyName: "Work" });
      await answer("iam:DeleteRole", NAME, {});
      await refusal("iam:DeleteRole", NAME, NO_SUCH);
    },
  },
  {
    title: "refuses a role whose name is taken, and a trust policy that is none",
    async play(stage) {
      await look(stage);
      const { refusal, management } = stage;
      const wish = { ...NAME, AssumeRolePolicyDocument: trusting(management) };
      await refusal("iam:CreateRole", wish, "EntityAlreadyExistsException");
      const malformed = "MalformedPolicyDocumentException";
      await refusal("iam:CreateRole", { RoleName: "New", AssumeRolePolicyDocument: "{" }, malformed);
      await refusal("iam:CreateRole", { RoleName: "Newer", AssumeRolePolicyDocument: LOOKING }, malformed);
    },
  },
  {
    title: "knows no role that is not there",
    async play({ refusal, management }) {
      const gone = { RoleName: "Gone" };
      const policy = { ...gone, PolicyName: "Work" };
      const managed = { ...gone, PolicyArn: SECURITY_AUDIT };
      await refusal("iam:GetRole", gone, NO_SUCH);
      await refusal("iam:ListRolePolicies", gone, NO_SUCH);
      await refusal("iam:GetRolePolicy", policy, NO_SUCH);
      await refusal("iam:ListAttachedRolePolicies", gone, NO_SUCH);
      await refusal("iam:ListRoleTags", gone, NO_SUCH);
      await refusal("iam:UpdateRole", gone, NO_SUCH);
      await refusal("iam:UpdateAssumeRolePolicy", { ...gone, PolicyDocument: trusting(management) }, NO_SUCH);
      await refusal("iam:PutRolePolicy", { ...policy, PolicyDocument: LOOKING }, NO_SUCH);
      await refusal("iam:DeleteRolePolicy", policy, NO_SUCH);
      await refusal("iam:AttachRolePolicy", managed, NO_SUCH);
      await refusal("iam:DetachRolePolicy", managed, NO_SUCH);
      await refusal("iam:TagRole", { ...gone, Tags: [{ Key: "team", Value: "shop" }] }, NO_SUCH);
      await refusal("iam:UntagRole", { ...gone, TagKeys: ["team"] }, NO_SUCH);
      await refusal("iam:DeleteRole", gone, NO_SUCH);
    },
  },
  {
    title: "makes a service's own role once",
    async play({ answer, refusal }) {
      const service = { AWSServiceName: "cloudtrail.amazonaws.com" };
      await answer("iam:CreateServiceLinkedRole", service, {
        Role: {
          Path: exactly("/aws-service-role/cloudtrail.amazonaws.com/"),
          RoleName: exactly("AWSServiceRoleForCloudTrail"),
          RoleId: "text",
          Arn: "text",
          CreateDate: "date",
          AssumeRolePolicyDocument: "encoded document",
          MaxSessionDuration: maybe("number"),
          RoleLastUsed: maybe({}),
        },
      });
      await refusal("iam:CreateServiceLinkedRole", service, "InvalidInputException");
    },
  },
];
