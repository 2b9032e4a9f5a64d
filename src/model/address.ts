import type { Branded } from "./brand.ts";

/**
 * What orgwright calls a resource: `<instance>/<resource>` or `<instance>/<resource>:<key>`, as in
 * `workload/account:shop-dev`. Always a legal AWS tag value.
 */
export type Address = Branded<"Address">;

export interface AddressParts {
  readonly instance: string;
  readonly resource: string;
  readonly key: string | null;
}

const NAME = "[a-z][a-z0-9-]{0,39}";
const KEY = "[A-Za-z0-9][A-Za-z0-9._@+=-]{0,63}";
const NAME_PATTERN = new RegExp(`^${NAME}$`);
const KEY_PATTERN = new RegExp(`^${KEY}(/${KEY})*$`);
const ADDRESS_PATTERN = new RegExp(`^(${NAME})/(${NAME})(?::(${KEY}(?:/${KEY})*))?$`);

/** The longest address, which is also AWS's longest tag value (Organizations API, Tag). */
export const MAX_ADDRESS_LENGTH = 256;

/** Whether `text` may name an instance or a resource. */
export function isName(text: string): boolean {
  return NAME_PATTERN.test(text);
}

/** Whether `text` may be a `forEach` key. */
export function isKey(text: string): boolean {
  return KEY_PATTERN.test(text);
}

/** The parts of an address, or null when `text` is none. */
export function parseAddress(text: string): AddressParts | null {
  const match = text.length > MAX_ADDRESS_LENGTH ? null : ADDRESS_PATTERN.exec(text);
  if (match === null) {
    return null;
  }
  return { instance: match[1] as string, resource: match[2] as string, key: match[3] ?? null };
}

/** Whether `text` is an address. */
export function isAddress(text: string): text is Address {
  return parseAddress(text) !== null;
}

/** The address of a resource, or null when the parts make none (a bad key, or too long). */
export function addressOf(instance: string, resource: string, key: string | null = null): Address | null {
  const text = key === null ? `${instance}/${resource}` : `${instance}/${resource}:${key}`;
  return isAddress(text) ? text : null;
}
