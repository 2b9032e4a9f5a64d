import { all } from "../../aws/contract/all.ts";
import { unlessRefused } from "../../aws/contract/aws-error.ts";
import type { Reader } from "../../aws/contract/call.ts";
import { readDocument } from "../../aws/contract/document.ts";
import type { Output } from "../../aws/contract/services.ts";
import type { Tags } from "../../model/ownership.ts";
import type { Place } from "../../model/place.ts";
import type { EcrRepository } from "./ecr-repository.ts";

type Described = NonNullable<Output<"ecr:DescribeRepositories">["repositories"]>[number];

const A_PAGE = 1000;

/** Every repository of an account in a region. */
export async function listRepositories(aws: Reader, at: Place): Promise<Described[]> {
  return await all(aws, "ecr:DescribeRepositories", at, { maxResults: A_PAGE });
}

/** The repository of this name, or null when there is none. */
export async function findRepository(aws: Reader, at: Place, name: string): Promise<Described | null> {
  const answer = await unlessRefused(
    aws.call("ecr:DescribeRepositories", at, { repositoryNames: [name] }),
    ["RepositoryNotFoundException"],
    null,
  );
  return answer?.repositories?.[0] ?? null;
}

/** The tags of the repository with this ARN. */
export async function repositoryTags(aws: Reader, at: Place, arn: string): Promise<Tags> {
  const { tags = [] } = await aws.call("ecr:ListTagsForResource", at, { resourceArn: arn });
  return Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
}

/** Everything about a repository that orgwright watches, but for its tags. */
export async function repositorySettings(
  aws: Reader,
  at: Place,
  described: Described,
): Promise<Omit<EcrRepository, "tags">> {
  const name = described.repositoryName ?? "";
  const request = { repositoryName: name };
  const [policy, lifecycle] = await Promise.all([
    unlessRefused(aws.call("ecr:GetRepositoryPolicy", at, request), ["RepositoryPolicyNotFoundException"], null),
    unlessRefused(aws.call("ecr:GetLifecyclePolicy", at, request), ["LifecyclePolicyNotFoundException"], null),
  ]);
  return {
    name,
    // Tags that may be moved after all, as with exclusions, are not immutable.
    immutableTags: described.imageTagMutability === "IMMUTABLE",
    scanOnPush: described.imageScanningConfiguration?.scanOnPush ?? false,
    lifecycle: lifecycle?.lifecyclePolicyText === undefined ? null : readDocument(lifecycle.lifecyclePolicyText),
    policy: policy?.policyText === undefined ? null : readDocument(policy.policyText),
  };
}
