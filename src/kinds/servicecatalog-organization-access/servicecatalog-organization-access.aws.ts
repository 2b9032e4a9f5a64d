import { unlessRefused } from "../../aws/contract/aws-error.ts";
import type { Reader } from "../../aws/contract/call.ts";
import type { Verbs } from "../../aws/contract/verbs.ts";
import type { Live } from "../../model/live.ts";
import type { Place } from "../../model/place.ts";
import type { ServiceCatalogOrganizationAccess } from "./servicecatalog-organization-access.ts";

/** What Service Catalog answers before there is an organization, or before anybody has asked for access. */
const NOT_YET = ["OperationNotSupportedException", "ResourceNotFoundException"];

/** @see https://docs.aws.amazon.com/servicecatalog/latest/dg/API_EnableAWSOrganizationsAccess.html */
export const serviceCatalogOrganizationAccessVerbs: Verbs<ServiceCatalogOrganizationAccess> = {
  kind: "servicecatalog-organization-access",

  async list(aws, at, scope) {
    const live = scope.wanted.length === 0 ? null : await look(aws, at);
    return live === null ? [] : [live];
  },

  async find(aws, at) {
    return await look(aws, at);
  },

  async create(aws, { place }) {
    await aws.call("servicecatalog:EnableAWSOrganizationsAccess", place, {});
    return { id: "servicecatalog-organization-access", outputs: {} };
  },

  async update() {},
};

async function look(aws: Reader, place: Place): Promise<Live<ServiceCatalogOrganizationAccess> | null> {
  const answer = await unlessRefused(
    aws.call("servicecatalog:GetAWSOrganizationsAccessStatus", place, {}),
    NOT_YET,
    null,
  );
  return answer?.AccessStatus === "ENABLED"
    ? {
        kind: "servicecatalog-organization-access",
        id: "servicecatalog-organization-access",
        place,
        owner: { is: "nobody" },
        properties: {},
        outputs: {},
      }
    : null;
}
