import { pageOf } from "../pages.ts";
import { refuse } from "../refuse.ts";
import type { World } from "../world.ts";
import { validation } from "./refusals.ts";

interface PageInput {
  readonly Marker?: string | undefined;
  readonly Limit?: number | undefined;
}

export interface KmsPage<T> {
  readonly items: T[];
  readonly more: { Truncated: boolean; NextMarker?: string };
}

/** How many items a page has when the caller does not say, and at most. */
export interface PageSizes {
  readonly usual: number;
  readonly most: number;
}

/**
 * One page of a list, as KMS cuts it. `list` names the list, what it is about included.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html
 */
export function kmsPage<T>(
  world: World,
  list: string,
  items: readonly T[],
  input: PageInput,
  { usual, most }: PageSizes,
): KmsPage<T> {
  const size = input.Limit ?? usual;
  if (size < 1 || size > most) {
    validation(`Value '${size}' at 'limit' failed to satisfy constraint: Member must have value from 1 to ${most}`);
  }
  const page = pageOf(world.tempo, items, { list, token: input.Marker, size });
  if (page === null) {
    return refuse("InvalidMarkerException", "The marker is not one that this list gave.");
  }
  return {
    items: [...page.items],
    more: page.next === undefined ? { Truncated: false } : { Truncated: true, NextMarker: page.next },
  };
}
