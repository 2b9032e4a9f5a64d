import { unlessRefused } from "../../aws/contract/aws-error.ts";
import { settingVerbs } from "../setting.aws.ts";
import type { Switch } from "../switch-shape.ts";

/** What Service Catalog answers before there is an organization, or before anybody has asked for access. */
const NOT_YET = ["OperationNotSupportedException", "ResourceNotFoundException"];

/** @see https://docs.aws.amazon.com/servicecatalog/latest/dg/API_EnableAWSOrganizationsAccess.html */
export const serviceCatalogOrganizationAccessVerbs = settingVerbs<Switch>({
  kind: "servicecatalog-organization-access",
  isRead: async (_aws, { wanted }) => wanted.length > 0,

  async look(aws, at) {
    const call = aws.call("servicecatalog:GetAWSOrganizationsAccessStatus", at, {});
    const answer = await unlessRefused(call, NOT_YET, null);
    return answer?.AccessStatus === "ENABLED" ? {} : null;
  },

  async put(aws, at) {
    await aws.call("servicecatalog:EnableAWSOrganizationsAccess", at, {});
  },
});
