import type { Address } from "./address.ts";
import type { JsonObject } from "./json.ts";
import type { AccountKey, Place } from "./place.ts";
import type { SourcePosition } from "./position.ts";

/** The name of a kind, as in `organizational-unit`. */
export type KindName = string;

/** One thing that the organization file wishes for. */
export interface Resource<P extends JsonObject = JsonObject> {
  readonly address: Address;
  readonly kind: KindName;
  readonly place: Place;
  /** What it shall be like; parts may be deferred. In the kind's normal form. */
  readonly properties: P;
  /** The resources that must be there first, each of them wished for in the same file. */
  readonly needs: readonly Address[];
  readonly declaredAt: SourcePosition;
  /** The key this account is known by in the file; only accounts have one. */
  readonly accountKey?: AccountKey;
}
