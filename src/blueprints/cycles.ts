import type { Address } from "../model/address.ts";
import type { Finding } from "../model/finding.ts";
import { findingsOf } from "./evaluate-node.ts";
import type { Made } from "./expanding.ts";
import { cycleProblem } from "./references.ts";

/** Resources each of which needs the next: one finding for every circle found, each resource in at most one. */
export function cycleFindings(made: readonly Made[]): Finding[] {
  const byAddress = new Map(made.map((one) => [one.resource.address, one]));
  const done = new Set<Address>();
  const findings: Finding[] = [];
  for (const { resource, at } of made) {
    const circle = circleFrom(resource.address, byAddress, done);
    if (circle !== null) {
      findings.push(...findingsOf(cycleProblem(circle), byAddress.get(circle[0] as Address)?.at ?? at));
    }
  }
  return findings;
}

/** Walks without recursion: a chain of needs may be as long as the file. */
function circleFrom(start: Address, byAddress: ReadonlyMap<Address, Made>, done: Set<Address>): Address[] | null {
  const path: { readonly address: Address; readonly needs: Iterator<Address> }[] = [];
  const onPath = new Set<Address>();
  const enter = (address: Address) => {
    onPath.add(address);
    path.push({ address, needs: (byAddress.get(address)?.resource.needs ?? [])[Symbol.iterator]() });
  };
  let circle: Address[] | null = null;
  if (!done.has(start)) {
    enter(start);
  }
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const next = top.needs.next();
    if (next.done === true) {
      done.add(top.address);
      onPath.delete(top.address);
      path.pop();
      continue;
    }
    if (onPath.has(next.value)) {
      const index = path.findIndex(({ address }) => address === next.value);
      circle ??= [...path.slice(index).map(({ address }) => address), next.value];
    } else if (!done.has(next.value)) {
      enter(next.value);
    }
  }
  return circle;
}
