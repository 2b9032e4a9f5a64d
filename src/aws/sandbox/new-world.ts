import { type AccountId, isAccountId } from "../../model/place.ts";
import { newManagementIam } from "./iam/newborn.ts";
import { emptyIam } from "./iam/state.ts";
import { birthIn } from "./ids.ts";
import { DEFAULT_QUOTAS, type Quotas } from "./quotas.ts";
import type { AccountState, Tempo, World } from "./world.ts";

export interface WorldOptions {
  /** `111111111111` when left out. */
  readonly managementAccount?: AccountId;
  /** `aws` when left out. */
  readonly partition?: string;
  /** Ids follow from it; 1 when left out. */
  readonly seed?: number;
  /** Replaces single figures of AWS's defaults. */
  readonly quotas?: Partial<Quotas>;
  readonly tempo?: Partial<Tempo>;
  /** When virtual time begins. */
  readonly now?: Date;
  /** E-mail addresses that accounts of strangers have. */
  readonly takenEmails?: readonly string[];
  /** Names of buckets that strangers have. */
  readonly takenBuckets?: readonly string[];
}

/** As AWS usually is: an account takes a minute, a policy type a second. */
export const DEFAULT_TEMPO: Tempo = {
  callMilliseconds: 50,
  accountMilliseconds: 60_000,
  policyTypeMilliseconds: 1000,
  pageSize: null,
  emptyPages: false,
};

const BEGINNING = Date.UTC(2026, 0, 1);

/**
 * A world with one account, which is in no organization; its administrator is the IAM user `admin`.
 * @throws RangeError when the account id has not twelve digits.
 */
export function createWorld(options: WorldOptions = {}): World {
  const managementAccount = options.managementAccount ?? "111111111111";
  if (!isAccountId(managementAccount)) {
    throw new RangeError(`The management account must be an id of twelve digits, not "${managementAccount}".`);
  }
  const world: World = {
    format: 1,
    partition: options.partition ?? "aws",
    seed: options.seed ?? 1,
    counter: 0,
    time: options.now?.getTime() ?? BEGINNING,
    managementAccount,
    quotas: { ...DEFAULT_QUOTAS, ...options.quotas },
    tempo: { ...DEFAULT_TEMPO, ...options.tempo },
    organization: null,
    units: {},
    accounts: {},
    creations: {},
    inCreation: [],
    policies: {},
    takenEmails: (options.takenEmails ?? []).map((email) => email.toLowerCase()),
    buckets: {},
    takenBuckets: [...(options.takenBuckets ?? [])],
    keys: {},
    trails: {},
    repositories: {},
    parameters: {},
    shares: {},
    portfolios: {},
    images: {},
    sessions: {},
    sessionCounter: 0,
  };
  const management = standaloneAccount(world, managementAccount, "management");
  management.iam = newManagementIam(birthIn(world, managementAccount));
  world.accounts[managementAccount] = management;
  return world;
}

/** An account in no organization, not yet in the world. */
export function standaloneAccount(world: World, id: AccountId, name: string): AccountState {
  return {
    id,
    name,
    email: `aws+${name}@sandbox.example`,
    state: "ACTIVE",
    parent: null,
    joinedMethod: "INVITED",
    joined: world.time,
    tags: {},
    iam: emptyIam(),
  };
}
