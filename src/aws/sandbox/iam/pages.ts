import { pageOf } from "../pages.ts";
import type { World } from "../world.ts";
import { invalid, invalidMember } from "./refusals.ts";

/** How a request asks for one page of an IAM list. */
export interface MarkerRequest {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** One page, and the members with which an IAM answer says whether there are more. */
export interface MarkerPage<T> {
  readonly items: T[];
  readonly more: { IsTruncated: boolean; Marker?: string };
}

/**
 * One page of an account's list, in the order of the items' keys. IAM may give fewer items than were asked for, and
 * none.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
 */
export function markerPage<T>(
  world: World,
  list: string,
  items: readonly T[],
  keyOf: (item: T) => string,
  request: MarkerRequest,
): MarkerPage<T> {
  const keyed = items.map((item) => ({ key: keyOf(item), item })).sort((a, b) => (a.key < b.key ? -1 : 1));
  const page = pageOf(world.tempo, keyed, { list, token: request.Marker, size: checkedMaxItems(request.MaxItems) });
  if (page === null) {
    invalid("Invalid Marker.");
  }
  return {
    items: page.items.map(({ item }) => item),
    more: page.next === undefined ? { IsTruncated: false } : { IsTruncated: true, Marker: page.next },
  };
}

function checkedMaxItems(asked: number | undefined): number {
  if (asked !== undefined && (asked < 1 || asked > 1000)) {
    const bound = asked < 1 ? "greater than or equal to 1" : "less than or equal to 1000";
    invalidMember("maxItems", String(asked), `Member must have value ${bound}`);
  }
  return asked ?? 100;
}
