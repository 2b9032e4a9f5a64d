import { switchShape } from "../switch-shape.ts";

/** That Service Catalog's portfolios may be shared with the organization. Service Catalog itself enables its trusted access. */
export const serviceCatalogOrganizationAccess = switchShape({
  kind: "servicecatalog-organization-access",
  noun: "sharing of portfolios",
  scope: "region",
  service: "AWS Service Catalog",
  actions: [
    "servicecatalog:EnableAWSOrganizationsAccess",
    "organizations:EnableAWSServiceAccess",
    "organizations:DescribeOrganization",
  ],
});
