import { z } from "zod";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";

export type ServiceCatalogOrganizationAccess = Readonly<Record<string, never>>;

/** That Service Catalog's portfolios may be shared with the organization. Service Catalog itself enables its trusted access. */
export const serviceCatalogOrganizationAccess: Shape<ServiceCatalogOrganizationAccess> = {
  kind: "servicecatalog-organization-access",
  noun: "sharing of portfolios",
  schema: z.strictObject({}),
  scope: "region",
  ownership: "place",
  // Switching it off would take portfolios from everybody who uses them.
  removal: "tell",
  stage: () => STAGE.settings,
  key: () => "servicecatalog-organization-access",
  label: () => "AWS Service Catalog",
  normal: () => ({}),
  fields: {},
  assigned: [],
  computed: {},
  risk: () => "safe",
  requests: () =>
    [
      "servicecatalog:EnableAWSOrganizationsAccess",
      "organizations:EnableAWSServiceAccess",
      "organizations:DescribeOrganization",
    ].map((action) => ({ action, resource: "*" })),
};
