import { unlessRefused } from "../../aws/contract/aws-error.ts";
import type { Reader, Writer } from "../../aws/contract/call.ts";
import { readRoot } from "../../aws/contract/organization-tree.ts";
import type { Verbs } from "../../aws/contract/verbs.ts";
import type { Live } from "../../model/live.ts";
import { ORGANIZATION_PLACE as AT } from "../../model/place.ts";
import type { RootAccess } from "./root-access.ts";

const NOT_YET = ["ServiceAccessNotEnabledException", "OrganizationNotFoundException"];

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableOrganizationsRootCredentialsManagement.html */
export const rootAccessVerbs: Verbs<RootAccess> = {
  kind: "root-access",

  async list(aws, _at, scope) {
    if (scope.wanted.length === 0 || (await readRoot(aws)) === null) {
      return [];
    }
    const live = await look(aws);
    return live === null ? [] : [live];
  },

  async find(aws) {
    return await look(aws);
  },

  async create(aws, { properties }) {
    await enable(aws, properties);
    return { id: "root-access", outputs: {} };
  },

  async update(aws, _from, { properties }) {
    await enable(aws, properties);
  },
};

async function enable(aws: Writer, { sessions }: RootAccess): Promise<void> {
  await aws.call("iam:EnableOrganizationsRootCredentialsManagement", AT, {});
  if (sessions) {
    await aws.call("iam:EnableOrganizationsRootSessions", AT, {});
  }
}

async function look(aws: Reader): Promise<Live<RootAccess> | null> {
  const answer = await unlessRefused(aws.call("iam:ListOrganizationsFeatures", AT, {}), NOT_YET, null);
  const enabled = new Set<string>(answer?.EnabledFeatures ?? []);
  if (enabled.size === 0) {
    return null;
  }
  return {
    kind: "root-access",
    id: "root-access",
    place: AT,
    owner: { is: "nobody" },
    properties: {
      credentialsManagement: enabled.has("RootCredentialsManagement"),
      sessions: enabled.has("RootSessions"),
    },
    outputs: {},
  };
}
