import type { Json, JsonObject } from "../model/json.ts";
import type { Live } from "../model/live.ts";
import type { Place } from "../model/place.ts";

/** Who a thing belongs to: `address` when it is ours, `ownerName` when it is another file's. */
export type Owned = {
  readonly address: string | null;
  readonly owner: "us" | "other" | "nobody";
  readonly ownerName?: string;
};

export type UnitView = Owned & {
  readonly id: string;
  /** Names from the root, joined with `/`. */
  readonly path: string;
  /** The id of the root or unit it stands in. */
  readonly parent: string;
  readonly tags: Readonly<Record<string, string>>;
};

export type AccountView = Owned & {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** AWS's word for it, as in ACTIVE or SUSPENDED. */
  readonly state: string;
  /** The path of its unit; `root` when it stands in none. */
  readonly ou: string;
  /** The id of the root or unit it stands in. */
  readonly parent: string;
  readonly tags: Readonly<Record<string, string>>;
};

export type PolicyView = Owned & {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  /** Size of the document as orgwright sends it, without white space. */
  readonly bytes: number;
  readonly document: Json;
  /** Ids of the root, units and accounts that it is attached to. */
  readonly attachedTo: readonly string[];
};

export type ResourceView = Owned & {
  readonly kind: string;
  readonly id: string;
  readonly place: Place;
  readonly properties: JsonObject;
};

/** The organization as it stands, as `show --format json` prints it. */
export interface OrganizationView {
  readonly organization: {
    /** Null when there is no organization yet. */
    readonly id: string | null;
    readonly name: string | null;
    readonly rootId: string | null;
    readonly managementAccount: string | null;
    /** AWS's word for it: ALL or CONSOLIDATED_BILLING. */
    readonly features: string | null;
    readonly policyTypes: readonly string[];
    readonly trustedServices: readonly string[];
  };
  readonly units: readonly UnitView[];
  readonly accounts: readonly AccountView[];
  readonly policies: readonly PolicyView[];
  readonly resources?: readonly ResourceView[];
}

/** What was observed, as the view of an organization. With `all`, everything that was observed is in it a second time, as resources. */
export function organizationView(
  live: readonly Live[],
  { all = false }: { readonly all?: boolean } = {},
): OrganizationView {
  const ofKind = (kind: string) => live.filter((one) => one.kind === kind);
  const units = ofKind("organizational-unit");
  const pathOf = unitPaths(units);
  return {
    organization: {
      ...organizationFacts(ofKind("organization")[0]),
      policyTypes: textsOf(ofKind("policy-type"), "type"),
      trustedServices: textsOf(ofKind("trusted-service"), "principal"),
    },
    units: sortedBy(
      units.map((unit) => unitView(unit, pathOf)),
      ({ path }) => path,
    ),
    accounts: sortedBy(
      ofKind("account").map((account) => accountView(account, pathOf)),
      ({ name, id }) => `${name} ${id}`,
    ),
    policies: sortedBy(
      ofKind("organization-policy").map((policy) => policyView(policy, ofKind("policy-attachment"))),
      ({ type, name }) => `${type} ${name}`,
    ),
    ...(all ? { resources: sortedBy(live.map(resourceView), placeKey) } : {}),
  };
}

function organizationFacts(organization: Live | undefined) {
  const outputs = organization?.outputs ?? {};
  return {
    id: organization?.id ?? null,
    name: organization === undefined ? null : text(organization.properties["name"]) || null,
    rootId: outputs["rootId"] ?? null,
    managementAccount: outputs["managementAccount"] ?? null,
    features: outputs["featureSet"] ?? null,
  };
}

function unitView(unit: Live, pathOf: (id: string) => string): UnitView {
  const { parent, tags } = unit.properties;
  return { id: unit.id, path: pathOf(unit.id), parent: text(parent), tags: tagsOf(tags), ...ownedBy(unit) };
}

function accountView(account: Live, pathOf: (id: string) => string): AccountView {
  const { name, email, parent, tags, state } = account.properties;
  return {
    id: account.id,
    name: text(name),
    email: text(email),
    state: text(state) || "ACTIVE",
    ou: pathOf(text(parent)) || "root",
    parent: text(parent),
    tags: tagsOf(tags),
    ...ownedBy(account),
  };
}

function tagsOf(tags: Json | undefined): Readonly<Record<string, string>> {
  return (tags ?? {}) as Readonly<Record<string, string>>;
}

function policyView(policy: Live, attachments: readonly Live[]): PolicyView {
  const { type, name, document } = policy.properties;
  const own = attachments.filter((one) => one.properties["policy"] === policy.id);
  return {
    id: policy.id,
    type: text(type),
    name: text(name),
    bytes: new TextEncoder().encode(JSON.stringify(document ?? null)).length,
    document: document ?? null,
    attachedTo: textsOf(own, "target"),
    ...ownedBy(policy),
  };
}

function resourceView(one: Live): ResourceView {
  const { kind, id, place, properties } = one;
  return { kind, id, place: { account: place.account, region: place.region }, ...ownedBy(one), properties };
}

function ownedBy({ owner }: Live): Owned {
  return {
    address: owner.is === "us" ? owner.address : null,
    owner: owner.is,
    ...(owner.is === "other" ? { ownerName: owner.name } : {}),
  };
}

/** Finds a unit's path by its id; empty for anything that is no observed unit. */
function unitPaths(units: readonly Live[]): (id: string) => string {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  return (id) => {
    const names: string[] = [];
    let unit = byId.get(id);
    // Not deeper than there are units, should the data ever describe a circle.
    while (unit !== undefined && names.length < units.length) {
      names.unshift(text(unit.properties["name"]));
      unit = byId.get(text(unit.properties["parent"]));
    }
    return names.join("/");
  };
}

function textsOf(live: readonly Live[], property: string): string[] {
  return live.map((one) => text(one.properties[property])).sort();
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function placeKey({ place, kind, id }: ResourceView): string {
  return `${place.account}/${place.region} ${kind} ${id}`;
}

function sortedBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
