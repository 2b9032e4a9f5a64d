import type { Scope } from "../aws/contract/verbs.ts";
import { type Place, placeName } from "../model/place.ts";
import type { KindName } from "../model/resource.ts";

/** What every region of an account has by itself, so that wishing for it makes nothing there that could be left behind. */
const NEVER_MADE: ReadonlySet<KindName> = new Set(["image-sharing"]);

/**
 * Whether the file wishes for anything to be made at a place. What is deleted once it left the file is looked for there
 * even when nothing of its kind is wished for any more; everywhere else the look would be a call for nothing.
 */
export function isWishedPlace(at: Place, { wished }: Pick<Scope, "wished">): boolean {
  return wished.some(({ kind, place }) => !NEVER_MADE.has(kind) && placeName(place) === placeName(at));
}
