import { ORGANIZATION_PLACE } from "../../model/place.ts";
import { all } from "./all.ts";
import { unlessRefused } from "./aws-error.ts";
import type { Reader } from "./call.ts";
import type { Output } from "./services.ts";

/** Units stand at most so deep below the root; the deepest are not asked for children (Organizations quotas). */
const DEEPEST = 5;

type Described = NonNullable<Output<"organizations:DescribeOrganization">["Organization"]>;

export interface Root {
  readonly organizationId: string;
  readonly managementAccount: string;
  readonly featureSet: string;
  readonly rootId: string;
  /** Policy types of the root, by name, with their status. */
  readonly policyTypes: ReadonlyMap<string, string>;
}

export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly parent: string;
}

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly parent: string;
  readonly state: string;
  readonly joined: "INVITED" | "CREATED";
}

/** The id of the account that manages the organization in which the asking account is, or null when it is in none. */
export async function readManagementAccount(aws: Reader): Promise<string | null> {
  return (await describe(aws))?.MasterAccountId ?? null;
}

/** The organization and its root, or null when the account has none. */
export async function readRoot(aws: Reader): Promise<Root | null> {
  const organization = await describe(aws);
  if (organization === null) {
    return null;
  }
  const [root] = await all(aws, "organizations:ListRoots", ORGANIZATION_PLACE, {});
  return {
    organizationId: organization.Id ?? "",
    managementAccount: organization.MasterAccountId ?? "",
    featureSet: organization.FeatureSet ?? "ALL",
    rootId: root?.Id ?? "",
    policyTypes: new Map((root?.PolicyTypes ?? []).map((type) => [type.Type ?? "", type.Status ?? ""])),
  };
}

async function describe(aws: Reader): Promise<Described | null> {
  const answer = await unlessRefused(
    aws.call("organizations:DescribeOrganization", ORGANIZATION_PLACE, {}),
    ["AWSOrganizationsNotInUseException"],
    null,
  );
  return answer?.Organization ?? null;
}

/** Every unit of the organization, parents before their children. */
export async function readUnits(aws: Reader, rootId: string): Promise<Unit[]> {
  const units: Unit[] = [];
  let level: string[] = [rootId];
  for (let depth = 1; depth <= DEEPEST && level.length > 0; depth += 1) {
    const below = await Promise.all(level.map((parent) => readChildren(aws, parent)));
    const found = below.flat();
    units.push(...found);
    level = found.map((unit) => unit.id);
  }
  return units;
}

/** The units directly below a parent. */
export async function readChildren(aws: Reader, parent: string): Promise<Unit[]> {
  const children = await all(aws, "organizations:ListOrganizationalUnitsForParent", ORGANIZATION_PLACE, {
    ParentId: parent,
  });
  return children.map((unit) => ({ id: unit.Id ?? "", name: unit.Name ?? "", parent }));
}

/** A listed account as AWS describes it, the parts that orgwright uses. */
export interface AccountListing {
  readonly Id?: string | undefined;
  readonly Name?: string | undefined;
  readonly Email?: string | undefined;
  readonly State?: string | undefined;
  readonly Status?: string | undefined;
  readonly JoinedMethod?: "INVITED" | "CREATED" | undefined;
  readonly Paths?: readonly string[] | undefined;
}

/**
 * Every account of the organization with the parent it stands in. The parent comes from the account's path
 * (`o-…/r-…/ou-…/123456789012/`); where AWS sends none, each parent is asked for its accounts.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html
 */
export async function readMembers(aws: Reader, rootId: string): Promise<Member[]> {
  const listed = await all(aws, "organizations:ListAccounts", ORGANIZATION_PLACE, {});
  if (listed.every((account) => parentInPath(account) !== null)) {
    return listed.map((account) => memberOf(account, parentInPath(account) ?? rootId));
  }
  const parents = [rootId, ...(await readUnits(aws, rootId)).map((unit) => unit.id)];
  const perParent = await Promise.all(
    parents.map(async (parent) => {
      const accounts = await all(aws, "organizations:ListAccountsForParent", ORGANIZATION_PLACE, { ParentId: parent });
      return accounts.map((account) => [account.Id ?? "", parent] as const);
    }),
  );
  const parentOf = new Map(perParent.flat());
  return listed.map((account) => memberOf(account, parentOf.get(account.Id ?? "") ?? rootId));
}

/** The last root or unit in an account's path, or null when AWS sent no path. */
export function parentInPath(account: AccountListing): string | null {
  const segments = (account.Paths?.[0] ?? "").split("/").filter((segment) => /^(r|ou)-/.test(segment));
  return segments.at(-1) ?? null;
}

/** An account as orgwright sees it. `Status` counts only where AWS sends no `State`: it is being retired. */
export function memberOf(account: AccountListing, parent: string): Member {
  return {
    id: account.Id ?? "",
    name: account.Name ?? "",
    email: account.Email ?? "",
    parent,
    state: account.State ?? account.Status ?? "ACTIVE",
    joined: account.JoinedMethod ?? "CREATED",
  };
}
