import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { type Assigned, textsOfBlueprints } from "./blueprint-texts.ts";
import { meaning, type Seen, type SeenGroup, type SeenLog, type SeenPeople } from "./seen.ts";

/** `acme.expected.yaml`. */
interface Expected {
  readonly organization: Readonly<Record<string, unknown>>;
  readonly units: readonly string[];
  readonly accounts: Readonly<
    Record<
      string,
      { readonly email: string; readonly unit: string; readonly owner: string; readonly costCenter: string }
    >
  >;
  readonly policies: Readonly<
    Record<
      string,
      {
        readonly type: string;
        readonly address: string;
        readonly targets: readonly string[];
        /** Left out where the text is long: then it is the blueprint's own, worked out from the files alone. */
        readonly document?: unknown;
      }
    >
  >;
  readonly everywhere: readonly string[];
  readonly roles: readonly ExpectedRole[];
  readonly log: SeenLog;
  /** The same in every account, the management account among them. */
  readonly publicAccessBlock: unknown;
  readonly published: unknown;
  readonly people: ExpectedPeople;
}

interface ExpectedPeople {
  /** The same in every account. */
  readonly passwords: unknown;
  /** With `{account}` in it. */
  readonly alias: string;
  readonly in: readonly string[];
  readonly users: InAccounts<readonly { readonly name: string; readonly path: string; readonly groups: string[] }[]>;
  readonly groups: InAccounts<readonly (Omit<SeenGroup, "inline"> & { readonly managed: readonly string[] })[]>;
  readonly policies: InAccounts<Readonly<Record<string, { readonly address: string; readonly document: unknown }>>>;
}

type InAccounts<T> = Readonly<Record<string, T>>;

interface ExpectedRole {
  readonly name: string;
  readonly in: readonly string[];
  readonly path: string;
  readonly address?: string;
  readonly owner?: string;
  readonly maxSessionSeconds?: number;
  readonly managed?: readonly string[];
  readonly inline?: readonly string[];
  readonly trust: unknown;
}

/** What a founding has to come to, by names: no id of AWS is in it. */
export interface Comparable {
  readonly organization: unknown;
  readonly units: unknown;
  readonly accounts: unknown;
  readonly policies: unknown;
  readonly roles: unknown;
  readonly log: unknown;
  readonly publicAccessBlocks: unknown;
  readonly published: unknown;
  readonly people: unknown;
}

const DEFAULT_SESSION_SECONDS = 3600;

/** What was written down by hand, with the ids of the accounts that were seen put in. */
export function expected(seen: Seen): Comparable {
  const text = readFileSync(new URL("acme.expected.yaml", import.meta.url), "utf8")
    .replaceAll(/\{id of ([a-z-]+)\}/g, (_, name: string) => idOf(seen, name))
    .replaceAll("{id of the organization}", String(seen.organization["id"]))
    .replaceAll(/\{key ([a-z-]+)\}/g, (_, name: string) => keyNamed(seen, name));
  const texts = textsOfBlueprints(assignedIn(seen));
  const { organization, units, accounts, policies, everywhere, roles, log, publicAccessBlock, published, people } =
    parse(text) as Expected;
  const targets = [
    "root",
    ...units.map((path) => `ou:${path}`),
    ...["management", ...Object.keys(accounts)].map((name) => `account:${name}`),
  ];
  return {
    organization,
    units: Object.fromEntries(units.map((path) => [path, ours(`foundation/ou:${path}`)])),
    accounts: Object.fromEntries(
      Object.entries(accounts).map(([name, { email, unit, owner, costCenter }]) => [
        name,
        { email, unit, status: "ACTIVE", tags: { ...ours(addressOf(name), owner), CostCenter: costCenter } },
      ]),
    ),
    policies: {
      ...Object.fromEntries(everywhere.map((name) => [name, { targets: [...targets].sort() }])),
      ...Object.fromEntries(
        Object.entries(policies).map(([name, { type, address, targets, document }]) => [
          name,
          { type, targets: [...targets].sort(), tags: ours(address), document: meaning(document ?? texts.get(name)) },
        ]),
      ),
    },
    roles: Object.fromEntries(roles.flatMap(expectedRoles)),
    log: meaning(log),
    publicAccessBlocks: Object.fromEntries(
      ["management", ...Object.keys(accounts)].map((name) => [name, publicAccessBlock]),
    ),
    published: meaning(published),
    people: expectedPeople(people, seen),
  };
}

function expectedPeople({ passwords, alias, in: places, users, groups, policies }: ExpectedPeople, seen: Seen) {
  const own = (account: string, policy: string) => `arn:aws:iam::${idOf(seen, account)}:policy/orgwright/${policy}`;
  return Object.fromEntries(
    places.map((account) => [
      account,
      {
        passwords,
        aliases: [alias.replace("{account}", account)],
        users: meaning(
          (users[account] ?? []).map((user) => ({
            ...user,
            ...{ inline: [], managed: [], keys: [], password: false },
            tags: ours(`identity/${account === "management" ? "keeper" : "person"}:${user.name}`),
          })),
        ),
        groups: meaning(
          (groups[account] ?? []).map((group) => ({
            ...group,
            inline: [],
            managed: group.managed.map((policy) => own(account, policy)),
          })),
        ),
        policies: meaning(
          Object.entries(policies[account] ?? {}).map(([name, { address, document }]) => {
            return { name, path: "/orgwright/", document, tags: ours(address) };
          }),
        ),
      },
    ]),
  );
}

function idOf({ accounts, organization }: Seen, name: string): string {
  const id = accounts.find((account) => account.name === name)?.id;
  return name === "management" ? String(organization["managementAccount"]) : (id ?? `no account ${name}`);
}

/** The workload accounts come from one resource, the others from one of their own. */
function addressOf(account: string): string {
  const own = ["identity", "logging", "publishing"].includes(account);
  return own ? `${account}/account` : `workload/account:${account}`;
}

/** What AWS assigned, as the other program saw it. */
function assignedIn({ accounts, log, organization }: Seen): Assigned {
  const addressOfKey = ({ tags }: SeenLog["keys"][number]) =>
    (tags as Readonly<Record<string, string>> | undefined)?.["orgwright:address"] ?? "";
  return {
    organizationId: String(organization["id"]),
    ids: new Map(accounts.map(({ id, tags }) => [tags["orgwright:address"] ?? "", id])),
    arns: new Map(log.keys.map((key) => [addressOfKey(key), key.arn])),
  };
}

function keyNamed({ log }: Seen, name: string): string {
  return log.keys.find(({ alias }) => alias === `alias/${name}`)?.arn ?? `no key ${name}`;
}

function expectedRoles(role: ExpectedRole): [string, unknown][] {
  return role.in.map((account) => [
    `${account} ${role.name}`,
    {
      path: role.path,
      maxSessionSeconds: role.maxSessionSeconds ?? DEFAULT_SESSION_SECONDS,
      managed: role.managed ?? [],
      inline: role.inline ?? [],
      tags: role.address === undefined ? {} : ours(role.address.replace("{account}", account), role.owner),
      trust: meaning(role.trust),
    },
  ]);
}

function ours(address: string, owner?: string) {
  return {
    "orgwright:address": address,
    "orgwright:organization": "acme",
    ...(owner === undefined ? {} : { Owner: owner }),
  };
}

/** The same of what was seen. */
export function found({
  organization: { id: _, ...organization },
  units,
  accounts,
  policies,
  log,
  published,
}: Seen): Comparable {
  const management = accounts.find(({ id }) => id === organization["managementAccount"])?.name;
  const nameOf = (name: string) => (name === management ? "management" : name);
  return {
    organization,
    units: Object.fromEntries(units.map(({ path, tags }) => [path, tags])),
    accounts: Object.fromEntries(
      accounts
        .filter(({ name }) => name !== management)
        .map(({ name, email, unit, status, tags }) => [name, { email, unit, status, tags }]),
    ),
    policies: Object.fromEntries(
      policies.map(({ name, type, awsManaged, targets, tags, text }) => {
        const on = targets.map((target) => (target === `account:${management}` ? "account:management" : target)).sort();
        return [name, awsManaged ? { targets: on } : { type, targets: on, tags, document: meaning(JSON.parse(text)) }];
      }),
    ),
    roles: Object.fromEntries(
      accounts.flatMap((account) =>
        account.roles.map(({ name, path, maxSessionSeconds, managed, inline, tags, trust }) => [
          `${nameOf(account.name)} ${name}`,
          {
            path,
            maxSessionSeconds,
            managed,
            inline: Object.keys(inline).sort(),
            tags,
            trust: meaning(trust),
          },
        ]),
      ),
    ),
    log: meaning(log),
    publicAccessBlocks: Object.fromEntries(
      accounts.map(({ name, publicAccessBlock }) => [nameOf(name), publicAccessBlock]),
    ),
    published: meaning(published),
    people: Object.fromEntries(accounts.map(({ name, people }) => [nameOf(name), foundPeople(people)])),
  };
}

function foundPeople({ passwords, aliases, users, groups, policies }: SeenPeople) {
  return { passwords, aliases, users: meaning(users), groups: meaning(groups), policies: meaning(policies) };
}
