/** A range of IP addresses: those that share the first `bits` bits with `address`. */
export interface IpRange {
  readonly width: 32 | 128;
  readonly address: bigint;
  readonly bits: number;
}

/** A CIDR range, or a single address when no prefix length is given; null when the text is neither. */
export function parseIpRange(text: string): IpRange | null {
  const [address = "", prefix, ...more] = text.trim().split("/");
  const parsed = parseIpv4(address) ?? parseIpv6(address);
  if (parsed === null || more.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) {
    return null;
  }
  const bits = prefix === undefined ? parsed.width : Number(prefix);
  return bits > parsed.width ? null : { ...parsed, bits };
}

/** Whether every address of `inner` is in `outer`. IPv4 and IPv6 addresses never share a range. */
export function isWithin(inner: IpRange, outer: IpRange): boolean {
  const rest = BigInt(outer.width - outer.bits);
  return inner.width === outer.width && inner.bits >= outer.bits && inner.address >> rest === outer.address >> rest;
}

function parseIpv4(text: string): Omit<IpRange, "bits"> | null {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) {
    return null;
  }
  return { width: 32, address: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) };
}

function parseIpv6(text: string): Omit<IpRange, "bits"> | null {
  const [before = "", after, ...more] = text.split("::");
  const left = groups(before);
  const right = after === undefined ? [] : groups(after);
  const missing = 8 - left.length - right.length;
  const all = [...left, ...Array<string>(Math.max(missing, 0)).fill("0"), ...right];
  const complete = after === undefined ? missing === 0 : missing > 0;
  if (!complete || more.length > 0 || !all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) {
    return null;
  }
  return { width: 128, address: all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n) };
}

function groups(text: string): string[] {
  return text === "" ? [] : text.split(":");
}
