import type { Repository } from "@aws-sdk/client-ecr";
import type { Handler } from "../handlers.ts";
import { own } from "../iam/find.ts";
import { pageOf } from "../pages.ts";
import { refuse } from "../refuse.ts";
import type { World } from "../world.ts";
import { repositoryFor } from "./access.ts";
import { checkedTags, invalid } from "./refusals.ts";
import { type RepositoryState, repositoryArn } from "./state.ts";

const NAME = /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html */
const MOST = 100_000;

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export const createRepository: Handler<"ecr:CreateRepository"> = (world, input, at) => {
  const name = checkedName(input.repositoryName);
  const tags = checkedTags({}, input.tags ?? []);
  const arn = repositoryArn(world.partition, { account: at.account, region: at.region, name });
  if (own(world.repositories, arn) !== undefined) {
    refuse(
      "RepositoryAlreadyExistsException",
      `The repository with name '${name}' already exists in the registry with id '${at.account}'`,
    );
  }
  if (Object.keys(world.repositories).length >= MOST) {
    refuse("LimitExceededException", `A registry can have at most ${MOST} repositories.`);
  }
  const repository: RepositoryState = {
    name,
    account: at.account,
    region: at.region,
    created: world.time,
    mutability: checkedMutability(input.imageTagMutability),
    scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false,
    policy: null,
    lifecycle: null,
    tags,
  };
  world.repositories[arn] = repository;
  return { repository: described(world, repository) };
};

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html */
export const describeRepositories: Handler<"ecr:DescribeRepositories"> = (world, input, at) => {
  if (input.repositoryNames !== undefined) {
    const named = input.repositoryNames.map((repositoryName) =>
      repositoryFor(world, at, { registryId: input.registryId, repositoryName }, "ecr:DescribeRepositories"),
    );
    return { repositories: named.map((repository) => described(world, repository)) };
  }
  const size = input.maxResults ?? 100;
  if (size < 1 || size > 1000) {
    invalid("Invalid parameter at 'maxResults' failed to satisfy constraint: 'Member must have value from 1 to 1000'");
  }
  const account = input.registryId ?? at.account;
  if (account !== at.account) {
    refuse("AccessDeniedException", `User: ${at.principalArn} is not authorized to perform: ecr:DescribeRepositories`);
  }
  const mine = Object.values(world.repositories)
    .filter((one) => one.account === account && one.region === at.region)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const page = pageOf(world.tempo, mine, { list: "repositories", token: input.nextToken, size });
  if (page === null) {
    return invalid("The nextToken is not one that this list gave.");
  }
  return {
    repositories: page.items.map((repository) => described(world, repository)),
    ...(page.next === undefined ? {} : { nextToken: page.next }),
  };
};

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html */
export const putImageTagMutability: Handler<"ecr:PutImageTagMutability"> = (world, input, at) => {
  const repository = repositoryFor(world, at, input, "ecr:PutImageTagMutability");
  repository.mutability = checkedMutability(input.imageTagMutability);
  return {
    registryId: repository.account,
    repositoryName: repository.name,
    imageTagMutability: repository.mutability,
  };
};

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageScanningConfiguration.html */
export const putImageScanningConfiguration: Handler<"ecr:PutImageScanningConfiguration"> = (world, input, at) => {
  const repository = repositoryFor(world, at, input, "ecr:PutImageScanningConfiguration");
  repository.scanOnPush = input.imageScanningConfiguration?.scanOnPush ?? false;
  return {
    registryId: repository.account,
    repositoryName: repository.name,
    imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
  };
};

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html */
export const deleteRepository: Handler<"ecr:DeleteRepository"> = (world, input, at) => {
  const repository = repositoryFor(world, at, input, "ecr:DeleteRepository");
  delete world.repositories[repositoryArn(world.partition, repository)];
  return { repository: described(world, repository) };
};

function checkedName(name: string | undefined): string {
  return name === undefined || name.length < 2 || name.length > 256 || !NAME.test(name)
    ? invalid(`Invalid parameter at 'repositoryName' failed to satisfy constraint: '${NAME.source}'`)
    : name;
}

function checkedMutability(mutability: string | undefined): RepositoryState["mutability"] {
  const asked = mutability ?? "MUTABLE";
  return asked === "MUTABLE" || asked === "IMMUTABLE"
    ? asked
    : invalid("The sandbox knows MUTABLE and IMMUTABLE tags, without exclusions.");
}

function described(
  world: World,
  { name, account, region, created, mutability, scanOnPush }: RepositoryState,
): Repository {
  return {
    repositoryArn: repositoryArn(world.partition, { account, region, name }),
    registryId: account,
    repositoryName: name,
    repositoryUri: `${account}.dkr.ecr.${region}.amazonaws.com/${name}`,
    createdAt: new Date(created),
    imageTagMutability: mutability,
    imageScanningConfiguration: { scanOnPush },
    encryptionConfiguration: { encryptionType: "AES256" },
  };
}
