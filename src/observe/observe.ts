import pLimit from "p-limit";
import type { Reader } from "../aws/contract/call.ts";
import { CannotEnter } from "../aws/contract/cannot-enter.ts";
import type { AccountDirectory } from "../aws/contract/transport.ts";
import type { Verbs } from "../aws/contract/verbs.ts";
import { fill, type Lookup } from "../model/deferred.ts";
import type { Finding } from "../model/finding.ts";
import type { JsonObject } from "../model/json.ts";
import type { Live } from "../model/live.ts";
import { type AccountKey, MANAGEMENT, ORGANIZATION_PLACE, type Place, placeName, type Region } from "../model/place.ts";
import type { KindName, Resource } from "../model/resource.ts";
import type { Shape } from "../model/shape.ts";
import { learnAccounts } from "./account-keys.ts";

const ACCOUNTS_AT_ONCE = 20;

export interface ObserveRequest {
  /** The organization file's name. */
  readonly organization: string;
  readonly resources: readonly Resource[];
  readonly shapes: ReadonlyMap<KindName, Shape>;
  readonly verbs: ReadonlyMap<KindName, Verbs>;
  /** Where things of regional kinds are looked for. */
  readonly regions: readonly Region[];
  /** Learns the ids of the file's accounts. */
  readonly directory: AccountDirectory;
  /** Read foreign things too. */
  readonly thorough: boolean;
}

/** What was seen, and what could not be. */
export interface Observation {
  readonly live: readonly Live[];
  /** Accounts that stand in AWS and could not be looked into: nothing in them may be planned. */
  readonly unobserved: ReadonlySet<AccountKey>;
  readonly findings: readonly Finding[];
}

/** Looks at the organization, then into every account of the file that is there and open. Changes nothing. */
export async function observe(aws: Reader, request: ObserveRequest): Promise<Observation> {
  const shapes = [...request.shapes.values()];
  const ofScope = (scope: Shape["scope"]) => shapes.filter((shape) => shape.scope === scope).map(({ kind }) => kind);
  const atFirst = { wanted: byKindAndPlace(request.resources, () => undefined), used: usedPlaces(request) };
  const organization = await look(aws, ofScope("organization"), ORGANIZATION_PLACE, request, atFirst);
  const { keys, closed } = learnAccounts(request.resources, organization, request.directory);
  const wishes = { ...atFirst, wanted: byKindAndPlace(request.resources, accountIds(request)) };
  const atOnce = pLimit(ACCOUNTS_AT_ONCE);
  const perAccount = await Promise.all(
    keys.map((account) => atOnce(() => enter(aws, account, ofScope("account"), ofScope("region"), request, wishes))),
  );
  const unmade = await scout(aws, new Set([...keys, ...closed]), request);
  return {
    live: [...organization, ...perAccount.flatMap(({ live }) => live), ...unmade],
    unobserved: new Set([...closed, ...perAccount.flatMap(({ unobserved }) => unobserved)]),
    findings: perAccount.flatMap(({ findings }) => findings),
  };
}

interface Entered {
  readonly live: readonly Live[];
  readonly unobserved: readonly AccountKey[];
  readonly findings: readonly Finding[];
}

async function enter(
  aws: Reader,
  account: AccountKey,
  accountKinds: readonly KindName[],
  regionKinds: readonly KindName[],
  request: ObserveRequest,
  wishes: Wishes,
): Promise<Entered> {
  try {
    const global = look(aws, accountKinds, { account, region: "global" }, request, wishes);
    const regional = request.regions.map((region) => look(aws, regionKinds, { account, region }, request, wishes));
    const seen = await Promise.all([global, ...regional]);
    return { live: seen.flat(), unobserved: [], findings: [] };
  } catch (error) {
    if (error instanceof CannotEnter) {
      return { live: [], unobserved: [account], findings: [notEntered(error)] };
    }
    throw error;
  }
}

async function look(
  aws: Reader,
  kinds: readonly KindName[],
  place: Place,
  { organization, resources, verbs, thorough }: ObserveRequest,
  { wanted, used }: Wishes,
): Promise<Live[]> {
  const isUsed = used.has(placeName(place));
  const perKind = kinds.map(async (kind) => {
    const here = wanted.get(`${kind} ${placeName(place)}`) ?? [];
    const scope = { organization, wanted: here, wished: resources, isUsed, thorough };
    return await (verbs.get(kind)?.list(aws, place, scope) ?? []);
  });
  return (await Promise.all(perKind)).flat();
}

/** What there is of things in accounts that are not there yet: names that are taken, and what no account lacks. */
async function scout(
  aws: Reader,
  there: ReadonlySet<AccountKey>,
  { resources, verbs }: ObserveRequest,
): Promise<Live[]> {
  const unmade = byKindAndPlace(
    resources.filter(({ place }) => !there.has(place.account)),
    () => undefined,
  );
  const groups = [...unmade.values()].map(async (wanted) => {
    const [{ kind, place }] = wanted as [Resource];
    return await (verbs.get(kind)?.scout?.(aws, { ...place, account: MANAGEMENT }, wanted) ?? []);
  });
  return (await Promise.all(groups)).flat();
}

/** What the file wishes for, by kind and place. */
type Wanted = ReadonlyMap<string, readonly Resource[]>;

interface Wishes {
  readonly wanted: Wanted;
  /** The names of the places in which the file wishes for anything to be made. */
  readonly used: ReadonlySet<string>;
}

function byKindAndPlace(resources: readonly Resource[], known: Lookup): Wanted {
  const wanted = new Map<string, Resource[]>();
  for (const resource of resources) {
    const group = `${resource.kind} ${placeName(resource.place)}`;
    const filled = { ...resource, properties: fill(resource.properties, known) as JsonObject };
    wanted.set(group, [...(wanted.get(group) ?? []), filled]);
  }
  return wanted;
}

/** The places in which the file wishes for anything to be made. What every place has by itself is never made. */
function usedPlaces({ resources, shapes }: ObserveRequest): ReadonlySet<string> {
  const made = resources.filter(({ kind }) => shapes.get(kind)?.ownership !== "place");
  return new Set(made.map(({ place }) => placeName(place)));
}

/** The ids of the accounts that can be entered: a bucket whose name holds one can then be looked for by its name. */
function accountIds({ resources, directory }: ObserveRequest): Lookup {
  const keys = new Map(resources.map(({ address, accountKey }) => [address, accountKey]));
  return ({ address, output }) => (output === "id" ? directory.idOf(keys.get(address) ?? "") : undefined);
}

function notEntered({ account, accountId, tried, message }: CannotEnter): Finding {
  return {
    code: "account-not-entered",
    severity: "warning",
    summary: "An account cannot be entered",
    detail: `${message}. Tried: ${tried.join(", ")}. Nothing in the account ${account} was looked at, so nothing in it is planned.`,
    fix: `In account ${accountId}, create the role OrganizationAccountAccessRole that trusts the management account's root and has AdministratorAccess, then run again. To leave the account out this time: --allow skips-accounts=1.`,
  };
}
