import type { Handler } from "../handlers.ts";
import { attachedPolicies } from "./answers.ts";
import { isServicePolicy } from "./aws-managed.ts";
import { checkPermissions } from "./documents.ts";
import { charactersOf, encodedDocument } from "./encoding.ts";
import { anyPolicy, own, userNamed } from "./find.ts";
import { checkedName } from "./names.ts";
import { markerPage } from "./pages.ts";
import { checkQuota } from "./quotas.ts";
import { noSuchEntity, notAttachable } from "./refusals.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html */
export const attachUserPolicy: Handler<"iam:AttachUserPolicy"> = (world, input, at) => {
  const user = userNamed(world, at, input.UserName);
  const arn = input.PolicyArn ?? "";
  if (isServicePolicy(anyPolicy(world, at, arn))) {
    notAttachable(arn);
  }
  if (user.attached.includes(arn)) {
    return {};
  }
  checkQuota(
    world,
    "attachedToUser",
    user.attached.length + 1,
    (quota) => `Cannot exceed quota for PoliciesPerUser: ${quota}`,
  );
  user.attached.push(arn);
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html */
export const putUserPolicy: Handler<"iam:PutUserPolicy"> = (world, input, at) => {
  const user = userNamed(world, at, input.UserName);
  const name = checkedName("policyName", input.PolicyName);
  const inline = { ...user.inline, [name]: checkPermissions("policyDocument", input.PolicyDocument) };
  const size = Object.values(inline).reduce((sum, text) => sum + charactersOf(text), 0);
  checkQuota(
    world,
    "userInlineCharacters",
    size,
    (quota) => `Maximum policy size of ${quota} bytes exceeded for user ${user.name}`,
  );
  user.inline = inline;
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachUserPolicy.html */
export const detachUserPolicy: Handler<"iam:DetachUserPolicy"> = (world, input, at) => {
  const user = userNamed(world, at, input.UserName);
  const arn = input.PolicyArn ?? "";
  anyPolicy(world, at, arn);
  if (!user.attached.includes(arn)) {
    noSuchEntity(`Policy ${arn} was not found.`);
  }
  user.attached = user.attached.filter((one) => one !== arn);
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedUserPolicies.html */
export const listAttachedUserPolicies: Handler<"iam:ListAttachedUserPolicies"> = (world, input, at) => {
  const attached = attachedPolicies(userNamed(world, at, input.UserName).attached);
  const { items, more } = markerPage(world, "attached-user", attached, (policy) => policy.PolicyArn, input);
  return { AttachedPolicies: items, ...more };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserPolicies.html */
export const listUserPolicies: Handler<"iam:ListUserPolicies"> = (world, input, at) => {
  const names = Object.keys(userNamed(world, at, input.UserName).inline);
  const { items, more } = markerPage(world, "user-policies", names, (name) => name, input);
  return { PolicyNames: items, ...more };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUserPolicy.html */
export const getUserPolicy: Handler<"iam:GetUserPolicy"> = (world, input, at) => {
  const user = userNamed(world, at, input.UserName);
  const name = checkedName("policyName", input.PolicyName);
  const document = own(user.inline, name) ?? noPolicy(name);
  return { UserName: user.name, PolicyName: name, PolicyDocument: encodedDocument(document) };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPolicy.html */
export const deleteUserPolicy: Handler<"iam:DeleteUserPolicy"> = (world, input, at) => {
  const user = userNamed(world, at, input.UserName);
  const name = checkedName("policyName", input.PolicyName);
  if (own(user.inline, name) === undefined) {
    noPolicy(name);
  }
  delete user.inline[name];
  return {};
};

function noPolicy(name: string): never {
  noSuchEntity(`The user policy with name ${name} cannot be found.`);
}
