import { type Page, pageOf } from "../pages.ts";
import type { World } from "../world.ts";
import { invalidInput } from "./invalid-input.ts";

/** AWS's largest page. https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html */
const LARGEST_PAGE = 20;

interface ListInput {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

/** One page of a list, as Organizations cuts it. `list` names the list, what it is about included. */
export function listed<T>(world: World, list: string, items: readonly T[], input: ListInput): Page<T> {
  const size = input.MaxResults ?? LARGEST_PAGE;
  if (size < 1) {
    invalidInput("MIN_VALUE_EXCEEDED", "MaxResults must be at least 1.");
  }
  if (size > LARGEST_PAGE) {
    invalidInput("MAX_VALUE_EXCEEDED", `MaxResults must be at most ${LARGEST_PAGE}.`);
  }
  const page = pageOf(world.tempo, items, { list, token: input.NextToken, size });
  return page ?? invalidInput("INVALID_NEXT_TOKEN", "The NextToken is not one that this list gave.");
}

/** The token as an answer carries it: only where there is a next page. */
export function nextToken(page: Page<unknown>): { NextToken?: string } {
  return page.next === undefined ? {} : { NextToken: page.next };
}
