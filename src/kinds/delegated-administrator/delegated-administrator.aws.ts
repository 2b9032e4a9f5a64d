import { all } from "../../aws/contract/all.ts";
import type { Reader } from "../../aws/contract/call.ts";
import { readRoot } from "../../aws/contract/organization-tree.ts";
import { trustedServices } from "../../aws/contract/trusted-services.ts";
import type { Verbs } from "../../aws/contract/verbs.ts";
import { known } from "../../model/deferred.ts";
import type { Live } from "../../model/live.ts";
import { ORGANIZATION_PLACE as AT } from "../../model/place.ts";
import type { DelegatedAdministrator } from "./delegated-administrator.ts";

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_RegisterDelegatedAdministrator.html */
export const delegatedAdministratorVerbs: Verbs<DelegatedAdministrator> = {
  kind: "delegated-administrator",

  async list(aws, _at, scope) {
    if ((await readRoot(aws)) === null) {
      return [];
    }
    // AWS says of an administrator only for which service it is asked, and most organizations have none. Only a service with
    // trusted access can have one.
    const wished = scope.wanted.map(({ properties: { service } }) => service);
    const trusted = (await hasAdministrators(aws)) ? await trustedServices(aws) : [];
    const services = [...new Set([...wished, ...trusted])];
    return (await Promise.all(services.map((service) => administratorsOf(aws, service)))).flat();
  },

  async find(aws, _at, { service, account }) {
    return (await administratorsOf(aws, service)).find(({ properties }) => properties.account === account) ?? null;
  },

  async create(aws, { properties: { service, account } }) {
    const AccountId = known(account);
    await aws.call("organizations:RegisterDelegatedAdministrator", AT, { AccountId, ServicePrincipal: service });
    return { id: `${service}:${AccountId}`, outputs: {} };
  },

  async update() {},
};

async function hasAdministrators(aws: Reader): Promise<boolean> {
  return (await all(aws, "organizations:ListDelegatedAdministrators", AT, {})).length > 0;
}

async function administratorsOf(aws: Reader, service: string): Promise<Live<DelegatedAdministrator>[]> {
  const accounts = await all(aws, "organizations:ListDelegatedAdministrators", AT, { ServicePrincipal: service });
  return accounts.map(({ Id: account = "" }) => ({
    kind: "delegated-administrator",
    id: `${service}:${account}`,
    place: AT,
    owner: { is: "nobody" },
    properties: { service, account },
    outputs: {},
  }));
}
