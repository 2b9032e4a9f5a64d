import type { Policy, PolicySummary, PolicyType } from "@aws-sdk/client-organizations";
import type { Handler } from "../handlers.ts";
import { nextId } from "../ids.ts";
import { quotaFor } from "../quotas.ts";
import { refuse } from "../refuse.ts";
import type { OrganizationState, PolicyState, World } from "../world.ts";
import { policyArn } from "./arns.ts";
import { constraintViolation, invalidInput, policyIdOf, text } from "./invalid-input.ts";
import { listed, nextToken } from "./lists.ts";
import { managerOf, readerOf } from "./membership.ts";
import { documentOf } from "./policy-document.ts";
import { policyTypeOf } from "./policy-kinds.ts";
import { checkAvailable } from "./policy-types.ts";
import { checkedTags } from "./tag-rules.ts";

const NAME = { min: 1, max: 128 };
const DESCRIPTION = { min: 0, max: 512 };

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html */
export const createPolicy: Handler<"organizations:CreatePolicy"> = (world, input, at) => {
  const organization = managerOf(world, at);
  checkAvailable(organization);
  const type = policyTypeOf(input.Type, "Type");
  const name = text(input.Name, "Name", NAME);
  const description = text(input.Description, "Description", DESCRIPTION);
  const tags = checkedTags(world, input.Tags);
  checkName(world, type, name);
  checkRoom(world, type);
  const content = documentOf(world, type, input.Content);
  const id = nextId(world, "p-", 10);
  const policy: PolicyState = { id, name, description, type, awsManaged: false, content, targets: [], tags };
  world.policies[id] = policy;
  return { Policy: policyOf(world, organization, policy) };
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_UpdatePolicy.html */
export const updatePolicy: Handler<"organizations:UpdatePolicy"> = (world, input, at) => {
  const organization = managerOf(world, at);
  const policy = ownPolicyWith(world, input.PolicyId);
  const name = input.Name === undefined ? policy.name : text(input.Name, "Name", NAME);
  const description =
    input.Description === undefined ? policy.description : text(input.Description, "Description", DESCRIPTION);
  if (name !== policy.name) {
    checkName(world, policy.type, name);
  }
  const content = input.Content === undefined ? policy.content : documentOf(world, policy.type, input.Content);
  Object.assign(policy, { name, description, content });
  return { Policy: policyOf(world, organization, policy) };
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeletePolicy.html */
export const deletePolicy: Handler<"organizations:DeletePolicy"> = (world, input, at) => {
  managerOf(world, at);
  const policy = ownPolicyWith(world, input.PolicyId);
  if (policy.targets.length > 0) {
    refuse("PolicyInUseException", "The policy is attached to one or more entities. Detach it first.");
  }
  delete world.policies[policy.id];
  return {};
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribePolicy.html */
export const describePolicy: Handler<"organizations:DescribePolicy"> = (world, input, at) => {
  const organization = readerOf(world, at);
  return { Policy: policyOf(world, organization, policyWith(world, input.PolicyId)) };
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListPolicies.html */
export const listPolicies: Handler<"organizations:ListPolicies"> = (world, input, at) => {
  const organization = readerOf(world, at);
  const type = policyTypeOf(input.Filter, "Filter");
  const policies = Object.values(world.policies).filter((policy) => policy.type === type);
  const page = listed(world, `policies:${type}`, policies, input);
  return { Policies: page.items.map((policy) => summaryOf(world, organization, policy)), ...nextToken(page) };
};

/** The policy with this id. Refuses when there is none. */
export function policyWith(world: World, id: unknown): PolicyState {
  const policy = world.policies[policyIdOf(id)];
  return policy ?? refuse("PolicyNotFoundException", `There is no policy ${String(id)}.`);
}

/** As AWS lists a policy: without its document. */
export function summaryOf(world: World, organization: OrganizationState, policy: PolicyState): PolicySummary {
  return {
    Id: policy.id,
    Arn: policyArn(world, organization, policy),
    Name: policy.name,
    Description: policy.description,
    Type: policy.type as PolicyType,
    AwsManaged: policy.awsManaged,
  };
}

function policyOf(world: World, organization: OrganizationState, policy: PolicyState): Policy {
  return { PolicySummary: summaryOf(world, organization, policy), Content: policy.content };
}

function ownPolicyWith(world: World, id: unknown): PolicyState {
  const policy = policyWith(world, id);
  return policy.awsManaged
    ? invalidInput("IMMUTABLE_POLICY", `The policy ${policy.id} is managed by AWS and can't be modified.`)
    : policy;
}

function checkName(world: World, type: string, name: string): void {
  if (Object.values(world.policies).some((policy) => policy.type === type && policy.name === name)) {
    refuse("DuplicatePolicyException", `A policy of type ${type} with the name ${name} already exists.`);
  }
}

function checkRoom(world: World, type: string): void {
  const own = Object.values(world.policies).filter((policy) => policy.type === type && !policy.awsManaged);
  if (own.length >= quotaFor(world.quotas.policies, type)) {
    constraintViolation("POLICY_NUMBER_LIMIT_EXCEEDED", `You have reached the number of policies of type ${type}.`);
  }
}
