import type { Address } from "./address.ts";
import type { JsonObject } from "./json.ts";
import type { Place } from "./place.ts";
import type { KindName } from "./resource.ts";

/** How AWS tells this thing from others of its kind in its place: an id, an ARN or a name, as the kind decides. */
export type PhysicalId = string;

/** Who a live thing belongs to, as its tags tell. */
export type Owner =
  | { readonly is: "us"; readonly address: Address }
  | { readonly is: "other"; readonly name: string }
  | { readonly is: "nobody" };

/** One thing as it stands in AWS. */
export interface Live<P extends JsonObject = JsonObject> {
  readonly kind: KindName;
  readonly id: PhysicalId;
  readonly place: Place;
  readonly owner: Owner;
  /** In the kind's normal form. Ownership tags are not among its tags. */
  readonly properties: P;
  /** What AWS assigned to it, by output name. */
  readonly outputs: Readonly<Record<string, string>>;
  /**
   * What changes all the time and is looked at for its health only, as when a trail delivered last. It is never compared,
   * and part of no plan.
   */
  readonly vitals?: JsonObject;
}
