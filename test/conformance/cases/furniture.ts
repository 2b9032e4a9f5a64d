import type { AccountId } from "../../../src/model/place.ts";
import type { From, Stage } from "../stage.ts";

/** Makes an organization with all features; the id of its root. */
export async function organization(stage: Stage): Promise<string> {
  await stage.make("organizations:CreateOrganization", { FeatureSet: "ALL" });
  const { Roots: [root] = [] } = await stage.make("organizations:ListRoots", {});
  return root?.Id ?? "";
}

/** Makes a unit; its id. */
export async function unit(stage: Stage, parent: string, name: string): Promise<string> {
  const { OrganizationalUnit: made } = await stage.make("organizations:CreateOrganizationalUnit", {
    ParentId: parent,
    Name: name,
  });
  return made?.Id ?? "";
}

/** Makes an account and waits until it is there; its id. */
export async function account(stage: Stage, name: string): Promise<AccountId> {
  const { CreateAccountStatus: request } = await stage.make("organizations:CreateAccount", {
    AccountName: name,
    Email: `${name}@acme.example`,
  });
  await stage.settle();
  const { CreateAccountStatus: status } = await stage.make("organizations:DescribeCreateAccountStatus", {
    CreateAccountRequestId: request?.Id,
  });
  return status?.AccountId ?? "";
}

/** Enters a member account as Organizations lets the management account in. */
export async function enter(stage: Stage, member: AccountId): Promise<From> {
  const roleArn = `arn:aws:iam::${member}:role/OrganizationAccountAccessRole`;
  const { Credentials } = await stage.make("sts:AssumeRole", { RoleArn: roleArn, RoleSessionName: "conformance" });
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "", Expiration = new Date(0) } = Credentials ?? {};
  const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return { as: { is: "role", account: member, roleArn, ...keys, expiration: Expiration } };
}

/** The id of a unit that is not there, in the form of those that are. */
export function noUnit(root: string): string {
  return `ou-${root.slice(2)}-zzzzzzzz`;
}

export const NO_ACCOUNT = "999999999999";
export const NO_POLICY = "p-zzzzzzzz";

export const DENY_LEAVING = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Sid: "Stay", Effect: "Deny", Action: "organizations:LeaveOrganization", Resource: "*" }],
});

export const DENY_ROOT = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Root",
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:root" } },
    },
  ],
});

/** Lets an account in. */
export function trusting(account: AccountId): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "sts:AssumeRole" }],
  });
}

export const LOOKING = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "iam:Get*", Resource: "*" }],
});
