import { type Difference, type DiffRequest, diff } from "../../src/diff/diff.ts";
import { SHAPES } from "../../src/kinds/shapes.ts";
import type { Address } from "../../src/model/address.ts";
import { after, fill } from "../../src/model/deferred.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import type { Live, Owner } from "../../src/model/live.ts";
import { ORGANIZATION_PLACE, type Place } from "../../src/model/place.ts";
import type { Resource } from "../../src/model/resource.ts";

const AT = { file: "orgwright.yaml", line: 1, column: 1 };

/** A wish; its needs are the addresses that it names with `id()`, and those given. */
export function wish(
  kind: string,
  address: string,
  properties: JsonObject,
  more: { readonly place?: Place; readonly needs?: readonly string[]; readonly accountKey?: string } = {},
): Resource {
  const named = [...JSON.stringify(properties).matchAll(/"\$after":"([^"#]+)#/g)].map((match) => match[1] ?? "");
  const { place = ORGANIZATION_PLACE, needs = [], accountKey } = more;
  return {
    address: address as Address,
    kind,
    place,
    properties,
    needs: [...new Set([...named, ...needs])] as Address[],
    declaredAt: AT,
    ...(accountKey === undefined ? {} : { accountKey }),
  };
}

/** The id that AWS will give to what stands at an address. */
export function id(address: string, output = "id"): JsonObject {
  return after(address as Address, output) as unknown as JsonObject;
}

export const us = (address: string): Owner => ({ is: "us", address: address as Address });
export const NOBODY: Owner = { is: "nobody" };
export const GLOBEX: Owner = { is: "other", name: "globex" };

/** A thing that stands in AWS. */
export function thing(
  kind: string,
  id: string,
  owner: Owner,
  properties: JsonObject,
  place: Place = ORGANIZATION_PLACE,
): Live {
  return { kind, id, place, owner, properties, outputs: { id } };
}

export const ORGANIZATION = wish("organization", "foundation/organization", { name: "acme", homeRegion: "eu-west-1" });
export const ROOT = id("foundation/organization", "rootId");
export const THE_ORGANIZATION: Live = {
  ...thing("organization", "o-1", us("foundation/organization"), { name: "acme", homeRegion: "eu-west-1" }),
  outputs: { id: "o-1", rootId: "r-1", managementAccount: "111111111111", featureSet: "ALL" },
};

export const unit = (address: string, name: string, parent: Json = ROOT) =>
  wish("organizational-unit", address, { name, parent });
export const liveUnit = (unitId: string, owner: Owner, name: string, parent = "r-1") =>
  thing("organizational-unit", unitId, owner, { name, parent });

export const account = (key: string, parent: Json = ROOT, properties: JsonObject = {}) =>
  wish(
    "account",
    `workload/account:${key}`,
    { name: key, email: `aws+${key}@acme.example`, parent, tags: {}, ...properties },
    { accountKey: key },
  );
export const liveAccount = (accountId: string, owner: Owner, key: string, properties: JsonObject = {}) =>
  thing("account", accountId, owner, {
    name: key,
    email: `aws+${key}@acme.example`,
    parent: "r-1",
    tags: {},
    state: "ACTIVE",
    ...properties,
  });

const DOCUMENT: JsonObject = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "organizations:LeaveOrganization", Resource: "*" }],
};
export const policy = (address: string, name: string, document: JsonObject = DOCUMENT) =>
  wish("organization-policy", address, {
    name,
    type: "SERVICE_CONTROL_POLICY",
    description: "",
    document,
    order: "last",
  });
export const livePolicy = (policyId: string, owner: Owner, name: string, document: JsonObject = DOCUMENT) =>
  thing("organization-policy", policyId, owner, {
    name,
    type: "SERVICE_CONTROL_POLICY",
    description: "",
    document,
    order: "last",
  });

export const attachment = (address: string, of: Json, target: Json) =>
  wish("policy-attachment", address, { policy: of, target, order: "last" });
export const liveAttachment = (of: string, owner: Owner, target: string) =>
  thing("policy-attachment", `${of}:${target}`, owner, { policy: of, target, order: "last" });

const TRUST: JsonObject = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "111111111111" }, Action: "sts:AssumeRole" }],
};
const roleProperties = (name: string, properties: JsonObject): JsonObject => ({
  name,
  path: "/",
  description: "",
  trust: TRUST,
  inline: {},
  managed: [],
  maxSessionSeconds: 3600,
  tags: {},
  ...properties,
});
export const role = (address: string, key: string, name: string, properties: JsonObject = {}) =>
  wish("iam-role", address, roleProperties(name, properties), { place: { account: key, region: "global" } });
export const liveRole = (key: string, owner: Owner, name: string, properties: JsonObject = {}) =>
  thing("iam-role", name, owner, roleProperties(name, properties), { account: key, region: "global" });

/** The comparison of wishes with what stands, by the shipped kinds unless told otherwise. */
export function compared(
  resources: readonly Resource[],
  live: readonly Live[],
  more: Partial<Omit<DiffRequest, "resources" | "live">> = {},
): Difference {
  return diff({ resources, live, shapes: SHAPES, unobserved: new Set(), moved: [], now: new Date(0), ...more });
}

/** Changes in a few words: the action and what it is about. */
export function told({ changes }: Pick<Difference, "changes">): string[] {
  return changes.map((change) =>
    change.action === "delete"
      ? `delete ${change.from.kind} ${change.from.id}`
      : `${change.action} ${change.to.address}`,
  );
}

/** What stands once every wish was carried out, each thing with an id of its own. */
export function built(resources: readonly Resource[]): Live[] {
  const made = new Map<string, Live>();
  for (const resource of resources) {
    const shape = SHAPES.get(resource.kind);
    const n = made.size;
    const known = ({ address, output }: { address: string; output: string }) => made.get(address)?.outputs[output];
    const filled = shape?.normal(fill(resource.properties, known) as JsonObject) as JsonObject;
    const ours = shape?.ownership === "place" ? NOBODY : us(resource.address);
    const owner =
      shape?.ownership === "parent"
        ? ([...made.values()].find((one) => one.id === filled["policy"])?.owner ?? NOBODY)
        : ours;
    const physical = resource.kind === "iam-role" ? String(filled["name"]) : `id-${n}`;
    made.set(resource.address, {
      kind: resource.kind,
      id: physical,
      place: resource.place,
      owner,
      properties: filled,
      outputs: { id: physical, rootId: "r-1", managementAccount: "111111111111" },
    });
  }
  return [...made.values()];
}
