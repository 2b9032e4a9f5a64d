import { all } from "../../aws/contract/all.ts";
import type { Verbs } from "../../aws/contract/verbs.ts";
import type { Live } from "../../model/live.ts";
import type { Place } from "../../model/place.ts";
import type { ServiceLinkedRole } from "./service-linked-role.ts";

const PATH = "/aws-service-role/";
const MAX_ITEMS = 1000;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html */
export const serviceLinkedRoleVerbs: Verbs<ServiceLinkedRole> = {
  kind: "service-linked-role",

  async list(aws, at, scope) {
    const services = new Set(scope.wanted.map(({ properties: { service } }) => service));
    if (services.size === 0) {
      return [];
    }
    // The same question as for all other roles of the account: it is asked once.
    const roles = await all(aws, "iam:ListRoles", at, { MaxItems: MAX_ITEMS });
    const linked = roles.flatMap(({ Path: path = "/" }) => {
      const service = path.startsWith(PATH) ? path.slice(PATH.length, -1) : "";
      return services.has(service) ? [liveRole(service, at)] : [];
    });
    return linked;
  },

  async find(aws, at, { service }) {
    const roles = await all(aws, "iam:ListRoles", at, { PathPrefix: `${PATH}${service}/`, MaxItems: MAX_ITEMS });
    return roles.length === 0 ? null : liveRole(service, at);
  },

  async create(aws, { place, properties: { service } }) {
    await aws.call("iam:CreateServiceLinkedRole", place, { AWSServiceName: service });
    return { id: service, outputs: {} };
  },

  async update() {},
};

function liveRole(service: string, place: Place): Live<ServiceLinkedRole> {
  return {
    kind: "service-linked-role",
    id: service,
    place,
    owner: { is: "nobody" },
    properties: { service },
    outputs: {},
  };
}
