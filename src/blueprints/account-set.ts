import { after } from "../model/deferred.ts";
import type { JsonObject } from "../model/json.ts";
import type { AccountKey } from "../model/place.ts";
import type { ExpandedAccount, Expanding } from "./expanding.ts";
import { type Outcome, TOLD } from "./outcome.ts";

/** What `organization.accounts` stands for: every account of the file but the management account, by key. */
export function accountsByKey(expanding: Expanding): Outcome<JsonObject> {
  return accountSet(expanding, "organization.accounts", "", () => [...expanding.accounts.keys()]);
}

/**
 * The accounts whose unit's path one of the patterns matches, or that one names as `account:KEY`, in the form of
 * `organization.accounts`.
 */
export function accountsInUnits(expanding: Expanding, globs: readonly string[]): Outcome<JsonObject> {
  const [first] = globs;
  return first === undefined
    ? { value: {} }
    : accountSet(expanding, `accountsIn("${first}")`, JSON.stringify(globs), () =>
        globs.flatMap((glob) => keysIn(glob, expanding.accounts)),
      );
}

const ACCOUNT = "account:";

function keysIn(glob: string, accounts: Expanding["accounts"]): AccountKey[] {
  if (glob.startsWith(ACCOUNT)) {
    const key = glob.slice(ACCOUNT.length);
    return accounts.has(key) ? [key] : [];
  }
  const pattern = pathPattern(glob);
  return [...accounts].flatMap(([key, { unit }]) => (pattern.test(segmentsOf(unit ?? "")) ? [key] : []));
}

/**
 * Whether a unit's path matches: `*` stands for any text inside one segment, `**` for any number of segments. So
 * `workloads/**` matches `workloads` and all that is below it.
 */
export function matchesPath(glob: string, path: string): boolean {
  return pathPattern(glob).test(segmentsOf(path));
}

function pathPattern(glob: string): RegExp {
  const segments = glob.split("/").map((segment) => (segment === "**" ? "([^/]*/)*" : `${segmentPattern(segment)}/`));
  return new RegExp(`^${segments.join("")}$`);
}

function segmentPattern(segment: string): string {
  const parts = segment.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return parts.join("[^/]*");
}

/** The path with a slash after each segment; the root's has none. */
function segmentsOf(path: string): string {
  return path === "" ? "" : `${path}/`;
}

/** Each set is put together when it is first asked for: what blueprints expect is asked once for every account. */
function accountSet(
  { pass, accounts, accountAddresses, accountSets }: Expanding,
  path: string,
  asked: string,
  keys: () => readonly AccountKey[],
): Outcome<JsonObject> {
  if (pass === "names" || pass === "accounts") {
    const detail = `\`${path}\` cannot be used here: this is worked out before the accounts are known.`;
    const fix = "Accounts and units, and what they refer to, are made from parameters alone.";
    return { problem: { code: "value-not-known-yet", detail, fix } };
  }
  if (accounts.size < accountAddresses.size) {
    return TOLD;
  }
  const known = accountSets.get(asked);
  if (known !== undefined) {
    return { value: known };
  }
  const entries = keys().map((key) => [key, asValue(key, accounts.get(key) as ExpandedAccount)] as const);
  const value = Object.fromEntries(entries);
  accountSets.set(asked, value);
  return { value };
}

function asValue(key: AccountKey, { address, name, email, unit, tags, blueprint }: ExpandedAccount): JsonObject {
  return { key, id: after(address, "id"), name, email, ou: unit, tags, blueprint };
}
