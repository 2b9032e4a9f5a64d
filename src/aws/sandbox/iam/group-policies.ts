import type { Handler } from "../handlers.ts";
import { attachedPolicies } from "./answers.ts";
import { isServicePolicy } from "./aws-managed.ts";
import { checkPermissions } from "./documents.ts";
import { charactersOf, encodedDocument } from "./encoding.ts";
import { anyPolicy, groupNamed, own } from "./find.ts";
import { checkedName } from "./names.ts";
import { markerPage } from "./pages.ts";
import { checkQuota } from "./quotas.ts";
import { noSuchEntity, notAttachable } from "./refusals.ts";

/**
 * Attaching what is attached changes nothing and is no error.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachGroupPolicy.html
 */
export const attachGroupPolicy: Handler<"iam:AttachGroupPolicy"> = (world, input, at) => {
  const group = groupNamed(world, at, input.GroupName);
  const arn = input.PolicyArn ?? "";
  if (isServicePolicy(anyPolicy(world, at, arn))) {
    notAttachable(arn);
  }
  if (group.attached.includes(arn)) {
    return {};
  }
  checkQuota(
    world,
    "attachedToGroup",
    group.attached.length + 1,
    (quota) => `Cannot exceed quota for PoliciesPerGroup: ${quota}`,
  );
  group.attached.push(arn);
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachGroupPolicy.html */
export const detachGroupPolicy: Handler<"iam:DetachGroupPolicy"> = (world, input, at) => {
  const group = groupNamed(world, at, input.GroupName);
  const arn = input.PolicyArn ?? "";
  anyPolicy(world, at, arn);
  if (!group.attached.includes(arn)) {
    noSuchEntity(`Policy ${arn} was not found.`);
  }
  group.attached = group.attached.filter((one) => one !== arn);
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedGroupPolicies.html */
export const listAttachedGroupPolicies: Handler<"iam:ListAttachedGroupPolicies"> = (world, input, at) => {
  const attached = attachedPolicies(groupNamed(world, at, input.GroupName).attached);
  const { items, more } = markerPage(world, "attached-group", attached, (policy) => policy.PolicyArn, input);
  return { AttachedPolicies: items, ...more };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutGroupPolicy.html */
export const putGroupPolicy: Handler<"iam:PutGroupPolicy"> = (world, input, at) => {
  const group = groupNamed(world, at, input.GroupName);
  const name = checkedName("policyName", input.PolicyName);
  const inline = { ...group.inline, [name]: checkPermissions("policyDocument", input.PolicyDocument) };
  const size = Object.values(inline).reduce((sum, text) => sum + charactersOf(text), 0);
  checkQuota(
    world,
    "groupInlineCharacters",
    size,
    (quota) => `Maximum policy size of ${quota} bytes exceeded for group ${group.name}`,
  );
  group.inline = inline;
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroupPolicy.html */
export const getGroupPolicy: Handler<"iam:GetGroupPolicy"> = (world, input, at) => {
  const group = groupNamed(world, at, input.GroupName);
  const name = checkedName("policyName", input.PolicyName);
  const document = own(group.inline, name) ?? noPolicy(name);
  return { GroupName: group.name, PolicyName: name, PolicyDocument: encodedDocument(document) };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupPolicies.html */
export const listGroupPolicies: Handler<"iam:ListGroupPolicies"> = (world, input, at) => {
  const names = Object.keys(groupNamed(world, at, input.GroupName).inline);
  const { items, more } = markerPage(world, "group-policies", names, (name) => name, input);
  return { PolicyNames: items, ...more };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroupPolicy.html */
export const deleteGroupPolicy: Handler<"iam:DeleteGroupPolicy"> = (world, input, at) => {
  const group = groupNamed(world, at, input.GroupName);
  const name = checkedName("policyName", input.PolicyName);
  if (own(group.inline, name) === undefined) {
    noPolicy(name);
  }
  delete group.inline[name];
  return {};
};

function noPolicy(name: string): never {
  noSuchEntity(`The group policy with name ${name} cannot be found.`);
}
