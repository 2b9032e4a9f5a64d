import type { Json } from "../model/json.ts";
import type { Live } from "../model/live.ts";
import { type AccountId, type AccountKey, MANAGEMENT } from "../model/place.ts";
import type { Level, OrganizationFacts } from "../policy/evaluate/environment.ts";
import { type DemandedTag, demandedTags } from "./demanded-tags.ts";
import { type LogPlaces, logPlacesOf } from "./log-places.ts";
import { type GuardrailType, isOfTree, type OrganizationTree, organizationTree } from "./organization-tree.ts";
import { partnerOf } from "./partners.ts";
import { type PublishedThings, publishedThingsOf } from "./published-things.ts";
import type { Shapes, World } from "./world.ts";

/** What is the same in every world of an organization. */
export interface Setting {
  readonly partition: string;
  readonly homeRegion: string;
  readonly shapes: Shapes;
  /** The prefixes of the services that resource control policies cover. */
  readonly rcpServices: ReadonlySet<string>;
  /** The actions that orgwright's role for applying may ever ask for. */
  readonly toolActions: { readonly management: ReadonlySet<string>; readonly member: ReadonlySet<string> };
  /** Things that no blueprint makes and that rows suppose to stand: the policy of each, by its ARN with placeholders. */
  readonly supposed: ReadonlyMap<string, Json>;
  /** The GitHub workflows that the file lets publish, by the subjects of their tokens. */
  readonly publishers: readonly string[];
  /** AWS's accounts that deliver the logs of load balancers, by region. */
  readonly loadBalancers: ReadonlyMap<string, AccountId>;
}

/**
 * What a request meets of a world: all that its verdict may hang on is asked for here, so that a verdict can be
 * remembered together with what it hung on.
 */
export interface Surroundings
  extends Pick<Setting, "partition" | "homeRegion" | "rcpServices" | "publishers" | "supposed" | "loadBalancers"> {
  readonly managementAccount: AccountId;
  readonly organization: OrganizationFacts;
  /** The id of an account of the file that stands. */
  accountId(key: AccountKey): AccountId | undefined;
  /** Whether orgwright's role for applying may ever ask for an action in an account. */
  isToolAction(account: AccountId, action: string): boolean;
  /** The role, bucket, key or whatever else has this ARN. */
  withArn(arn: string): Live | undefined;
  /** The guardrails above an account, from the root down, for a request for this action. */
  levels(account: AccountId, type: GuardrailType, action: string): readonly Level[];
  /** Where logs go. */
  logPlaces(): LogPlaces;
  /** What the publishing account publishes, and the keys with which it encrypts. */
  publishedThings(): PublishedThings;
  /** The tags that guardrails demand of what is made. */
  demandedTags(): readonly DemandedTag[];
  /** An account outside of the organization that may do this; undefined where the guardrails name none. */
  partner(action: string): AccountId | undefined;
}

/** A world as requests meet it. */
export interface Scene extends Surroundings, Setting {
  readonly world: World;
  readonly tree: OrganizationTree;
  /** What stands in each account of the file. The same list as in the scene before where nothing changed. */
  inAccount(key: AccountKey): readonly Live[];
}

/**
 * Gets a world ready to be asked about requests.
 *
 * @param like a scene of the same organization: what is the same in both worlds is taken from it
 */
export function sceneOf(world: World, setting: Setting, like: Scene | null = null): Scene {
  const managementAccount = world.accounts.get(MANAGEMENT) ?? "";
  const { tree, inAccount } = partsOf(world, managementAccount, like);
  let byArn: ReadonlyMap<string, Live> | null = null;
  let logPlaces: LogPlaces | null = null;
  let publishedThings: PublishedThings | null = null;
  let tags: readonly DemandedTag[] | null = null;
  const partners = new Map<string, AccountId | undefined>();
  const withArn = (arn: string) => {
    byArn ??= arnsOf(world, setting);
    return byArn.get(arn);
  };
  return {
    ...setting,
    ...{ world, managementAccount, tree, inAccount, withArn },
    organization: tree.facts,
    accountId: (key) => world.accounts.get(key),
    isToolAction: (account, action) =>
      setting.toolActions[account === managementAccount ? "management" : "member"].has(action),
    levels: (account, type) => tree.levels(account, type),
    logPlaces() {
      logPlaces ??= logPlacesOf(inAccount("logging"), world.things, (thing) => arnOf(thing, world, setting));
      return logPlaces;
    },
    publishedThings() {
      publishedThings ??= publishedThingsOf(inAccount("publishing"), (thing) => arnOf(thing, world, setting));
      return publishedThings;
    },
    demandedTags() {
      tags ??= demandedTags(world);
      return tags;
    },
    partner(action) {
      if (!partners.has(action)) {
        partners.set(action, partnerOf(world, [...setting.loadBalancers.values()], action));
      }
      return partners.get(action);
    },
  };
}

interface Parts {
  readonly tree: OrganizationTree;
  inAccount(key: AccountKey): readonly Live[];
}

const NOTHING: readonly Live[] = [];

/** Lists that are as they were stay the same lists, so that what follows from them is worked out once. */
function partsOf({ things, closed }: World, managementAccount: AccountId, like: Scene | null): Parts {
  const byAccount = new Map<AccountKey, readonly Live[]>();
  for (const [account, own] of grouped(things)) {
    const before = like?.inAccount(account) ?? NOTHING;
    byAccount.set(account, isSameList(own, before) ? before : own);
  }
  const ofTree = things.filter(isOfTree);
  const isAlike =
    like !== null &&
    like.managementAccount === managementAccount &&
    isSameList(ofTree, like.tree.madeFrom) &&
    isSameList([...closed], [...like.world.closed]);
  return {
    tree: isAlike ? like.tree : organizationTree(ofTree, closed, managementAccount),
    inAccount: (key) => byAccount.get(key) ?? NOTHING,
  };
}

function grouped(things: readonly Live[]): ReadonlyMap<AccountKey, readonly Live[]> {
  const groups = new Map<AccountKey, Live[]>();
  for (const thing of things) {
    const group = groups.get(thing.place.account);
    if (group === undefined) {
      groups.set(thing.place.account, [thing]);
    } else {
      group.push(thing);
    }
  }
  return groups;
}

function isSameList<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

function arnsOf(world: World, setting: Setting): ReadonlyMap<string, Live> {
  const found = new Map<string, Live>();
  for (const thing of world.things) {
    const arn = arnOf(thing, world, setting);
    if (arn !== null) {
      found.set(arn, thing);
    }
  }
  return found;
}

/** The ARN of a thing: AWS's word, else what follows from its properties. Null for kinds without one. */
export function arnOf(
  { kind, outputs, properties, place }: Live,
  { accounts }: World,
  { shapes, partition }: Pick<Setting, "shapes" | "partition">,
): string | null {
  const accountId = accounts.get(place.account) ?? "";
  const assigned = outputs["arn"];
  if (assigned !== undefined) {
    return assigned;
  }
  const text = shapes.get(kind)?.computed["arn"]?.text(properties, { partition, accountId, place });
  return typeof text === "string" ? text : null;
}
