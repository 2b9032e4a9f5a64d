import type { Reader } from "../../aws/contract/call.ts";
import { readRoot } from "../../aws/contract/organization-tree.ts";
import { trustedServices } from "../../aws/contract/trusted-services.ts";
import type { Verbs } from "../../aws/contract/verbs.ts";
import type { Live } from "../../model/live.ts";
import { ORGANIZATION_PLACE as AT } from "../../model/place.ts";
import type { TrustedService } from "./trusted-service.ts";

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnableAWSServiceAccess.html */
export const trustedServiceVerbs: Verbs<TrustedService> = {
  kind: "trusted-service",

  async list(aws) {
    return (await readRoot(aws)) === null ? [] : await look(aws);
  },

  async find(aws, _at, like) {
    return (await look(aws)).find(({ id }) => id === like.principal) ?? null;
  },

  async create(aws, { properties: { principal } }) {
    await aws.call("organizations:EnableAWSServiceAccess", AT, { ServicePrincipal: principal });
    return { id: principal, outputs: {} };
  },

  async update() {},
};

async function look(aws: Reader): Promise<Live<TrustedService>[]> {
  return (await trustedServices(aws)).map((principal) => ({
    kind: "trusted-service",
    id: principal,
    place: AT,
    owner: { is: "nobody" },
    properties: { principal },
    outputs: {},
  }));
}
