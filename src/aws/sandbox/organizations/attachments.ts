import type { PolicyTargetSummary } from "@aws-sdk/client-organizations";
import type { Handler } from "../handlers.ts";
import { quotaFor } from "../quotas.ts";
import { refuse } from "../refuse.ts";
import type { OrganizationState, PolicyState, World } from "../world.ts";
import { targetArn } from "./arns.ts";
import { constraintViolation, invalidInput, targetIdOf } from "./invalid-input.ts";
import { listed, nextToken } from "./lists.ts";
import { fullManagerOf, readerOf } from "./membership.ts";
import { policyWith, summaryOf } from "./policies.ts";
import { FULL_ACCESS, policyTypeOf } from "./policy-kinds.ts";
import { isParent, memberAccount } from "./tree.ts";

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html */
export const attachPolicy: Handler<"organizations:AttachPolicy"> = (world, input, at) => {
  const organization = fullManagerOf(world, at);
  const policy = policyWith(world, input.PolicyId);
  const target = targetWith(world, organization, input.TargetId);
  if (organization.policyTypes[policy.type]?.status !== "ENABLED") {
    refuse("PolicyTypeNotEnabledException", `The policy type ${policy.type} isn't enabled in this root.`);
  }
  if (policy.targets.includes(target)) {
    refuse("DuplicatePolicyAttachmentException", `The policy ${policy.id} is already attached to ${target}.`);
  }
  const most = quotaFor(world.quotas.attachments, policy.type);
  if (attachedTo(world, target, policy.type).length >= most) {
    constraintViolation(
      "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
      `At most ${most} policies of type ${policy.type} can be attached to ${target}.`,
    );
  }
  policy.targets.push(target);
  return {};
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_DetachPolicy.html */
export const detachPolicy: Handler<"organizations:DetachPolicy"> = (world, input, at) => {
  const organization = fullManagerOf(world, at);
  const policy = policyWith(world, input.PolicyId);
  const target = targetWith(world, organization, input.TargetId);
  if (!policy.targets.includes(target)) {
    refuse("PolicyNotAttachedException", `The policy ${policy.id} isn't attached to ${target}.`);
  }
  checkDetachable(world, policy, target);
  policy.targets = policy.targets.filter((each) => each !== target);
  return {};
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListPoliciesForTarget.html */
export const listPoliciesForTarget: Handler<"organizations:ListPoliciesForTarget"> = (world, input, at) => {
  const organization = readerOf(world, at);
  const target = targetWith(world, organization, input.TargetId);
  const type = policyTypeOf(input.Filter, "Filter");
  const page = listed(world, `attached:${type}:${target}`, attachedTo(world, target, type), input);
  return { Policies: page.items.map((policy) => summaryOf(world, organization, policy)), ...nextToken(page) };
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListTargetsForPolicy.html */
export const listTargetsForPolicy: Handler<"organizations:ListTargetsForPolicy"> = (world, input, at) => {
  const organization = readerOf(world, at);
  const policy = policyWith(world, input.PolicyId);
  const page = listed(world, `targets:${policy.id}`, policy.targets, input);
  return { Targets: page.items.map((target) => targetSummary(world, organization, target)), ...nextToken(page) };
};

function targetWith(world: World, organization: OrganizationState, value: unknown): string {
  const id = targetIdOf(value, "TargetId");
  const there = isParent(world, organization, id) || memberAccount(world, id) !== undefined;
  return there ? id : refuse("TargetNotFoundException", `There is no root, unit or account ${id}.`);
}

function attachedTo(world: World, target: string, type: string): PolicyState[] {
  return Object.values(world.policies).filter((policy) => policy.type === type && policy.targets.includes(target));
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html (minimum attached) */
function checkDetachable(world: World, policy: PolicyState, target: string): void {
  const fixed = Object.values(FULL_ACCESS).some((full) => full.fixed && full.id === policy.id);
  if (fixed) {
    invalidInput("NON_DETACHABLE_POLICY", `The policy ${policy.id} can't be detached.`);
  }
  if (policy.type === "SERVICE_CONTROL_POLICY" && attachedTo(world, target, policy.type).length === 1) {
    constraintViolation(
      "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
      `${target} must have at least one service control policy.`,
    );
  }
}

function targetSummary(world: World, organization: OrganizationState, id: string): PolicyTargetSummary {
  const Arn = targetArn(world, organization, id);
  if (id === organization.rootId) {
    return { TargetId: id, Arn, Name: "Root", Type: "ROOT" };
  }
  const unit = world.units[id];
  return unit === undefined
    ? { TargetId: id, Arn, Name: world.accounts[id]?.name ?? "", Type: "ACCOUNT" }
    : { TargetId: id, Arn, Name: unit.name, Type: "ORGANIZATIONAL_UNIT" };
}
