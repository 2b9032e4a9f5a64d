import type { Tempo } from "./world.ts";

/** Where a caller is in a list. */
export interface PageRequest {
  /** The list's name, in one word: a token of one list is none of another. */
  readonly list: string;
  readonly token: string | undefined;
  /** The largest page that the caller and AWS allow. */
  readonly size: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** The token of the next page; undefined on the last. */
  readonly next: string | undefined;
}

/** One page of a list, or null when the token is none of this list. */
export function pageOf<T>(tempo: Tempo, items: readonly T[], request: PageRequest): Page<T> | null {
  const place = request.token === undefined ? { start: 0, rested: false } : read(request.token, request.list);
  if (place === null) {
    return null;
  }
  if (tempo.emptyPages && !place.rested) {
    return { items: [], next: write(request.list, place.start, true) };
  }
  const end = place.start + Math.min(request.size, tempo.pageSize ?? request.size);
  const next = end < items.length ? write(request.list, end, false) : undefined;
  return { items: items.slice(place.start, end), next };
}

function write(list: string, start: number, rested: boolean): string {
  return Buffer.from(`${list} ${start} ${rested ? 1 : 0}`).toString("base64url");
}

function read(token: string, list: string): { start: number; rested: boolean } | null {
  const [name, start, rested] = Buffer.from(String(token), "base64url").toString().split(" ");
  return name === list && /^\d+$/.test(start ?? "") ? { start: Number(start), rested: rested === "1" } : null;
}
