import { parse } from "yaml";
import { z } from "zod";
import type { AccountId } from "../../../model/place.ts";
import { birthIn, nextAccountId, nextId } from "../ids.ts";
import { createWorld, standaloneAccount, type WorldOptions } from "../new-world.ts";
import { foundOrganization } from "../organizations/organization.ts";
import type { OrganizationState, World } from "../world.ts";
import { addBuckets } from "./buckets.ts";
import { type OrganizationForm, type UnitForm, type WorldForm, worldForm } from "./form.ts";
import { iamOf } from "./iam.ts";
import { addKeys } from "./keys.ts";
import { namesIn } from "./names.ts";
import { addPolicies } from "./policies.ts";
import { addPublished } from "./published.ts";
import { addTrails } from "./trails.ts";

/**
 * The world that a `world.yaml` tells.
 * @throws RangeError that says what is wrong with it.
 */
export function worldFromYaml(text: string): World {
  const form = checked(parse(text));
  const world = createWorld(optionsOf(form));
  if (form.organization !== undefined) {
    addOrganization(world, form.organization);
  }
  for (const unit of form.units ?? []) {
    addUnit(world, unit);
  }
  addAccounts(world, form);
  addDelegations(world, form.organization);
  addPolicies(world, form.policies ?? []);
  addCreations(world, form);
  addBuckets(world, form.buckets ?? []);
  addKeys(world, form.keys ?? []);
  addTrails(world, form.trails ?? []);
  addPublished(world, form);
  world.counter = Math.max(world.counter, form.counter ?? 0);
  return world;
}

function checked(value: unknown): WorldForm {
  const result = worldForm.safeParse(value);
  if (!result.success) {
    throw new RangeError(`That is no world:\n${z.prettifyError(result.error)}`);
  }
  return result.data;
}

function optionsOf(form: WorldForm): WorldOptions {
  return {
    ...(form.partition === undefined ? {} : { partition: form.partition }),
    ...(form.seed === undefined ? {} : { seed: form.seed }),
    ...(form.time === undefined ? {} : { now: new Date(form.time) }),
    ...(form.managementAccount === undefined ? {} : { managementAccount: form.managementAccount }),
    quotas: { ...form.quotas },
    tempo: { ...form.tempo },
    takenEmails: form.takenEmails ?? [],
    ...(form.takenAliases === undefined ? {} : { takenAliases: form.takenAliases }),
    takenBuckets: form.takenBuckets ?? [],
  };
}

function addOrganization(world: World, form: OrganizationForm): void {
  const features = form.features ?? "ALL";
  const organization = foundOrganization(world, world.managementAccount, features, form);
  organization.rootTags = { ...form.tags };
  if (form.policyTypes !== undefined) {
    organization.policyTypes = {};
    world.policies = {};
  }
  for (const each of form.policyTypes ?? []) {
    if (typeof each === "string") {
      organization.policyTypes[each] = { status: "ENABLED", due: null };
    } else {
      organization.policyTypes[each.type] = { status: each.status, due: Date.parse(each.until) };
    }
  }
  organization.trustedServices = timesOf(world, form.trustedServices);
  if (form.invitations !== undefined) {
    organization.invitations = form.invitations.map(({ to, id = nextId(world, "h-", 32), since }) => {
      return { id, to, requested: since === undefined ? world.time : Date.parse(since) };
    });
  }
  if (form.portfolioSharing === true) {
    organization.portfolioSharing = true;
  }
}

function addUnit(world: World, form: UnitForm): void {
  const { rootId } = organizationOf(world);
  const cut = form.path?.lastIndexOf("/") ?? -1;
  const name = form.name ?? form.path?.slice(cut + 1);
  if (name === undefined || name === "") {
    throw new RangeError("A unit needs a `path` that begins with a slash, or a `name` and what it is `in`.");
  }
  const parent = namesIn(world).idOf(form.in ?? (form.path?.slice(0, Math.max(cut, 0)) || "/"));
  const id = form.id ?? nextId(world, `ou-${rootId.slice(2)}-`, 8);
  world.units[id] = { id, name, parent, tags: { ...form.tags } };
}

function addAccounts(world: World, form: WorldForm): void {
  const names = namesIn(world);
  const rootAccess = form.organization?.rootAccess ?? [];
  const accounts = form.accounts ?? [];
  // The accounts stand in the order of the file; the management account is there in any case.
  const management = world.accounts[world.managementAccount];
  world.accounts = accounts.some(({ id, name }) => id === management?.id || name === management?.name)
    ? {}
    : { ...world.accounts };
  for (const each of accounts) {
    const isManagement = each.id === world.managementAccount || (each.id === undefined && each.name === "management");
    const id: AccountId = isManagement ? world.managementAccount : (each.id ?? nextAccountId(world));
    const inside = world.organization === null || each.in === "outside" ? null : names.idOf(each.in ?? "/");
    const account = standaloneAccount(world, id, each.name);
    account.email = each.email ?? account.email;
    account.state = each.state ?? "ACTIVE";
    account.parent = inside;
    account.joinedMethod = each.joined?.method ?? (isManagement ? "INVITED" : "CREATED");
    account.joined = each.joined?.at === undefined ? world.time : Date.parse(each.joined.at);
    account.tags = { ...each.tags };
    account.iam = iamOf(each, birthIn(world, id), isManagement ? (management?.iam ?? null) : null, world, rootAccess);
    if (each.publicAccessBlock !== undefined) {
      account.publicAccessBlock = { ...each.publicAccessBlock };
    }
    world.accounts[id] = account;
  }
}

function addDelegations(world: World, form: OrganizationForm | undefined): void {
  const names = namesIn(world);
  for (const [account, services] of Object.entries(form?.delegatedAdministrators ?? {})) {
    organizationOf(world).delegatedAdministrators[names.idOf(account)] = timesOf(world, services);
  }
}

function addCreations(world: World, form: WorldForm): void {
  for (const { requested, due, completed, ...creation } of form.creations ?? []) {
    world.creations[creation.id] = {
      ...creation,
      tags: { ...creation.tags },
      requested: Date.parse(requested),
      due: Date.parse(due),
      completed: completed === undefined ? null : Date.parse(completed),
      fails: creation.fails ?? null,
      account: creation.account ?? null,
      failure: creation.failure ?? null,
    };
    if (creation.state === "IN_PROGRESS") {
      world.inCreation.push(creation.id);
    }
  }
}

function timesOf(world: World, form: string[] | Record<string, string> | undefined): Record<string, number> {
  const entries = Array.isArray(form)
    ? form.map((name) => [name, world.time] as const)
    : Object.entries(form ?? {}).map(([name, time]) => [name, Date.parse(time)] as const);
  return Object.fromEntries(entries);
}

function organizationOf(world: World): OrganizationState {
  if (world.organization === null) {
    throw new RangeError("Units and delegated administrators need an `organization`.");
  }
  return world.organization;
}
