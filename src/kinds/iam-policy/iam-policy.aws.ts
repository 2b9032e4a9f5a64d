import { all } from "../../aws/contract/all.ts";
import { unlessRefused } from "../../aws/contract/aws-error.ts";
import type { Reader, Writer } from "../../aws/contract/call.ts";
import { readDocument } from "../../aws/contract/document.ts";
import type { Scope, Verbs } from "../../aws/contract/verbs.ts";
import { entriesIn } from "../../model/change.ts";
import { sameJson } from "../../model/json.ts";
import type { Live } from "../../model/live.ts";
import { caseless } from "../../model/natural-key.ts";
import { foreignTags, ownerOf, type Tags, tagList } from "../../model/ownership.ts";
import type { Place } from "../../model/place.ts";
import { type IamDetails, iamDetails, iamTags } from "../iam-details.aws.ts";
import { type IamPolicy, iamPolicy, POLICY_PATH } from "./iam-policy.ts";

type Detail = IamDetails["policies"][number];

/** AWS keeps five versions of a policy, the default among them. */
const MOST_VERSIONS = 5;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const iamPolicyVerbs: Verbs<IamPolicy> = {
  kind: "iam-policy",

  async list(aws, at, scope) {
    const wanted = new Set(scope.wanted.map(({ properties }) => caseless(properties.name)));
    const { policies } = await iamDetails(aws, at);
    const concerning = policies.filter(
      (policy) =>
        scope.thorough || wanted.has(caseless(nameOf(policy))) || (policy.Path ?? "/").startsWith(POLICY_PATH),
    );
    return await Promise.all(concerning.map((policy) => livePolicy(aws, at, policy, scope)));
  },

  async find(aws, at, like, scope, id) {
    const { policies } = await iamDetails(aws, at);
    const found = policies.find((policy) => (id === undefined ? nameOf(policy) === like.name : policy.Arn === id));
    return found === undefined ? null : await livePolicy(aws, at, found, scope);
  },

  async create(aws, { place, properties: { name, path, description, document, tags } }, tools) {
    const { Policy: made } = await aws.call("iam:CreatePolicy", place, {
      PolicyName: name,
      Path: path,
      PolicyDocument: JSON.stringify(document),
      ...(description === "" ? {} : { Description: description }),
      Tags: tagList({ ...tags, ...tools.tags }),
    });
    return { id: made?.Arn ?? "", outputs: {} };
  },

  async update(aws, from, { place, properties }, fields) {
    // A version whose answer was lost is not made once more: each costs an older one its place.
    const { document: wanted } = iamPolicy.normal(properties);
    const stands = sameJson(iamPolicy.normal(from.properties).document, wanted);
    if (fields.some(({ path }) => path === "/document") && !stands) {
      await makeRoom(aws, place, from.id);
      await aws.call("iam:CreatePolicyVersion", place, {
        PolicyArn: from.id,
        PolicyDocument: JSON.stringify(properties.document),
        SetAsDefault: true,
      });
    }
    const tags = tagList(entriesIn(fields, "/tags", properties.tags));
    if (tags.length > 0) {
      await aws.call("iam:TagPolicy", place, { PolicyArn: from.id, Tags: tags });
    }
  },

  async claim(aws, live, tools) {
    await aws.call("iam:TagPolicy", live.place, { PolicyArn: live.id, Tags: tagList(tools.tags) });
  },

  async delete(aws, { place, id }) {
    await detachEverywhere(aws, place, id);
    for (const version of await otherVersions(aws, place, id)) {
      await aws.call("iam:DeletePolicyVersion", place, { PolicyArn: id, VersionId: version });
    }
    await aws.call("iam:DeletePolicy", place, { PolicyArn: id });
  },
};

/** The oldest version that is not in force goes when there is no room for a new one. */
async function makeRoom(aws: Writer, at: Place, arn: string): Promise<void> {
  const others = await otherVersions(aws, at, arn);
  const [oldest] = others;
  if (oldest !== undefined && others.length + 1 >= MOST_VERSIONS) {
    await aws.call("iam:DeletePolicyVersion", at, { PolicyArn: arn, VersionId: oldest });
  }
}

/** The versions that are not in force, oldest first. */
async function otherVersions(aws: Reader, at: Place, arn: string): Promise<string[]> {
  const { policies } = await iamDetails(aws, at);
  const versions = policies.find(({ Arn }) => Arn === arn)?.PolicyVersionList ?? [];
  return versions
    .filter(({ IsDefaultVersion }) => IsDefaultVersion !== true)
    .map(({ VersionId = "" }) => VersionId)
    .sort((a, b) => numberOf(a) - numberOf(b));
}

function numberOf(version: string): number {
  return Number(version.slice(1));
}

/** What left the file grants nobody anything any more, whoever it was attached to since. */
async function detachEverywhere(aws: Writer, at: Place, arn: string): Promise<void> {
  for (let marker: string | undefined; ; ) {
    const page = await aws.call("iam:ListEntitiesForPolicy", at, {
      PolicyArn: arn,
      ...(marker === undefined ? {} : { Marker: marker }),
    });
    for (const { GroupName } of page.PolicyGroups ?? []) {
      await aws.call("iam:DetachGroupPolicy", at, { GroupName, PolicyArn: arn });
    }
    for (const { RoleName } of page.PolicyRoles ?? []) {
      await aws.call("iam:DetachRolePolicy", at, { RoleName, PolicyArn: arn });
    }
    for (const { UserName } of page.PolicyUsers ?? []) {
      await aws.call("iam:DetachUserPolicy", at, { UserName, PolicyArn: arn });
    }
    if (page.IsTruncated !== true || page.Marker === undefined) {
      return;
    }
    marker = page.Marker;
  }
}

async function livePolicy(
  aws: Reader,
  place: Place,
  policy: Detail,
  scope: Scope<IamPolicy>,
): Promise<Live<IamPolicy>> {
  const { Arn: id = "", Path: path = "/" } = policy;
  const inForce = policy.PolicyVersionList?.find(({ IsDefaultVersion }) => IsDefaultVersion === true);
  const tags = await tagsOfPolicy(aws, place, id);
  return {
    kind: "iam-policy",
    id,
    place,
    owner: ownerOf(tags, scope.organization),
    properties: iamPolicy.normal({
      name: nameOf(policy),
      path,
      description: policy.Description ?? "",
      document: readDocument(inForce?.Document ?? ""),
      tags: foreignTags(tags),
    }),
    outputs: {},
  };
}

function nameOf({ Arn: arn = "" }: Detail): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

async function tagsOfPolicy(aws: Reader, at: Place, arn: string): Promise<Tags> {
  const listed = all(aws, "iam:ListPolicyTags", at, { PolicyArn: arn });
  return iamTags(await unlessRefused(listed, ["NoSuchEntityException"], []));
}
