import type { Handler } from "../handlers.ts";
import { attachedPolicies } from "./answers.ts";
import { isServicePolicy } from "./aws-managed.ts";
import { checkPermissions } from "./documents.ts";
import { charactersOf, encodedDocument } from "./encoding.ts";
import { anyPolicy, own, roleNamed } from "./find.ts";
import { checkedName } from "./names.ts";
import { markerPage } from "./pages.ts";
import { checkQuota } from "./quotas.ts";
import { noSuchEntity, notAttachable } from "./refusals.ts";
import { modifiable } from "./roles.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const putRolePolicy: Handler<"iam:PutRolePolicy"> = (world, input, at) => {
  const role = modifiable(roleNamed(world, at, input.RoleName));
  const name = checkedName("policyName", input.PolicyName);
  const document = checkPermissions("policyDocument", input.PolicyDocument);
  const inline = { ...role.inline, [name]: document };
  const size = Object.values(inline).reduce((sum, text) => sum + charactersOf(text), 0);
  checkQuota(
    world,
    "roleInlineCharacters",
    size,
    (quota) => `Maximum policy size of ${quota} bytes exceeded for role ${role.name}`,
  );
  role.inline = inline;
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const getRolePolicy: Handler<"iam:GetRolePolicy"> = (world, input, at) => {
  const role = roleNamed(world, at, input.RoleName);
  const name = checkedName("policyName", input.PolicyName);
  const document = own(role.inline, name) ?? noPolicy(name);
  return { RoleName: role.name, PolicyName: name, PolicyDocument: encodedDocument(document) };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export const listRolePolicies: Handler<"iam:ListRolePolicies"> = (world, input, at) => {
  const names = Object.keys(roleNamed(world, at, input.RoleName).inline);
  const { items, more } = markerPage(world, "role-policies", names, (name) => name, input);
  return { PolicyNames: items, ...more };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export const deleteRolePolicy: Handler<"iam:DeleteRolePolicy"> = (world, input, at) => {
  const role = modifiable(roleNamed(world, at, input.RoleName));
  const name = checkedName("policyName", input.PolicyName);
  if (own(role.inline, name) === undefined) {
    noPolicy(name);
  }
  delete role.inline[name];
  return {};
};

/**
 * Attaching what is attached changes nothing and is no error.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html
 */
export const attachRolePolicy: Handler<"iam:AttachRolePolicy"> = (world, input, at) => {
  const role = modifiable(roleNamed(world, at, input.RoleName));
  const arn = input.PolicyArn ?? "";
  if (isServicePolicy(anyPolicy(world, at, arn))) {
    notAttachable(arn);
  }
  if (role.attached.includes(arn)) {
    return {};
  }
  checkQuota(
    world,
    "attachedToRole",
    role.attached.length + 1,
    (quota) => `Cannot exceed quota for PoliciesPerRole: ${quota}`,
  );
  role.attached.push(arn);
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html */
export const detachRolePolicy: Handler<"iam:DetachRolePolicy"> = (world, input, at) => {
  const role = modifiable(roleNamed(world, at, input.RoleName));
  const arn = input.PolicyArn ?? "";
  anyPolicy(world, at, arn);
  if (!role.attached.includes(arn)) {
    noSuchEntity(`Policy ${arn} was not found.`);
  }
  role.attached = role.attached.filter((one) => one !== arn);
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export const listAttachedRolePolicies: Handler<"iam:ListAttachedRolePolicies"> = (world, input, at) => {
  const role = roleNamed(world, at, input.RoleName);
  const attached = attachedPolicies(role.attached);
  const { items, more } = markerPage(world, "attached", attached, (policy) => policy.PolicyArn, input);
  return { AttachedPolicies: items, ...more };
};

function noPolicy(name: string): never {
  noSuchEntity(`The role policy with name ${name} cannot be found.`);
}
