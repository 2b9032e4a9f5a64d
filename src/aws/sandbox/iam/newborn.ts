import { makeServiceLinkedRole } from "./service-linked.ts";
import { type Birth, emptyIam, type IamState, makeRole, makeUser } from "./state.ts";

/**
 * The IAM of an account that Organizations has just created: the role that lets the management account in, and
 * Organizations' own service-linked role.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access-cross-account-role.html
 */
export function newMemberIam(
  birth: Birth,
  management: string,
  roleName: string = "OrganizationAccountAccessRole",
): IamState {
  const entrance = makeRole(birth, {
    name: roleName,
    trust: trustOf(`arn:${birth.partition}:iam::${management}:root`),
    attached: [`arn:${birth.partition}:iam::aws:policy/AdministratorAccess`],
  });
  const organizations = makeServiceLinkedRole(birth, "organizations.amazonaws.com");
  return { ...emptyIam(), roles: { [entrance.name]: entrance, [organizations.name]: organizations } };
}

/** The IAM of a new sandbox's management account: the user `admin`, with an MFA device and every permission. */
export function newManagementIam(birth: Birth): IamState {
  const admin = makeUser(birth, { name: "admin" });
  admin.attached.push(`arn:${birth.partition}:iam::aws:policy/AdministratorAccess`);
  admin.mfaDevices.push(`arn:${birth.partition}:iam::${birth.account}:mfa/admin`);
  return { ...emptyIam(), users: { [admin.name]: admin } };
}

function trustOf(principal: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: principal }, Action: "sts:AssumeRole" }],
  });
}
