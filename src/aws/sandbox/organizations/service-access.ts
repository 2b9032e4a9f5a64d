import { withdrawTrails } from "../cloudtrail/state.ts";
import type { Handler } from "../handlers.ts";
import { constraintViolation, invalidInput, required } from "./invalid-input.ts";
import { listed, nextToken } from "./lists.ts";
import { fullManagerOf, readerOf } from "./membership.ts";
import { SERVICE_PRINCIPALS } from "./service-principals.ts";

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnableAWSServiceAccess.html */
export const enableServiceAccess: Handler<"organizations:EnableAWSServiceAccess"> = (world, input, at) => {
  const organization = fullManagerOf(world, at);
  const principal = servicePrincipalOf(input.ServicePrincipal);
  organization.trustedServices[principal] ??= world.time;
  return {};
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_DisableAWSServiceAccess.html */
export const disableServiceAccess: Handler<"organizations:DisableAWSServiceAccess"> = (world, input, at) => {
  const organization = fullManagerOf(world, at);
  const principal = servicePrincipalOf(input.ServicePrincipal);
  if (Object.values(organization.delegatedAdministrators).some((services) => services[principal] !== undefined)) {
    constraintViolation(
      "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG",
      `An account is a delegated administrator of ${principal}. Deregister it first.`,
    );
  }
  delete organization.trustedServices[principal];
  if (principal === "cloudtrail.amazonaws.com") {
    withdrawTrails(world.trails);
  }
  return {};
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAWSServiceAccessForOrganization.html */
export const listServiceAccess: Handler<"organizations:ListAWSServiceAccessForOrganization"> = (world, input, at) => {
  const organization = readerOf(world, at);
  const page = listed(world, "services", Object.entries(organization.trustedServices), input);
  const services = page.items.map(([ServicePrincipal, since]) => ({ ServicePrincipal, DateEnabled: new Date(since) }));
  return { EnabledServicePrincipals: services, ...nextToken(page) };
};

/** A service principal that can be given trusted access. */
export function servicePrincipalOf(value: unknown): string {
  const principal = required(value, "ServicePrincipal");
  return SERVICE_PRINCIPALS.has(principal)
    ? principal
    : invalidInput("UNRECOGNIZED_SERVICE_PRINCIPAL", `You specified an unrecognized service principal: ${principal}`);
}
