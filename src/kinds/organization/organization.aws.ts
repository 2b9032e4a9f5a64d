import { AwsError } from "../../aws/contract/aws-error.ts";
import type { Reader, Writer } from "../../aws/contract/call.ts";
import { tagsOf } from "../../aws/contract/organization-tags.ts";
import { type Root, readRoot } from "../../aws/contract/organization-tree.ts";
import { writeTags } from "../../aws/contract/tag-writes.ts";
import { Unfinished } from "../../aws/contract/unfinished.ts";
import type { Scope, Verbs, VerbTools } from "../../aws/contract/verbs.ts";
import type { Live } from "../../model/live.ts";
import { HOME_REGION_TAG, ORGANIZATION_TAG, ownerOf } from "../../model/ownership.ts";
import { ORGANIZATION_PLACE as AT } from "../../model/place.ts";
import type { OrganizationProperties } from "./organization.ts";

const POLL_MILLISECONDS = 2_000;
const MAX_POLLS = 30;

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
    await found(aws);
    const { organizationId: id, rootId, managementAccount } = await untilThere(aws, tools);
    await writeTags(aws, rootId, { ...rootTags(properties), ...tools.tags });
    return { id, outputs: { id, rootId, managementAccount } };
  },

  async update(aws, from, { properties }) {
    await writeTags(aws, from.outputs["rootId"] ?? "", rootTags(properties));
  },

  async claim(aws, live, tools) {
    await writeTags(aws, live.outputs["rootId"] ?? "", tools.tags);
  },
};

/**
 * Founds the organization. When the answer is lost the organization that is there a moment later is taken for this one:
 * it carries no tags yet by which it could be told, and a moment ago there was none.
 */
async function found(aws: Writer): Promise<void> {
  try {
    await aws.call("organizations:CreateOrganization", AT, { FeatureSet: "ALL" });
  } catch (error) {
    const isLost = error instanceof AwsError && error.outcome === "unknown";
    if (!isLost || (await readRoot(aws)) === null) {
      throw error;
    }
  }
}

async function untilThere(aws: Reader, tools: VerbTools): Promise<Root> {
  for (let polls = 1; ; polls += 1) {
    const root = await readRoot(aws);
    if (root !== null && root.rootId !== "") {
      return root;
    }
    if (polls > MAX_POLLS) {
      throw new Unfinished(`AWS made the organization and does not show it after ${MAX_POLLS} looks.`);
    }
    tools.waiting("the new organization to show its root");
    await tools.clock.sleep(POLL_MILLISECONDS, tools.signal);
  }
}

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
