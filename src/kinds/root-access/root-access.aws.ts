import { unlessRefused } from "../../aws/contract/aws-error.ts";
import { settingVerbs, wantedInOrganization } from "../setting.aws.ts";
import type { RootAccess } from "./root-access.ts";

const NOT_YET = ["ServiceAccessNotEnabledException", "OrganizationNotFoundException"];

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableOrganizationsRootCredentialsManagement.html */
export const rootAccessVerbs = settingVerbs<RootAccess>({
  kind: "root-access",
  isRead: wantedInOrganization,

  async look(aws, at) {
    const answer = await unlessRefused(aws.call("iam:ListOrganizationsFeatures", at, {}), NOT_YET, null);
    const enabled = new Set<string>(answer?.EnabledFeatures ?? []);
    return enabled.size === 0
      ? null
      : { credentialsManagement: enabled.has("RootCredentialsManagement"), sessions: enabled.has("RootSessions") };
  },

  async put(aws, at, { sessions }) {
    await aws.call("iam:EnableOrganizationsRootCredentialsManagement", at, {});
    if (sessions) {
      await aws.call("iam:EnableOrganizationsRootSessions", at, {});
    }
  },
});
