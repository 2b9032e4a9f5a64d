import type { DelegatedAdministrator } from "@aws-sdk/client-organizations";
import type { Handler } from "../handlers.ts";
import { refuse } from "../refuse.ts";
import type { OrganizationState, World } from "../world.ts";
import { accountOf, accountWith } from "./accounts.ts";
import { constraintViolation } from "./invalid-input.ts";
import { listed, nextToken } from "./lists.ts";
import { fullManagerOf, readerOf } from "./membership.ts";
import { servicePrincipalOf } from "./service-access.ts";
import { memberAccount } from "./tree.ts";

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_RegisterDelegatedAdministrator.html */
export const registerDelegatedAdministrator: Handler<"organizations:RegisterDelegatedAdministrator"> = (
  world,
  input,
  at,
) => {
  const organization = fullManagerOf(world, at);
  const principal = servicePrincipalOf(input.ServicePrincipal);
  const account = accountWith(world, input.AccountId);
  if (account.id === world.managementAccount) {
    constraintViolation(
      "CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR",
      "You can't register the management account as a delegated administrator.",
    );
  }
  if (organization.trustedServices[principal] === undefined) {
    constraintViolation("SERVICE_ACCESS_NOT_ENABLED", `Trusted access is not enabled for ${principal}.`);
  }
  const services = organization.delegatedAdministrators[account.id] ?? {};
  if (services[principal] !== undefined) {
    refuse("AccountAlreadyRegisteredException", `The account ${account.id} is already registered for ${principal}.`);
  }
  organization.delegatedAdministrators[account.id] = { ...services, [principal]: world.time };
  return {};
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeregisterDelegatedAdministrator.html */
export const deregisterDelegatedAdministrator: Handler<"organizations:DeregisterDelegatedAdministrator"> = (
  world,
  input,
  at,
) => {
  const organization = fullManagerOf(world, at);
  const principal = servicePrincipalOf(input.ServicePrincipal);
  const account = accountWith(world, input.AccountId);
  const services = organization.delegatedAdministrators[account.id];
  if (services?.[principal] === undefined) {
    return refuse("AccountNotRegisteredException", `The account ${account.id} is not registered for ${principal}.`);
  }
  delete services[principal];
  if (Object.keys(services).length === 0) {
    delete organization.delegatedAdministrators[account.id];
  }
  return {};
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListDelegatedAdministrators.html */
export const listDelegatedAdministrators: Handler<"organizations:ListDelegatedAdministrators"> = (world, input, at) => {
  const organization = readerOf(world, at);
  const principal = input.ServicePrincipal === undefined ? null : servicePrincipalOf(input.ServicePrincipal);
  const ids = Object.entries(organization.delegatedAdministrators)
    .filter(([, services]) => principal === null || services[principal] !== undefined)
    .map(([id]) => id);
  const page = listed(world, `delegated:${principal ?? "*"}`, ids, input);
  const administrators = page.items.map((id) => administratorOf(world, organization, id));
  return { DelegatedAdministrators: administrators, ...nextToken(page) };
};

function administratorOf(world: World, organization: OrganizationState, id: string): DelegatedAdministrator {
  const since = Math.min(...Object.values(organization.delegatedAdministrators[id] ?? {}));
  const account = memberAccount(world, id);
  const { Paths: _, ...described } = account === undefined ? { Id: id } : accountOf(world, organization, account);
  return { ...described, DelegationEnabledDate: new Date(since) };
}
