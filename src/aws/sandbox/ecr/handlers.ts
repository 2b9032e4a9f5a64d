import type { HandlersOf } from "../handlers.ts";
import * as policies from "./policies.ts";
import * as repositories from "./repositories.ts";

/** Every ECR operation that the sandbox answers. */
export const ecrHandlers = {
  "ecr:CreateRepository": repositories.createRepository,
  "ecr:DescribeRepositories": repositories.describeRepositories,
  "ecr:PutImageTagMutability": repositories.putImageTagMutability,
  "ecr:PutImageScanningConfiguration": repositories.putImageScanningConfiguration,
  "ecr:DeleteRepository": repositories.deleteRepository,

  "ecr:GetRepositoryPolicy": policies.getRepositoryPolicy,
  "ecr:SetRepositoryPolicy": policies.setRepositoryPolicy,
  "ecr:DeleteRepositoryPolicy": policies.deleteRepositoryPolicy,
  "ecr:GetLifecyclePolicy": policies.getLifecyclePolicy,
  "ecr:PutLifecyclePolicy": policies.putLifecyclePolicy,
  "ecr:DeleteLifecyclePolicy": policies.deleteLifecyclePolicy,

  "ecr:ListTagsForResource": policies.listTagsForResource,
  "ecr:TagResource": policies.tagResource,
  "ecr:UntagResource": policies.untagResource,
} as const satisfies HandlersOf<"ecr">;
