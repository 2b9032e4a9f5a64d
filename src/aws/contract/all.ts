import type { Place } from "../../model/place.ts";
import type { Call, CallOptions } from "./call.ts";
import { OPERATIONS, type PagedOperation, type Paging } from "./operations.ts";
import type { Input, Output } from "./services.ts";

type ItemsName<O extends PagedOperation> = (typeof OPERATIONS)[O]["page"] extends { readonly items: infer N }
  ? N
  : never;

/** What a paginated operation lists. */
export type Item<O extends PagedOperation> =
  ItemsName<O> extends keyof Output<O>
    ? NonNullable<Output<O>[ItemsName<O>]> extends readonly (infer T)[]
      ? T
      : never
    : never;

/**
 * Everything that a paginated operation lists, page by page until AWS sends no more token: a page may be empty and
 * still not be the last (Organizations API Reference, "Pagination").
 */
export async function all<O extends PagedOperation>(
  aws: Call<O>,
  operation: O,
  at: Place,
  input: Input<O>,
  options?: CallOptions,
): Promise<Item<O>[]> {
  const paging: Paging = OPERATIONS[operation].page;
  const items: Item<O>[] = [];
  let token: unknown;
  do {
    const asked = token === undefined ? input : { ...(input as object), [paging.input]: token };
    const page = (await aws.call(operation, at, asked as Input<O>, options)) as Record<string, unknown>;
    items.push(...((page[paging.items] ?? []) as Item<O>[]));
    token = page[paging.output] === "" ? undefined : page[paging.output];
  } while (token !== undefined && token !== null);
  return items;
}
