import type { JsonObject } from "../model/json.ts";
import type { AccountId } from "../model/place.ts";
import type { World } from "./world.ts";

const ACCOUNT_ID = /(?<!\d)\d{12}(?!\d)/g;

/**
 * An account outside of the organization that a resource control policy lets through, so that what partners do can be
 * asked about.
 *
 * @param ofAws accounts that are let through and belong to AWS
 */
export function partnerOf({ things, accounts }: World, ofAws: readonly AccountId[]): AccountId | undefined {
  const known = new Set([...accounts.values(), ...ofAws]);
  return things
    .filter(
      ({ kind, properties }) => kind === "organization-policy" && properties["type"] === "RESOURCE_CONTROL_POLICY",
    )
    .flatMap(({ properties }) => conditionsOf(properties).match(ACCOUNT_ID) ?? [])
    .find((id) => !known.has(id));
}

function conditionsOf({ document }: JsonObject): string {
  const statements = (document as JsonObject | undefined)?.["Statement"];
  const list = Array.isArray(statements) ? statements : [];
  return JSON.stringify(list.map((statement) => (statement as JsonObject)["Condition"] ?? null));
}
