import { all } from "../../aws/contract/all.ts";
import { trustedServices } from "../../aws/contract/trusted-services.ts";
import { settingVerbs, wantedInOrganization } from "../setting.aws.ts";
import type { Switch } from "../switch-shape.ts";

const SERVICE = "ram.amazonaws.com";
const MAX_ITEMS = 1000;

/** @see https://docs.aws.amazon.com/ram/latest/APIReference/API_EnableSharingWithAwsOrganization.html */
export const ramOrganizationSharingVerbs = settingVerbs<Switch>({
  kind: "ram-organization-sharing",
  id: SERVICE,
  isRead: wantedInOrganization,

  /**
   * RAM tells nobody whether sharing is on: it is on where its service is trusted and has its role. Trusted access alone,
   * as Organizations gives it, lacks the role, and sharing then fails.
   *
   * @see https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html#getting-started-sharing-orgs
   */
  async look(aws, at) {
    const [trusted, roles] = await Promise.all([
      trustedServices(aws),
      all(aws, "iam:ListRoles", at, { PathPrefix: `/aws-service-role/${SERVICE}/`, MaxItems: MAX_ITEMS }),
    ]);
    const isOn = trusted.includes(SERVICE) && roles.length > 0;
    return isOn ? {} : null;
  },

  async put(aws, at) {
    await aws.call("ram:EnableSharingWithAwsOrganization", at, {});
  },
});
