import { newManagementIam, newMemberIam } from "../iam/newborn.ts";
import { ensureServiceLinkedRole } from "../iam/service-linked.ts";
import {
  type Birth,
  emptyIam,
  type IamRole,
  type IamState,
  makeRole,
  type OrganizationsFeature,
  wholeSeconds,
} from "../iam/state.ts";
import type { World } from "../world.ts";
import { folded, unfolded, withDocuments } from "./documents.ts";
import type { AccountForm, OidcProviderForm, RoleForm } from "./form.ts";

const ENTRANCE = "OrganizationAccountAccessRole";

/** The IAM of an account in a `world.yaml`. `management` is the management account's when it was new. */
export function iamOf(
  form: AccountForm,
  birth: Birth,
  management: IamState | null,
  world: World,
  rootAccess: readonly OrganizationsFeature[],
): IamState {
  if (form.iam !== undefined) {
    return { ...emptyIam(), ...(withDocuments({ ...emptyIam(), ...form.iam }, folded) as Partial<IamState>) };
  }
  const iam = management ?? newMemberIam(birth, world.managementAccount);
  if (management !== null && world.organization !== null) {
    ensureServiceLinkedRole(iam, birth, "organizations.amazonaws.com");
  }
  if (management !== null) {
    iam.organizationsFeatures = [...rootAccess];
  }
  for (const name of form.withoutRoles ?? []) {
    delete iam.roles[name];
  }
  for (const role of form.roles ?? []) {
    iam.roles[role.name] = roleOf(role, birth);
  }
  for (const { url, clients, tags } of form.oidcProviders ?? []) {
    const arn = `arn:${birth.partition}:iam::${birth.account}:oidc-provider/${url}`;
    const createDate = wholeSeconds(birth.now);
    iam.oidcProviders[arn] = { url, clients: [...clients], thumbprints: [], tags: { ...tags }, createDate };
  }
  return iam;
}

function roleOf({ trust, inline, ...role }: RoleForm, birth: Birth): IamRole {
  const { path, attached, tags, maxSessionDuration, description, boundary } = role;
  const made = makeRole(birth, {
    name: role.name,
    trust: folded(trust),
    ...(path === undefined ? {} : { path }),
    ...(attached === undefined ? {} : { attached }),
    ...(tags === undefined ? {} : { tags }),
    ...(maxSessionDuration === undefined ? {} : { maxSessionDuration }),
    ...(description === undefined ? {} : { description }),
    ...(boundary === undefined ? {} : { boundary }),
  });
  made.inline = Object.fromEntries(Object.entries(inline ?? {}).map(([name, text]) => [name, folded(text)]));
  return made;
}

/**
 * An account's IAM as a person would write it: the roles that it has besides a new account's, and those it lacks. All
 * of it, where someone made what is not a role.
 */
export function briefIam(
  iam: IamState,
  birth: Birth,
  management: string,
): Pick<AccountForm, "roles" | "withoutRoles" | "oidcProviders" | "iam"> {
  const isManagement = birth.account === management;
  const newborn = isManagement ? newManagementIam(birth) : newMemberIam(birth, management);
  if (hasMore(iam, newborn)) {
    return { iam: withDocuments(iam, unfolded) as Record<string, unknown> };
  }
  ensureServiceLinkedRole(newborn, birth, "organizations.amazonaws.com");
  const roles = Object.values(iam.roles)
    .map(briefRole)
    .filter((role) => !sameRole(role, newborn.roles[role.name]))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const lacks = Object.keys(newborn.roles).filter((name) => iam.roles[name] === undefined && name === ENTRANCE);
  const oidcProviders = Object.values(iam.oidcProviders)
    .map(briefProvider)
    .toSorted((a, b) => (a.url < b.url ? -1 : 1));
  return {
    ...(roles.length === 0 ? {} : { roles }),
    ...(lacks.length === 0 ? {} : { withoutRoles: lacks }),
    ...(oidcProviders.length === 0 ? {} : { oidcProviders }),
  };
}

function briefProvider({ url, clients, tags }: IamState["oidcProviders"][string]): OidcProviderForm {
  return { url, clients: clients.toSorted(), ...(Object.keys(tags).length === 0 ? {} : { tags }) };
}

function hasMore(iam: IamState, newborn: IamState): boolean {
  const rest = ({ users, groups, policies, alias, passwordPolicy, mfaDevices }: IamState) =>
    JSON.stringify([
      Object.values(users).map(({ id: _, createDate: __, ...user }) => user),
      Object.keys(groups),
      Object.keys(policies),
      alias,
      passwordPolicy,
      mfaDevices,
    ]);
  return rest(iam) !== rest(newborn);
}

function sameRole(role: RoleForm, newborn: IamRole | undefined): boolean {
  return newborn !== undefined && JSON.stringify(role) === JSON.stringify(briefRole(newborn));
}

function briefRole(role: IamRole): RoleForm {
  const inline = Object.entries(role.inline).map(([name, text]) => [name, unfolded(text)] as const);
  return {
    name: role.name,
    ...(role.path === "/" ? {} : { path: role.path }),
    trust: unfolded(role.trust) as RoleForm["trust"],
    ...(inline.length === 0 ? {} : { inline: Object.fromEntries(inline) as NonNullable<RoleForm["inline"]> }),
    ...(role.attached.length === 0 ? {} : { attached: role.attached }),
    ...(Object.keys(role.tags).length === 0 ? {} : { tags: role.tags }),
    ...(role.maxSessionDuration === 3600 ? {} : { maxSessionDuration: role.maxSessionDuration }),
    ...(role.description === null ? {} : { description: role.description }),
    ...(role.boundary === null ? {} : { boundary: role.boundary }),
  };
}
