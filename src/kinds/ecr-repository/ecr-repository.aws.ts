import type { Reader, Writer } from "../../aws/contract/call.ts";
import type { Output } from "../../aws/contract/services.ts";
import type { Scope, Verbs } from "../../aws/contract/verbs.ts";
import { entriesIn } from "../../model/change.ts";
import type { Live } from "../../model/live.ts";
import { foreignTags, ORGANIZATION_TAG, ownerOf, type Tags, tagList } from "../../model/ownership.ts";
import type { Place } from "../../model/place.ts";
import { type EcrRepository, ecrRepository } from "./ecr-repository.ts";
import { findRepository, listRepositories, repositorySettings, repositoryTags } from "./repository-reads.ts";

type Described = NonNullable<Output<"ecr:DescribeRepositories">["repositories"]>[number];

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export const ecrRepositoryVerbs: Verbs<EcrRepository> = {
  kind: "ecr-repository",

  async list(aws, at, scope) {
    if (scope.wanted.length === 0 && !scope.thorough) {
      return [];
    }
    const wanted = new Set(scope.wanted.map(({ properties: { name } }) => name));
    const listed = await Promise.all(
      (await listRepositories(aws, at)).map(async (described) => ({
        described,
        tags: await repositoryTags(aws, at, described.repositoryArn ?? ""),
      })),
    );
    const concerning = listed.filter(
      ({ described: { repositoryName: name = "" }, tags }) =>
        scope.thorough || wanted.has(name) || tags[ORGANIZATION_TAG] === scope.organization,
    );
    return await Promise.all(concerning.map(({ described, tags }) => liveRepository(aws, at, described, tags, scope)));
  },

  async find(aws, at, like, scope, id) {
    const described = await findRepository(aws, at, id ?? like.name);
    return described === null
      ? null
      : await liveRepository(aws, at, described, await repositoryTags(aws, at, described.repositoryArn ?? ""), scope);
  },

  async create(aws, { place, properties }, tools) {
    const { name, immutableTags, scanOnPush, lifecycle, policy, tags } = ecrRepository.normal(properties);
    await aws.call("ecr:CreateRepository", place, {
      repositoryName: name,
      imageTagMutability: immutableTags ? "IMMUTABLE" : "MUTABLE",
      imageScanningConfiguration: { scanOnPush },
      tags: tagList({ ...tags, ...tools.tags }),
    });
    await setPolicy(aws, place, name, policy);
    if (lifecycle !== null) {
      await setLifecycle(aws, place, name, lifecycle);
    }
    return { id: name, outputs: {} };
  },

  async update(aws, from, { place, properties }, fields) {
    const { immutableTags, scanOnPush, lifecycle, policy, tags } = ecrRepository.normal(properties);
    const { id: name } = from;
    const differs = (name: string) => fields.some(({ path }) => path === `/${name}` || path.startsWith(`/${name}/`));
    if (differs("immutableTags")) {
      const imageTagMutability = immutableTags ? "IMMUTABLE" : "MUTABLE";
      await aws.call("ecr:PutImageTagMutability", place, { repositoryName: name, imageTagMutability });
    }
    if (differs("scanOnPush")) {
      const imageScanningConfiguration = { scanOnPush };
      await aws.call("ecr:PutImageScanningConfiguration", place, { repositoryName: name, imageScanningConfiguration });
    }
    if (differs("policy")) {
      await setPolicy(aws, place, name, policy);
    }
    // What is gone already, as after a lost answer, cannot be deleted once more.
    if (differs("lifecycle") && (lifecycle !== null || from.properties.lifecycle !== null)) {
      await setLifecycle(aws, place, name, lifecycle);
    }
    const added = tagList(entriesIn(fields, "/tags", tags));
    if (added.length > 0) {
      await tag(aws, place, name, added);
    }
  },

  async claim(aws, live, tools) {
    await tag(aws, live.place, live.id, tagList(tools.tags));
  },
};

async function setPolicy(aws: Writer, at: Place, name: string, policy: EcrRepository["policy"]): Promise<void> {
  await aws.call("ecr:SetRepositoryPolicy", at, { repositoryName: name, policyText: JSON.stringify(policy) });
}

async function setLifecycle(
  aws: Writer,
  at: Place,
  name: string,
  lifecycle: EcrRepository["lifecycle"],
): Promise<void> {
  const request = { repositoryName: name };
  await (lifecycle === null
    ? aws.call("ecr:DeleteLifecyclePolicy", at, request)
    : aws.call("ecr:PutLifecyclePolicy", at, { ...request, lifecyclePolicyText: JSON.stringify(lifecycle) }));
}

async function tag(aws: Writer, at: Place, name: string, tags: { Key: string; Value: string }[]): Promise<void> {
  const described = await findRepository(aws, at, name);
  await aws.call("ecr:TagResource", at, { resourceArn: described?.repositoryArn ?? "", tags });
}

async function liveRepository(
  aws: Reader,
  place: Place,
  described: Described,
  tags: Tags,
  scope: Scope<EcrRepository>,
): Promise<Live<EcrRepository>> {
  const settings = await repositorySettings(aws, place, described);
  return {
    kind: "ecr-repository",
    id: settings.name,
    place,
    owner: ownerOf(tags, scope.organization),
    properties: ecrRepository.normal({ ...settings, tags: foreignTags(tags) }),
    outputs: {},
  };
}
