import { after } from "../model/deferred.ts";
import type { JsonObject } from "../model/json.ts";
import type { AccountKey } from "../model/place.ts";
import type { ExpandedAccount, Expanding } from "./expanding.ts";
import { type Outcome, TOLD } from "./outcome.ts";

/** What `organization.accounts` stands for: every account of the file but the management account, by key. */
export function accountsByKey(expanding: Expanding): Outcome<JsonObject> {
  return accountsWhere(expanding, "organization.accounts", () => true);
}

const ACCOUNT = "account:";

/** The accounts whose unit's path `glob` matches, or the one that `account:KEY` names, in the form of `organization.accounts`. */
export function accountsInUnits(expanding: Expanding, glob: string): Outcome<JsonObject> {
  return accountsWhere(expanding, `accountsIn("${glob}")`, ({ unit }, key) =>
    glob.startsWith(ACCOUNT) ? key === glob.slice(ACCOUNT.length) : matchesPath(glob, unit ?? ""),
  );
}

/**
 * Whether a unit's path matches: `*` stands for any text inside one segment, `**` for any number of segments. So
 * `workloads/**` matches `workloads` and all that is below it.
 */
export function matchesPath(glob: string, path: string): boolean {
  return matchesSegments(glob.split("/"), path === "" ? [] : path.split("/"));
}

function matchesSegments(pattern: readonly string[], segments: readonly string[]): boolean {
  const [first, ...others] = pattern;
  if (first === undefined) {
    return segments.length === 0;
  }
  if (first === "**") {
    return segments.some((_, index) => matchesSegments(others, segments.slice(index))) || matchesSegments(others, []);
  }
  const [segment, ...below] = segments;
  return segment !== undefined && matchesSegment(first, segment) && matchesSegments(others, below);
}

function matchesSegment(pattern: string, segment: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(segment);
}

function accountsWhere(
  { pass, accounts, accountAddresses }: Expanding,
  path: string,
  isWanted: (account: ExpandedAccount, key: AccountKey) => boolean,
): Outcome<JsonObject> {
  if (pass === "names" || pass === "accounts") {
    const detail = `\`${path}\` cannot be used here: this is worked out before the accounts are known.`;
    const fix = "Accounts and units, and what they refer to, are made from parameters alone.";
    return { problem: { code: "value-not-known-yet", detail, fix } };
  }
  if (accounts.size < accountAddresses.size) {
    return TOLD;
  }
  const wanted = [...accounts].filter(([key, account]) => isWanted(account, key));
  return { value: Object.fromEntries(wanted.map(([key, account]) => [key, asValue(key, account)])) };
}

function asValue(key: AccountKey, { address, name, email, unit, tags, blueprint }: ExpandedAccount): JsonObject {
  return { key, id: after(address, "id"), name, email, ou: unit, tags, blueprint };
}
