import { exactly, maybe, type Shape } from "../shape.ts";
import type { Case } from "../stage.ts";

const NAME = "orgwright/app";
const NAMED: Shape = { registryId: "text", repositoryName: exactly(NAME) };
const LIFECYCLE = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      description: "Images without a tag",
      selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
      action: { type: "expire" },
    },
  ],
});
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Sid: "Pull", Effect: "Allow", Principal: "*", Action: ["ecr:BatchGetImage"] }],
});

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Repository.html */
function repository(mutability: string, scanOnPush: boolean): Shape {
  return {
    repositoryArn: "text",
    registryId: "text",
    repositoryName: exactly(NAME),
    repositoryUri: "text",
    createdAt: "date",
    imageTagMutability: exactly(mutability),
    imageScanningConfiguration: { scanOnPush: exactly(scanOnPush) },
    encryptionConfiguration: maybe({ encryptionType: exactly("AES256") }),
  };
}

export const REPOSITORIES: readonly Case[] = [
  {
    title: "makes an image repository, and changes everything about it",
    async play({ answer, refusal }) {
      const wish = {
        repositoryName: NAME,
        imageTagMutability: "IMMUTABLE" as const,
        imageScanningConfiguration: { scanOnPush: true },
        tags: [{ Key: "team", Value: "platform" }],
      };
      const { repository: made } = await answer("ecr:CreateRepository", wish, {
        repository: repository("IMMUTABLE", true),
      });
      const resourceArn = made?.repositoryArn ?? "";
      await refusal("ecr:CreateRepository", wish, "RepositoryAlreadyExistsException");
      const named = { repositoryName: NAME };
      await answer(
        "ecr:DescribeRepositories",
        { repositoryNames: [NAME] },
        { repositories: [repository("IMMUTABLE", true)] },
      );
      await answer("ecr:DescribeRepositories", {}, { repositories: [repository("IMMUTABLE", true)] });
      await refusal("ecr:GetRepositoryPolicy", named, "RepositoryPolicyNotFoundException");
      await answer("ecr:SetRepositoryPolicy", { ...named, policyText: POLICY }, { ...NAMED, policyText: "document" });
      await answer("ecr:GetRepositoryPolicy", named, { ...NAMED, policyText: "document" });
      await refusal("ecr:SetRepositoryPolicy", { ...named, policyText: "{" }, "InvalidParameterException");
      await refusal("ecr:GetLifecyclePolicy", named, "LifecyclePolicyNotFoundException");
      await answer(
        "ecr:PutLifecyclePolicy",
        { ...named, lifecyclePolicyText: LIFECYCLE },
        { ...NAMED, lifecyclePolicyText: "document" },
      );
      await answer("ecr:GetLifecyclePolicy", named, {
        ...NAMED,
        lifecyclePolicyText: "document",
        lastEvaluatedAt: maybe("date"),
      });
      await answer("ecr:DeleteLifecyclePolicy", named, {
        ...NAMED,
        lifecyclePolicyText: "document",
        lastEvaluatedAt: maybe("date"),
      });
      await answer(
        "ecr:PutImageTagMutability",
        { ...named, imageTagMutability: "MUTABLE" },
        { ...NAMED, imageTagMutability: exactly("MUTABLE") },
      );
      await answer(
        "ecr:PutImageScanningConfiguration",
        { ...named, imageScanningConfiguration: { scanOnPush: false } },
        { ...NAMED, imageScanningConfiguration: { scanOnPush: exactly(false) } },
      );
      await answer("ecr:TagResource", { resourceArn, tags: [{ Key: "stage", Value: "prod" }] }, {});
      await answer("ecr:ListTagsForResource", { resourceArn }, { tags: [{ Key: "text", Value: "text" }] });
    },
  },
  {
    title: "knows no image repository that is not there",
    async play({ refusal }) {
      const named = { repositoryName: NAME };
      const gone = "RepositoryNotFoundException";
      await refusal("ecr:DescribeRepositories", { repositoryNames: [NAME] }, gone);
      await refusal("ecr:GetRepositoryPolicy", named, gone);
      await refusal("ecr:GetLifecyclePolicy", named, gone);
      await refusal("ecr:SetRepositoryPolicy", { ...named, policyText: POLICY }, gone);
      await refusal("ecr:PutLifecyclePolicy", { ...named, lifecyclePolicyText: LIFECYCLE }, gone);
      await refusal("ecr:PutImageTagMutability", { ...named, imageTagMutability: "MUTABLE" }, gone);
    },
  },
];
