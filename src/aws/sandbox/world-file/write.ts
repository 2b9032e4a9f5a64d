import { stringify } from "yaml";
import { birthIn } from "../ids.ts";
import { DEFAULT_TEMPO } from "../new-world.ts";
import { DEFAULT_QUOTAS } from "../quotas.ts";
import type { AccountState, CreationState, OrganizationState, UnitState, World } from "../world.ts";
import { bucketForms } from "./buckets.ts";
import { unfolded, withDocuments } from "./documents.ts";
import type { AccountForm, CreationForm, OrganizationForm, UnitForm, WorldForm } from "./form.ts";
import { briefIam } from "./iam.ts";
import { keyForms } from "./keys.ts";
import { iso, only, sortedBy } from "./members.ts";
import { type Names, namesIn } from "./names.ts";
import { policyForms } from "./policies.ts";
import { publishedForms } from "./published.ts";
import { trailForms } from "./trails.ts";

/**
 * A world as `world.yaml`. All of it, sessions left out, so that reading it gives the same world; or, when `brief`, as a
 * person would write it: no ids and times but the management account's, sorted by name.
 */
export function worldToYaml(world: World, { brief = false }: { readonly brief?: boolean } = {}): string {
  const names = namesIn(world);
  const accounts = Object.values(world.accounts).map((account) => accountForm(world, account, names, brief));
  const units = Object.values(world.units).map((unit) => unitForm(unit, names, brief));
  const form: WorldForm = {
    version: 1,
    ...(world.partition === "aws" ? {} : { partition: world.partition }),
    ...(brief ? {} : { seed: world.seed, counter: world.counter, time: iso(world.time) }),
    managementAccount: world.managementAccount,
    ...only("quotas", differences(world.quotas, DEFAULT_QUOTAS)),
    ...only("tempo", differences(world.tempo, DEFAULT_TEMPO)),
    ...only("takenEmails", world.takenEmails),
    ...only("takenAliases", world.takenAliases ?? []),
    ...(world.organization === null ? {} : { organization: organizationForm(world, world.organization, names, brief) }),
    ...only("units", brief ? sortedBy(units, (unit) => unit.path ?? `${unit.in}/${unit.name}`) : units),
    accounts: brief ? sortedBy(accounts, (account) => account.name) : accounts,
    ...only("policies", policyForms(world, names, brief)),
    ...only("takenBuckets", world.takenBuckets),
    ...only("buckets", bucketForms(world, names, brief)),
    ...only("keys", keyForms(world, names, brief)),
    ...only("trails", trailForms(world, names, brief)),
    ...publishedForms(world, names, brief),
    ...only("creations", brief ? [] : Object.values(world.creations).map(creationForm)),
  };
  return stringify(form, { lineWidth: 0, aliasDuplicateObjects: false });
}

function organizationForm(
  world: World,
  organization: OrganizationState,
  names: Names,
  brief: boolean,
): OrganizationForm {
  const rootAccess = world.accounts[world.managementAccount]?.iam.organizationsFeatures ?? [];
  const times = (since: Record<string, number>) => (brief ? Object.keys(since).toSorted() : isoTimes(since));
  const delegated = Object.entries(organization.delegatedAdministrators);
  return {
    ...(brief ? {} : { id: organization.id, rootId: organization.rootId }),
    features: organization.featureSet,
    policyTypes: Object.entries(organization.policyTypes).map(([type, { status, due }]) =>
      status === "ENABLED" ? type : { type, status, until: iso(due ?? 0) },
    ),
    ...only("trustedServices", times(organization.trustedServices)),
    ...only(
      "delegatedAdministrators",
      Object.fromEntries(delegated.map(([account, since]) => [names.of(account), times(since)])),
    ),
    ...only(
      "invitations",
      (organization.invitations ?? []).map(({ id, to, requested }) => {
        return brief ? { to } : { to, id, since: iso(requested) };
      }),
    ),
    ...(organization.portfolioSharing === true ? { portfolioSharing: true } : {}),
    ...only("rootAccess", brief ? rootAccess : []),
    ...only("tags", organization.rootTags),
  };
}

function unitForm(unit: UnitState, names: Names, brief: boolean): UnitForm {
  const path = names.of(unit.id);
  return {
    ...(path.startsWith("/") ? { path } : { name: unit.name, in: names.of(unit.parent) }),
    ...(brief ? {} : { id: unit.id }),
    ...only("tags", unit.tags),
  };
}

function accountForm(world: World, account: AccountState, names: Names, brief: boolean): AccountForm {
  const isManagement = account.id === world.managementAccount;
  const inside = account.parent === null ? "outside" : names.of(account.parent);
  const outside = account.parent === null && world.organization === null;
  return {
    name: account.name,
    ...(brief && !isManagement ? {} : { id: account.id }),
    email: account.email,
    ...(inside === "/" || outside ? {} : { in: inside }),
    ...(account.state === "ACTIVE" ? {} : { state: account.state }),
    ...only("joined", joinedForm(account, isManagement, brief)),
    ...only("tags", account.tags),
    ...(brief
      ? briefIam(account.iam, birthIn({ ...world }, account.id), world.managementAccount)
      : { iam: withDocuments(account.iam, unfolded) as Record<string, unknown> }),
    ...(account.publicAccessBlock === undefined ? {} : { publicAccessBlock: account.publicAccessBlock }),
  };
}

function joinedForm(account: AccountState, isManagement: boolean, brief: boolean): NonNullable<AccountForm["joined"]> {
  if (!brief) {
    return { method: account.joinedMethod, at: iso(account.joined) };
  }
  return account.joinedMethod === (isManagement ? "INVITED" : "CREATED") ? {} : { method: account.joinedMethod };
}

function creationForm({ requested, due, completed, ...creation }: CreationState): CreationForm {
  return {
    id: creation.id,
    name: creation.name,
    email: creation.email,
    roleName: creation.roleName,
    ...only("tags", creation.tags),
    requested: iso(requested),
    due: iso(due),
    ...(creation.fails === null ? {} : { fails: creation.fails }),
    state: creation.state,
    ...(completed === null ? {} : { completed: iso(completed) }),
    ...(creation.account === null ? {} : { account: creation.account }),
    ...(creation.failure === null ? {} : { failure: creation.failure }),
  };
}

function differences<T extends object>(value: T, usual: T): Partial<T> {
  const differs = ([name, member]: [string, unknown]) =>
    JSON.stringify(member) !== JSON.stringify((usual as Record<string, unknown>)[name]);
  return Object.fromEntries(Object.entries(value).filter(differs)) as Partial<T>;
}

function isoTimes(times: Record<string, number>): Record<string, string> {
  return Object.fromEntries(Object.entries(times).map(([name, time]) => [name, iso(time)]));
}
