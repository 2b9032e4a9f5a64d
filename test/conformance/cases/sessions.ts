import { exactly, maybe } from "../shape.ts";
import type { Case } from "../stage.ts";
import { account, enter, organization, trusting } from "./furniture.ts";

const SESSION = { RoleSessionName: "conformance" };

export const SESSIONS: readonly Case[] = [
  {
    title: "lets the management account into an account that it made",
    async play(stage) {
      await organization(stage);
      const member = await account(stage, "shop");
      const RoleArn = `arn:aws:iam::${member}:role/OrganizationAccountAccessRole`;
      await stage.answer(
        "sts:AssumeRole",
        { ...SESSION, RoleArn },
        {
          Credentials: { AccessKeyId: "text", SecretAccessKey: "text", SessionToken: "text", Expiration: "date" },
          PackedPolicySize: maybe("number"),
          AssumedRoleUser: {
            AssumedRoleId: "text",
            Arn: exactly(`arn:aws:sts::${member}:assumed-role/OrganizationAccountAccessRole/conformance`),
          },
        },
      );
      const inside = await enter(stage, member);
      await stage.answer(
        "sts:GetCallerIdentity",
        {},
        {
          UserId: "text",
          Account: exactly(member),
          Arn: exactly(`arn:aws:sts::${member}:assumed-role/OrganizationAccountAccessRole/conformance`),
        },
        inside,
      );
    },
  },
  {
    title: "keeps an account's roles to itself",
    async play(stage) {
      await organization(stage);
      const inside = await enter(stage, await account(stage, "shop"));
      const role = { RoleName: "Look", AssumeRolePolicyDocument: trusting(stage.management) };
      await stage.make("iam:CreateRole", role, inside);
      await stage.refusal("iam:GetRole", { RoleName: "Look" }, "NoSuchEntityException");
    },
  },
  {
    title: "lets no member run the organization",
    async play(stage) {
      const root = await organization(stage);
      const inside = await enter(stage, await account(stage, "shop"));
      const { refusal } = stage;
      await refusal("organizations:ListAccounts", {}, "AccessDeniedException", inside);
      const unit = { ParentId: root, Name: "new" };
      await refusal("organizations:CreateOrganizationalUnit", unit, "AccessDeniedException", inside);
    },
  },
  {
    title: "opens no role that is not there or trusts somebody else",
    async play(stage) {
      await stage.make("iam:CreateRole", { RoleName: "Other", AssumeRolePolicyDocument: trusting("999999999999") });
      const arn = (name: string) => `arn:aws:iam::${stage.management}:role/${name}`;
      await stage.refusal("sts:AssumeRole", { ...SESSION, RoleArn: arn("None") }, "AccessDenied");
      await stage.refusal("sts:AssumeRole", { ...SESSION, RoleArn: arn("Other") }, "AccessDenied");
    },
  },
];
