import type { Reader } from "../../aws/contract/call.ts";
import { readDocument } from "../../aws/contract/document.ts";
import { tagsOf } from "../../aws/contract/organization-tags.ts";
import { isTaggedFor, listPolicies, type PolicyListing, readPolicies } from "../../aws/contract/policies.ts";
import { writeTags } from "../../aws/contract/tag-writes.ts";
import type { Scope, Verbs } from "../../aws/contract/verbs.ts";
import type { Live } from "../../model/live.ts";
import { ownerOf, tagList } from "../../model/ownership.ts";
import { ORGANIZATION_PLACE as AT } from "../../model/place.ts";
import { type OrganizationPolicy, organizationPolicy } from "./organization-policy.ts";

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html */
export const organizationPolicyVerbs: Verbs<OrganizationPolicy> = {
  kind: "organization-policy",

  async list(aws, _at, scope) {
    const wanted = new Set(scope.wanted.map(({ properties }) => organizationPolicy.key(properties)));
    const isWanted = (type: string, name: string) => wanted.has(`${type} ${name}`);
    const types = scope.wanted.map(({ properties }) => properties.type);
    const policies = await readPolicies(aws, types, isWanted);
    const concerning = policies.filter(
      ({ type, name, tags, awsManaged }) =>
        !awsManaged && (scope.thorough || isTaggedFor(tags, scope.organization) || isWanted(type, name)),
    );
    return await Promise.all(concerning.map((policy) => livePolicy(aws, policy, scope)));
  },

  async find(aws, _at, like, scope, id) {
    const found = (await listPolicies(aws, like.type)).find((policy) =>
      id === undefined ? policy.name === like.name : policy.id === id,
    );
    return found === undefined ? null : await livePolicy(aws, { ...found, tags: await tagsOf(aws, found.id) }, scope);
  },

  async create(aws, { properties: { name, type, description, document } }, tools) {
    const { Policy: made } = await aws.call("organizations:CreatePolicy", AT, {
      Name: name,
      Type: type as "TAG_POLICY",
      Description: description,
      Content: JSON.stringify(document),
      Tags: tagList(tools.tags),
    });
    const id = made?.PolicySummary?.Id ?? "";
    return { id, outputs: { id } };
  },

  async update(aws, from, { properties: { name, description, document } }, fields) {
    const differs = (path: string) => fields.some((field) => field.path === path);
    await aws.call("organizations:UpdatePolicy", AT, {
      PolicyId: from.id,
      ...(differs("/name") ? { Name: name } : {}),
      ...(differs("/description") ? { Description: description } : {}),
      ...(differs("/document") ? { Content: JSON.stringify(document) } : {}),
    });
  },

  async claim(aws, live, tools) {
    await writeTags(aws, live.id, tools.tags);
  },

  async delete(aws, live) {
    await aws.call("organizations:DeletePolicy", AT, { PolicyId: live.id });
  },
};

async function livePolicy(
  aws: Reader,
  policy: PolicyListing,
  scope: Scope<OrganizationPolicy>,
): Promise<Live<OrganizationPolicy>> {
  const { id, name, type, description, tags } = policy;
  const described = await aws.call("organizations:DescribePolicy", AT, { PolicyId: id });
  const document = readDocument(described.Policy?.Content ?? "");
  return {
    kind: "organization-policy",
    id,
    place: AT,
    owner: ownerOf(tags, scope.organization),
    properties: organizationPolicy.normal({ name, type, description, document }),
    outputs: { id },
  };
}
