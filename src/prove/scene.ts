import type { Live } from "../model/live.ts";
import { type AccountId, type AccountKey, MANAGEMENT } from "../model/place.ts";
import { type OrganizationTree, organizationTree } from "./organization-tree.ts";
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
}

/** A world as requests meet it. */
export interface Scene extends Setting {
  readonly world: World;
  readonly managementAccount: AccountId;
  readonly tree: OrganizationTree;
  /** What stands in each account of the file. */
  inAccount(key: AccountKey): readonly Live[];
  /** The role, bucket, key or whatever else has this ARN. */
  withArn(arn: string): Live | undefined;
}

/** Gets a world ready to be asked about requests. */
export function sceneOf(world: World, setting: Setting): Scene {
  const managementAccount = world.accounts.get(MANAGEMENT) ?? "";
  const inAccount = new Map<AccountKey, Live[]>();
  const byArn = new Map<string, Live>();
  for (const thing of world.things) {
    const { account } = thing.place;
    const others = inAccount.get(account) ?? [];
    others.push(thing);
    inAccount.set(account, others);
    const arn = arnOf(thing, world, setting);
    if (arn !== null) {
      byArn.set(arn, thing);
    }
  }
  return {
    ...setting,
    world,
    managementAccount,
    tree: organizationTree(world, managementAccount),
    inAccount: (key) => inAccount.get(key) ?? [],
    withArn: (arn) => byArn.get(arn),
  };
}

/** The ARN of a thing: AWS's word, else what follows from its properties. Null for kinds without one. */
export function arnOf(
  { kind, outputs, properties, place }: Live,
  { accounts }: World,
  { shapes, partition }: Setting,
): string | null {
  const accountId = accounts.get(place.account) ?? "";
  const assigned = outputs["arn"];
  if (assigned !== undefined) {
    return assigned;
  }
  const text = shapes.get(kind)?.computed["arn"]?.text(properties, { partition, accountId, place });
  return typeof text === "string" ? text : null;
}
