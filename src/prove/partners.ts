import type { Json, JsonObject } from "../model/json.ts";
import type { AccountId } from "../model/place.ts";
import type { CompiledStatement } from "../policy/evaluate/statement.ts";
import { compiled } from "./compiled.ts";
import type { World } from "./world.ts";

const ACCOUNT_ID = /(?<!\d)\d{12}(?!\d)/g;
const CALLERS_ACCOUNT = "aws:principalaccount";
const TIME = "aws:currenttime";

/**
 * An account outside of the organization that resource control policies let do something while its trust lasts, so that
 * what partners do can be asked about.
 *
 * @param ofAws accounts that are let through and belong to AWS
 */
export function partnerOf(
  { things, accounts }: World,
  ofAws: readonly AccountId[],
  action: string,
): AccountId | undefined {
  const known = new Set([...accounts.values(), ...ofAws]);
  const documents = things
    .filter(
      ({ kind, properties }) => kind === "organization-policy" && properties["type"] === "RESOURCE_CONTROL_POLICY",
    )
    .map(({ properties }) => properties["document"] ?? null);
  const denials = documents.flatMap((document) =>
    compiled(document, "guardrails")
      .candidates(action.toLowerCase())
      .denials.map(({ statement }) => statement),
  );
  return documents
    .flatMap((document) => conditionsOf(document).match(ACCOUNT_ID) ?? [])
    .find((id) => !known.has(id) && !denials.some((statement) => isAlwaysAgainst(id, statement)));
}

/** Whether a denial is meant for this account, at any time. */
function isAlwaysAgainst(id: AccountId, { conditions }: CompiledStatement): boolean {
  const names = conditions.some(
    ({ key, operatorName, values }) =>
      key === CALLERS_ACCOUNT && operatorName.startsWith("StringEquals") && values.includes(id),
  );
  return names && !conditions.some(({ key }) => key === TIME);
}

function conditionsOf(document: Json): string {
  const statements = (document as JsonObject | null)?.["Statement"];
  const list = Array.isArray(statements) ? statements : [];
  return JSON.stringify(list.map((statement) => (statement as JsonObject)["Condition"] ?? null));
}
