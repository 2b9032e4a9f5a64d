import { ORGANIZATION_PLACE } from "../../model/place.ts";
import { all } from "./all.ts";
import type { Reader } from "./call.ts";

/**
 * The principals of the services that may work in the whole organization.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAWSServiceAccessForOrganization.html
 */
export async function trustedServices(aws: Reader): Promise<string[]> {
  const enabled = await all(aws, "organizations:ListAWSServiceAccessForOrganization", ORGANIZATION_PLACE, {});
  return enabled.map(({ ServicePrincipal: principal = "" }) => principal);
}
