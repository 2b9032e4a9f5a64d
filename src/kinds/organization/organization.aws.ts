import type { Reader } from "../../aws/contract/call.ts";
import { tagsOf } from "../../aws/contract/organization-tags.ts";
import { readRoot } from "../../aws/contract/organization-tree.ts";
import { writeTags } from "../../aws/contract/tag-writes.ts";
import type { Scope, Verbs } from "../../aws/contract/verbs.ts";
import type { Live } from "../../model/live.ts";
import { HOME_REGION_TAG, ORGANIZATION_TAG, ownerOf } from "../../model/ownership.ts";
import { ORGANIZATION_PLACE as AT } from "../../model/place.ts";
import type { OrganizationProperties } from "./organization.ts";

const rootTags = ({ name, homeRegion }: OrganizationProperties) => ({
  [ORGANIZATION_TAG]: name,
  [HOME_REGION_TAG]: homeRegion,
});

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganization.html */
export const organizationVerbs: Verbs<OrganizationProperties> = {
  kind: "organization",

  async list(aws, _at, scope) {
    const live = await look(aws, scope);
    return live === null ? [] : [live];
  },

  async find(aws, _at, _like, scope) {
    return await look(aws, scope);
  },

  async create(aws, { properties }, tools) {
    const { Organization: made } = await aws.call("organizations:CreateOrganization", AT, { FeatureSet: "ALL" });
    tools.waiting("the new organization to show its root");
    const root = await readRoot(aws);
    const rootId = root?.rootId ?? "";
    await writeTags(aws, rootId, { ...rootTags(properties), ...tools.tags });
    return {
      id: made?.Id ?? "",
      outputs: { id: made?.Id ?? "", rootId, managementAccount: made?.MasterAccountId ?? "" },
    };
  },

  async update(aws, from, { properties }) {
    await writeTags(aws, from.outputs["rootId"] ?? "", rootTags(properties));
  },

  async claim(aws, live, tools) {
    await writeTags(aws, live.outputs["rootId"] ?? "", tools.tags);
  },
};

async function look(aws: Reader, scope: Scope<OrganizationProperties>): Promise<Live<OrganizationProperties> | null> {
  const root = await readRoot(aws);
  if (root === null) {
    return null;
  }
  const tags = await tagsOf(aws, root.rootId);
  return {
    kind: "organization",
    id: root.organizationId,
    place: AT,
    owner: ownerOf(tags, scope.organization),
    properties: { name: tags[ORGANIZATION_TAG] ?? "", homeRegion: tags[HOME_REGION_TAG] ?? "" },
    outputs: {
      id: root.organizationId,
      rootId: root.rootId,
      managementAccount: root.managementAccount,
      featureSet: root.featureSet,
    },
  };
}
