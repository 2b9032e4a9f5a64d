import type { ImageState } from "../../src/aws/sandbox/ec2/state.ts";
import type { IamRole } from "../../src/aws/sandbox/iam/state.ts";
import type { AccountState, OrganizationState, PolicyState, World, WorldTags } from "../../src/aws/sandbox/world.ts";
import { type Change, fieldsOf, kindOf } from "../../src/model/change.ts";
import { ORGANIZATION_TAG } from "../../src/model/ownership.ts";
import { MANAGEMENT } from "../../src/model/place.ts";
import type { Planned } from "../../src/pipeline.ts";

/** Everything in a world that a plan has no business with, in a form that can be compared. */
export type Foreign = Readonly<Record<string, unknown>>;

/** Two worlds, and who made what is in them. */
interface Sight {
  readonly before: World;
  /** The ids of what stands in both. */
  readonly lasting: ReadonlySet<string>;
  readonly isOurs: (id: string, tags: WorldTags) => boolean;
  /** The foreign tags that the plan sets, by the id of what they are on. */
  readonly written: ReadonlyMap<string, ReadonlySet<string>>;
  /** The ids of the accounts in which the plan sets what S3 blocks. */
  readonly blocked: ReadonlySet<string>;
  /** The launch permissions that the plan takes back, as `image words`. */
  readonly takenBack: ReadonlySet<string>;
  /** What carries no tags and the file wishes for, as `account kind` or `account kind name`. */
  readonly wished: ReadonlySet<string>;
}

/**
 * What is foreign in the worlds before and after an apply and, of what is ours, the tags that the file does not speak
 * of. Left out is what AWS does by itself: to put its full-access policies on new targets, and service-linked roles and
 * an entrance into new accounts.
 *
 * @param planned the plan between the two worlds; what it adopts is not foreign
 */
export function foreignParts(before: World, after: World, planned: Planned): { before: Foreign; after: Foreign } {
  const sight = sightOf(before, after, planned);
  return { before: partOf(before, sight), after: partOf(after, sight) };
}

function partOf(world: World, sight: Sight): Foreign {
  const { before } = sight;
  const { quotas, takenEmails, partition, managementAccount, tempo, seed } = world;
  return {
    ...{ quotas, takenEmails, partition, managementAccount, tempo, seed },
    organization: before.organization === null ? null : organizationPart(world.organization, before.organization),
    units: pick(world.units, (unit) =>
      sight.isOurs(unit.id, unit.tags) ? unclaimedTags(unit.id, unit.tags, sight) : unlessNew(unit.id, sight, unit),
    ),
    accounts: pick(world.accounts, (account) => accountPart(account, sight)),
    policies: pick(world.policies, (policy) =>
      sight.isOurs(policy.id, policy.tags) ? null : unlessNew(policy.id, sight, policyPart(policy, sight)),
    ),
    takenBuckets: world.takenBuckets,
    buckets: pick(world.buckets, ({ used: _, ...bucket }) =>
      ownPart(bucket.name, bucket, bucket.name in before.buckets, sight),
    ),
    keys: pick(world.keys, (key) => ownPart(key.id, key, key.id in before.keys, sight)),
    trails: pick(world.trails, ({ logs: _, digests: __, ...trail }, arn) =>
      ownPart(arn, trail, arn in before.trails, sight),
    ),
    repositories: pick(world.repositories, (one, arn) => ownPart(one.name, one, arn in before.repositories, sight)),
    parameters: pick(world.parameters, (one, arn) => ownPart(one.name, one, arn in before.parameters, sight)),
    shares: pick(world.shares, (one, arn) => ownPart(arn, one, arn in before.shares, sight)),
    portfolios: pick(world.portfolios, (one, id) => ownPart(id, one, id in before.portfolios, sight)),
    images: pick(world.images, (image) => imagePart(image, sight)),
  };
}

function sightOf(before: World, after: World, { plan, directory, wished: resources }: Planned): Sight {
  const changes = plan.steps.map(({ change }) => change);
  const accountId = (key: string) => (key === MANAGEMENT ? before.managementAccount : directory.idOf(key));
  // Roles of two accounts may share a name.
  const liveId = (change: Change) =>
    change.action === "create"
      ? change.to.address
      : change.from.kind === "iam-role"
        ? `${accountId(change.from.place.account)}:${change.from.id}`
        : change.from.id;
  const adopted = new Set(changes.flatMap((change) => (change.action === "adopt" ? [liveId(change)] : [])));
  const isOurs: Sight["isOurs"] = (id, tags) => adopted.has(id) || tags[ORGANIZATION_TAG] === plan.organization.name;
  const written = new Map(
    changes.map((change) => {
      const paths = fieldsOf(change).map(({ path }) => path);
      return [liveId(change), new Set(paths.flatMap((path) => /^\/tags\/(.+)$/.exec(path)?.[1] ?? []))] as const;
    }),
  );
  const blocks = changes.filter((change) => kindOf(change) === "s3-account-public-access-block");
  const blocked = new Set(
    blocks.flatMap((change) => accountId((change.action === "delete" ? change.from : change.to).place.account) ?? []),
  );
  const shared = changes.filter((change) => kindOf(change) === "image-sharing").flatMap(fieldsOf);
  const takenBack = new Set(
    shared.flatMap(({ path, before: words = [] }) => [words].flat().map((one) => `${path.split("/").at(-1)} ${one}`)),
  );
  const wished = new Set(
    resources.flatMap(({ kind, place, properties }) => {
      const name = kind === "iam-group" ? ` ${properties["name"]}` : "";
      return UNTAGGED.includes(kind) ? [`${accountId(place.account)} ${kind}${name}`] : [];
    }),
  );
  const isLasting = new Set(idsOf(after));
  const lasting = new Set(idsOf(before).filter((id) => isLasting.has(id)));
  return { before, lasting, isOurs, written, blocked, takenBack, wished };
}

const UNTAGGED: readonly string[] = ["iam-group", "account-alias", "password-policy"];

function idsOf({ organization, units, accounts, policies }: World): string[] {
  return [organization?.rootId ?? "", ...[units, accounts, policies].flatMap((things) => Object.keys(things))];
}

function organizationPart(organization: OrganizationState | null, before: OrganizationState) {
  const { id, rootId, featureSet, trustedServices, delegatedAdministrators, rootTags, policyTypes } =
    organization ?? before;
  return {
    ...{ id, rootId, featureSet },
    delegatedAdministrators: pick(before.delegatedAdministrators, (services, account) =>
      pick(services, (_, service) => delegatedAdministrators[account]?.[service] ?? "gone"),
    ),
    tags: foreignTags(rootTags),
    trustedServices: pick(before.trustedServices, (_, service) => trustedServices[service] ?? "gone"),
    policyTypes: pick(before.policyTypes, (_, type) => policyTypes[type]?.status ?? "gone"),
  };
}

function accountPart(account: AccountState, sight: Sight): unknown {
  const { id, iam, parent, name, tags, joined, publicAccessBlock, ...rest } = account;
  if (!(id in sight.before.accounts)) {
    return null;
  }
  const isManagement = id === sight.before.managementAccount;
  const isOurs = sight.isOurs(id, tags);
  return {
    ...rest,
    ...(isOurs || isManagement ? {} : { parent, name, joined }),
    ...(sight.blocked.has(id) ? {} : { publicAccessBlock }),
    tags: isOurs ? unclaimedTags(id, tags, sight) : tags,
    iam: iamPart(account, sight),
  };
}

function iamPart(account: AccountState, sight: Sight): unknown {
  const { id, iam } = account;
  const was = sight.before.accounts[id]?.iam;
  const isWished = (what: string) => sight.wished.has(`${id} ${what}`);
  const { alias, passwordPolicy, mfaDevices = {}, ...rest } = iam;
  const ourUsers = Object.values(was?.users ?? {}).filter((user) => sight.isOurs(user.name, user.tags));
  const ourDevices = ourUsers.flatMap((user) => user.mfaDevices);
  return {
    ...rest,
    organizationsFeatures: null,
    ...(isWished("account-alias") ? {} : { alias }),
    ...(isWished("password-policy") ? {} : { passwordPolicy }),
    // A user's own go with the user.
    mfaDevices: pick(mfaDevices, (device, serial) => (ourDevices.includes(serial) ? null : device)),
    roles: pick(iam.roles, (role) => rolePart(role, account, sight)),
    // A group that the file wishes for has the members that it says, whoever they are.
    users: pick(iam.users, ({ groups, ...user }) => {
      const others = { ...user, groups: groups.filter((group) => !isWished(`iam-group ${group}`)) };
      return ownPart(user.name, others, was?.users[user.name] !== undefined, sight);
    }),
    groups: pick(iam.groups, (group) => (isWished(`iam-group ${group.name}`) ? null : group)),
    policies: pick(iam.policies, (policy, arn) => ownPart(arn, policy, was?.policies[arn] !== undefined, sight)),
    oidcProviders: pick(iam.oidcProviders, (provider, arn) =>
      ownPart(arn, provider, was?.oidcProviders[arn] !== undefined, sight),
    ),
  };
}

function rolePart(role: IamRole, account: AccountState, sight: Sight): unknown {
  const wasThere = sight.before.accounts[account.id]?.iam.roles[role.name] !== undefined;
  const key = `${account.id}:${role.name}`;
  if (sight.isOurs(key, role.tags)) {
    return unclaimedTags(key, role.tags, sight);
  }
  return wasThere ? role : null;
}

/** A foreign policy, as far as it hangs on what lasts: AWS puts its own on every target, once their type is enabled. */
function policyPart(policy: PolicyState, { before, lasting }: Sight): unknown {
  const was = before.policies[policy.id]?.targets ?? [];
  const isByItself = (target: string) => policy.awsManaged && !was.includes(target);
  return { ...policy, targets: policy.targets.filter((target) => lasting.has(target) && !isByItself(target)) };
}

/** An image without the launch permissions that the plan takes back. */
function imagePart({ launchPermissions, ...image }: ImageState, { takenBack }: Sight): unknown {
  const words = launchPermissions.map((one) => {
    const [who = ""] = Object.values(one) as string[];
    return "UserId" in one ? `account ${who}` : "Group" in one ? "everybody" : who;
  });
  return { ...image, launchPermissions: words.filter((one) => !takenBack.has(`${image.id} ${one}`)) };
}

/** Of a thing that is ours the tags of others; a foreign one in full, if it was there before. */
function ownPart<T extends { readonly tags: WorldTags }>(
  id: string,
  thing: T,
  wasThere: boolean,
  sight: Sight,
): unknown {
  return sight.isOurs(id, thing.tags) ? unclaimedTags(id, thing.tags, sight) : wasThere ? thing : null;
}

/** A foreign thing, unless AWS made it by itself in the meantime. */
function unlessNew<T>(id: string, { before }: Sight, thing: T): T | null {
  return idsOf(before).includes(id) ? thing : null;
}

/** Of what is ours, the tags of others that the plan does not set. */
function unclaimedTags(id: string, tags: WorldTags, { written }: Sight): unknown {
  const rest = Object.entries(foreignTags(tags)).filter(([key]) => written.get(id)?.has(key) !== true);
  return rest.length === 0 ? null : { tags: Object.fromEntries(rest) };
}

function foreignTags(tags: WorldTags): WorldTags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith("orgwright:")));
}

/** A record's members as `part` sees them, without those of which it sees nothing. */
function pick<T>(record: Readonly<Record<string, T>>, part: (value: T, key: string) => unknown): Foreign {
  const entries = Object.entries(record).map(([key, value]) => [key, part(value, key)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}
