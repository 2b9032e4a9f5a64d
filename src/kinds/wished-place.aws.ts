import type { Scope } from "../aws/contract/verbs.ts";
import { type Place, placeName } from "../model/place.ts";

/**
 * Whether the file wishes for anything at a place. What is deleted once it left the file is looked for there even when
 * nothing of its kind is wished for any more; everywhere else the look would be a call for nothing.
 */
export function isWishedPlace(at: Place, { wished }: Pick<Scope, "wished">): boolean {
  return wished.some(({ place }) => placeName(place) === placeName(at));
}
