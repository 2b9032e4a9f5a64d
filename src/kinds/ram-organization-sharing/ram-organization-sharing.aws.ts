import { all } from "../../aws/contract/all.ts";
import type { Reader } from "../../aws/contract/call.ts";
import { readRoot } from "../../aws/contract/organization-tree.ts";
import type { Verbs } from "../../aws/contract/verbs.ts";
import type { Live } from "../../model/live.ts";
import { ORGANIZATION_PLACE as AT } from "../../model/place.ts";
import type { RamOrganizationSharing } from "./ram-organization-sharing.ts";

const SERVICE = "ram.amazonaws.com";
const MAX_ITEMS = 1000;

/** @see https://docs.aws.amazon.com/ram/latest/APIReference/API_EnableSharingWithAwsOrganization.html */
export const ramOrganizationSharingVerbs: Verbs<RamOrganizationSharing> = {
  kind: "ram-organization-sharing",

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

  async create(aws) {
    await aws.call("ram:EnableSharingWithAwsOrganization", AT, {});
    return { id: SERVICE, outputs: {} };
  },

  async update() {},
};

/**
 * RAM tells nobody whether sharing is on: it is on where its service is trusted and has its role. Trusted access alone,
 * as Organizations gives it, lacks the role, and sharing then fails.
 *
 * @see https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html#getting-started-sharing-orgs
 */
async function look(aws: Reader): Promise<Live<RamOrganizationSharing> | null> {
  const [trusted, roles] = await Promise.all([
    all(aws, "organizations:ListAWSServiceAccessForOrganization", AT, {}),
    all(aws, "iam:ListRoles", AT, { PathPrefix: `/aws-service-role/${SERVICE}/`, MaxItems: MAX_ITEMS }),
  ]);
  const isOn = trusted.some(({ ServicePrincipal: principal }) => principal === SERVICE) && roles.length > 0;
  return isOn
    ? {
        kind: "ram-organization-sharing",
        id: SERVICE,
        place: AT,
        owner: { is: "nobody" },
        properties: {},
        outputs: {},
      }
    : null;
}
