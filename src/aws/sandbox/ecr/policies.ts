import { isObject } from "../../../model/json.ts";
import type { Handler } from "../handlers.ts";
import { refuse } from "../refuse.ts";
import { storedResourcePolicy } from "../resource-policy/stored.ts";
import { repositoryFor, repositoryWithArn } from "./access.ts";
import { checkedTags, invalid } from "./refusals.ts";
import type { RepositoryState } from "./state.ts";

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html */
const LARGEST = 10_240;
/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutLifecyclePolicy.html */
const LIFECYCLE = { least: 100, most: 30_720 };

const named = ({ account, name }: RepositoryState) => ({ registryId: account, repositoryName: name });

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRepositoryPolicy.html */
export const getRepositoryPolicy: Handler<"ecr:GetRepositoryPolicy"> = (world, input, at) => {
  const repository = repositoryFor(world, at, input, "ecr:GetRepositoryPolicy");
  return repository.policy === null
    ? refuse(
        "RepositoryPolicyNotFoundException",
        `Repository policy does not exist for the repository with name '${repository.name}' in the registry with id '${repository.account}'`,
      )
    : { ...named(repository), policyText: repository.policy };
};

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html */
export const setRepositoryPolicy: Handler<"ecr:SetRepositoryPolicy"> = (world, input, at) => {
  const repository = repositoryFor(world, at, input, "ecr:SetRepositoryPolicy");
  const text = input.policyText ?? "";
  if (text.length > LARGEST) {
    invalid(`Invalid parameter at 'PolicyText' failed to satisfy constraint: 'at most ${LARGEST} characters'`);
  }
  const stored = storedResourcePolicy(world, text);
  if ("mistake" in stored) {
    return invalid(
      `Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided': ${stored.says}`,
    );
  }
  if (stored.statements.some((one) => one["Resource"] !== undefined || one["NotResource"] !== undefined)) {
    invalid(
      "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided': it names a resource",
    );
  }
  repository.policy = stored.text;
  return { ...named(repository), policyText: stored.text };
};

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepositoryPolicy.html */
export const deleteRepositoryPolicy: Handler<"ecr:DeleteRepositoryPolicy"> = (world, input, at) => {
  const repository = repositoryFor(world, at, input, "ecr:DeleteRepositoryPolicy");
  const { policy } = repository;
  if (policy === null) {
    return refuse("RepositoryPolicyNotFoundException", `The repository ${repository.name} has no policy.`);
  }
  repository.policy = null;
  return { ...named(repository), policyText: policy };
};

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetLifecyclePolicy.html */
export const getLifecyclePolicy: Handler<"ecr:GetLifecyclePolicy"> = (world, input, at) => {
  const repository = repositoryFor(world, at, input, "ecr:GetLifecyclePolicy");
  return { ...named(repository), lifecyclePolicyText: lifecycleOf(repository) };
};

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutLifecyclePolicy.html */
export const putLifecyclePolicy: Handler<"ecr:PutLifecyclePolicy"> = (world, input, at) => {
  const repository = repositoryFor(world, at, input, "ecr:PutLifecyclePolicy");
  const text = input.lifecyclePolicyText ?? "";
  if (text.length < LIFECYCLE.least || text.length > LIFECYCLE.most || !hasRules(text)) {
    invalid(
      "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure'",
    );
  }
  repository.lifecycle = text;
  return { ...named(repository), lifecyclePolicyText: text };
};

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteLifecyclePolicy.html */
export const deleteLifecyclePolicy: Handler<"ecr:DeleteLifecyclePolicy"> = (world, input, at) => {
  const repository = repositoryFor(world, at, input, "ecr:DeleteLifecyclePolicy");
  const lifecyclePolicyText = lifecycleOf(repository);
  repository.lifecycle = null;
  return { ...named(repository), lifecyclePolicyText };
};

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: Handler<"ecr:ListTagsForResource"> = (world, input, at) => {
  const { tags } = repositoryWithArn(world, at, input.resourceArn, "ecr:ListTagsForResource");
  return { tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
};

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_TagResource.html */
export const tagResource: Handler<"ecr:TagResource"> = (world, input, at) => {
  const repository = repositoryWithArn(world, at, input.resourceArn, "ecr:TagResource");
  repository.tags = checkedTags(repository.tags, input.tags ?? []);
  return {};
};

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UntagResource.html */
export const untagResource: Handler<"ecr:UntagResource"> = (world, input, at) => {
  const repository = repositoryWithArn(world, at, input.resourceArn, "ecr:UntagResource");
  const gone = new Set(input.tagKeys ?? []);
  repository.tags = Object.fromEntries(Object.entries(repository.tags).filter(([key]) => !gone.has(key)));
  return {};
};

function lifecycleOf({ lifecycle, name, account }: RepositoryState): string {
  return (
    lifecycle ??
    refuse(
      "LifecyclePolicyNotFoundException",
      `Lifecycle policy does not exist for the repository with name '${name}' in the registry with id '${account}'`,
    )
  );
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html */
function hasRules(text: string): boolean {
  try {
    const { rules } = JSON.parse(text) as { rules?: unknown };
    const priorities = Array.isArray(rules) ? rules.map((rule) => (isObject(rule) ? rule["rulePriority"] : null)) : [];
    return priorities.length > 0 && new Set(priorities).size === priorities.length;
  } catch {
    return false;
  }
}
