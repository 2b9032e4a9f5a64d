import type { AccountId } from "../../model/place.ts";
import type { Birth } from "./iam/state.ts";
import type { World } from "./world.ts";

const LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const DIGITS = "0123456789";
const HEXADECIMAL = "0123456789abcdef";

/** `length` characters of `alphabet` that follow from the seed and the number alone. */
function scramble(seed: number, number: number, length: number, alphabet: string): string {
  let state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(number + 1, 0xc2b2ae35)) >>> 0;
  let text = "";
  for (let index = 0; index < length; index += 1) {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    text += alphabet.charAt(((mixed ^ (mixed >>> 14)) >>> 0) % alphabet.length);
  }
  return text;
}

/** The next id of this world: `prefix` and `length` lower-case letters and digits. */
export function nextId(world: World, prefix: string, length: number): string {
  world.counter += 1;
  return prefix + scramble(world.seed, world.counter, length, LOWER);
}

/** The next twelve-digit account id, which no account of this world has. */
export function nextAccountId(world: World): AccountId {
  let id: string;
  do {
    world.counter += 1;
    id = scramble(world.seed, world.counter, 12, DIGITS);
  } while (id.startsWith("0") || world.accounts[id] !== undefined);
  return id;
}

/** The next id in IAM's form, as in `AROA…`: the prefix and seventeen capital letters and digits. */
export function nextIamId(world: World, prefix: string): string {
  world.counter += 1;
  return prefix + scramble(world.seed, world.counter, 17, UPPER);
}

/** The next id in the form of a UUID (version 4), as keys of KMS have. */
export function nextUuid(world: World): string {
  world.counter += 1;
  const hex = scramble(world.seed, world.counter, 32, HEXADECIMAL);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20)].join("-");
}

/** The next id of a machine image. */
export function nextImageId(world: World): string {
  world.counter += 1;
  return `ami-${scramble(world.seed, world.counter, 17, HEXADECIMAL)}`;
}

/** The next id of a session: of its own count, for sessions leave no trace in what is persisted. */
export function nextSessionId(world: World, prefix: string, length: number): string {
  world.sessionCounter += 1;
  return prefix + scramble(world.seed ^ 0x5bd1e995, world.sessionCounter, length, UPPER);
}

/** What IAM things of this account are made from. */
export function birthIn(world: World, account: AccountId, now: Date = new Date(world.time)): Birth {
  return { partition: world.partition, account, now, uniqueId: (prefix) => nextIamId(world, prefix) };
}
