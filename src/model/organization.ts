import type { Json } from "./json.ts";
import type { AccountId, AccountKey, Region } from "./place.ts";
import type { SourcePosition } from "./position.ts";

/** One `use:` of the file. `with` holds the parameters as written, unchecked. */
export interface BlueprintUse {
  /** A shipped blueprint's name, or a path beginning with `./` or `../`, relative to the organization file. */
  readonly use: string;
  /** The instance's name: `as:`, or the blueprint's own name, filled in when the blueprint is loaded. */
  readonly as: string | null;
  readonly with: Readonly<Record<string, Json>>;
  readonly at: SourcePosition;
  /** Position of the value at a JSON Pointer below `with`, or of its key; of the nearest parent that is there otherwise. */
  readonly positionOf: (pointer: string, on?: "key") => SourcePosition;
}

export interface AccountSettings {
  readonly name?: string;
  readonly email?: string;
  readonly ou?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Position of the account's key. */
  readonly at: SourcePosition;
  /** Position of the value at a JSON Pointer below the key. */
  readonly positionOf: (pointer: string) => SourcePosition;
}

/** Rows of the catalogue of proofs that somebody answers for, until a day. */
export interface Waiver {
  /** Ids, or beginnings of ids with `*` behind them. */
  readonly rows: readonly string[];
  /** Who answers for it. */
  readonly owner: string;
  readonly because: string;
  /** The last day on which it holds, as in `2027-01-31`, UTC. */
  readonly until: string;
  readonly at: SourcePosition;
}

/** The organization file, read and checked. */
export interface Organization {
  readonly file: string;
  readonly requires: string | null;
  readonly name: string;
  /** With `{account}` where the account's key goes. */
  readonly emailPattern: string;
  readonly homeRegion: Region;
  readonly regions: readonly Region[];
  readonly pins: { readonly managementAccount: AccountId | null; readonly organizationId: string | null };
  readonly blueprints: readonly BlueprintUse[];
  readonly accounts: ReadonlyMap<AccountKey, AccountSettings>;
  readonly moved: readonly { readonly from: string; readonly to: string; readonly at: SourcePosition }[];
  readonly waivers: readonly Waiver[];
  /** Position of the `organization` section. */
  readonly at: SourcePosition;
}
