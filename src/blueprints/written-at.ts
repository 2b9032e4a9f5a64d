import type { Address } from "../model/address.ts";
import type { Finding } from "../model/finding.ts";
import { isObject, type Json, pointerSegment } from "../model/json.ts";
import type { SourcePosition } from "../model/position.ts";
import type { Instance, Made } from "./expanding.ts";
import type { LoadedUse } from "./instances.ts";

/** Where a part of a resource's properties, in its kind's normal form, was written. */
export type WrittenAt = (address: Address, pointer: string) => SourcePosition | null;

/**
 * Tells where people wrote what a policy says: the line in a blueprint of their own, or in the organization file. What a
 * shipped blueprint says is for whoever uses it, so that its use is told.
 */
export function writtenAt(made: readonly Made[], instances: ReadonlyMap<string, Instance>): WrittenAt {
  const byAddress = new Map(made.map((one) => [one.resource.address, one]));
  return (address, pointer) => {
    const one = byAddress.get(address);
    if (one === undefined) {
      return null;
    }
    const use = instances.get(address.slice(0, address.indexOf("/")))?.use.use ?? "";
    const at = one.positionOf(asWritten(pointer, one));
    return isShipped(use) && at.file === one.at.file ? one.resource.declaredAt : at;
  };
}

/** Findings in a shipped blueprint, which nobody edits who uses it, moved to where the file uses it. */
export function atTheUse(findings: readonly Finding[], uses: readonly LoadedUse[]): Finding[] {
  const shipped = uses.filter(({ use }) => isShipped(use.use));
  return findings.map((finding) => {
    const used = shipped.find(({ file }) => file === finding.at?.file);
    return used === undefined ? finding : { ...finding, at: used.use.at };
  });
}

function isShipped(use: string): boolean {
  return !/^\.{1,2}\//.test(use);
}

/** The normal form sorts lists and makes one of a single value: an element is found again by what it says. */
function asWritten(pointer: string, { resource, written }: Made): string {
  let [normal, text, found]: [Json | undefined, Json | undefined, string] = [resource.properties, written, ""];
  for (const segment of pointer.split("/").slice(1)) {
    const next: Json | undefined = memberOf(normal, segment);
    if (Array.isArray(normal) && Array.isArray(text) && typeof next === "string") {
      const index = (text as readonly Json[]).indexOf(next);
      return index < 0 ? found : `${found}/${index}`;
    }
    if (Array.isArray(normal) && !Array.isArray(text) && typeof next === "string") {
      return found;
    }
    [normal, text, found] = [next, memberOf(text, segment), `${found}/${segment}`];
  }
  return found;
}

function memberOf(value: Json | undefined, segment: string): Json | undefined {
  if (Array.isArray(value)) {
    return (value as readonly Json[])[Number(segment)];
  }
  return isObject(value)
    ? Object.entries(value as { [key: string]: Json }).find(([key]) => pointerSegment(key) === segment)?.[1]
    : undefined;
}
