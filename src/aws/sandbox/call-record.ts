import type { Json } from "../../model/json.ts";
import type { AccountId, Region } from "../../model/place.ts";
import { copy } from "./copy.ts";

/** One call, as `calls.jsonl` tells it. */
export interface CallRecord {
  /** Counts on from process to process. */
  readonly n: number;
  /** Virtual time, ISO 8601. */
  readonly at: string;
  readonly principal: string;
  readonly account: AccountId;
  readonly region: Region;
  readonly service: string;
  readonly operation: string;
  readonly write: boolean;
  readonly input: Json;
  /** `done`, the name of AWS's error, or the kind of fault that hit it. */
  readonly outcome: string;
}

const SECRETS = ["TokenCode", "WebIdentityToken", "SAMLAssertion", "Password", "OldPassword", "NewPassword"];

/** A call's input as it may be written down. */
export function withoutSecrets(input: unknown): Json {
  const kept = copy(input ?? {}) as Record<string, Json>;
  for (const secret of SECRETS) {
    if (secret in kept) {
      kept[secret] = "***";
    }
  }
  return kept;
}
