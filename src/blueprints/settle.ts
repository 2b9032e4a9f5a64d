import { z } from "zod";
import type { Address } from "../model/address.ts";
import { outputRefs } from "../model/deferred.ts";
import type { JsonObject } from "../model/json.ts";
import type { AccountKey, Place } from "../model/place.ts";
import type { SourcePosition } from "../model/position.ts";
import type { Resource } from "../model/resource.ts";
import type { Shape } from "../model/shape.ts";
import { atlasOf } from "./atlas.ts";
import type { Expanding, Made, Settled } from "./expanding.ts";
import { problem, shapeFinding } from "./findings.ts";
import { misfitsOf } from "./issues.ts";

/** A resource whose templates are worked out and whose kind has not yet looked at it. */
export interface Wish {
  readonly address: Address;
  readonly place: Place;
  readonly written: JsonObject;
  /** The resources that it refers to or names. */
  readonly needs: ReadonlySet<Address>;
  /** Where it is declared in the blueprint. */
  readonly at: SourcePosition;
  /** Where the entry stands that it is made for. */
  readonly madeFor: SourcePosition;
  /** Where the blueprint is used. */
  readonly declaredAt: SourcePosition;
  /** Where the property at a JSON Pointer was written. */
  readonly positionOf: (pointer: string) => SourcePosition;
  readonly accountKey?: AccountKey;
}

/**
 * Has a wish checked and brought into its kind's normal form: schema, then paths and keys, then the kind's own check. What
 * was wished for in the same words before is not checked again: it shares the properties of the first.
 *
 * @returns null when it is not one that its kind takes; the cause is a finding
 */
export function settle(wish: Wish, shape: Shape, expanding: Expanding): Made | null {
  const words = `${shape.kind} ${JSON.stringify(wish.written)}`;
  const settled = expanding.settled.get(words) ?? settleFirst(wish, shape, expanding);
  if (settled === null) {
    return null;
  }
  const { address, place, written, needs, at, madeFor, declaredAt, accountKey, positionOf } = wish;
  const { properties } = settled;
  const home = expanding.accountAddresses.get(place.account);
  const all = [...needs, ...settled.needs, ...(home === undefined ? [] : [home])];
  const resource: Resource = {
    address,
    kind: shape.kind,
    place,
    properties,
    needs: [...new Set(all)].sort(),
    declaredAt,
    ...(accountKey === undefined ? {} : { accountKey }),
  };
  const wrong = settled.isSound ? [] : (shape.check?.(resource) ?? []);
  expanding.findings.push(...wrong);
  expanding.settled.set(words, { ...settled, isSound: wrong.length === 0 });
  return { resource, written, at, madeFor, positionOf };
}

function settleFirst(wish: Wish, shape: Shape, expanding: Expanding): Settled | null {
  const properties = kindProperties(wish, shape, expanding);
  return properties === null
    ? null
    : { properties, needs: outputRefs(properties).map(({ address }) => address), isSound: false };
}

function kindProperties(wish: Wish, shape: Shape, expanding: Expanding): JsonObject | null {
  const { findings } = expanding;
  const parsed = shape.schema.safeParse(wish.written);
  if (!parsed.success) {
    for (const { pointer, detail, fix } of misfitsOf(parsed.error, wish.written, membersOf(shape.schema))) {
      findings.push(
        problem("wrong-property", wish.positionOf(pointer), { detail: `\`${wish.address}\`: ${detail}`, fix }),
      );
    }
    return null;
  }
  const resolved = resolve(parsed.data, wish, shape, expanding);
  return resolved === null ? null : shape.normal(resolved);
}

function resolve(properties: JsonObject, wish: Wish, shape: Shape, expanding: Expanding): JsonObject | null {
  const { findings, namesAreIncomplete } = expanding;
  let isRootMissing = false;
  const atlas = atlasOf(expanding, () => {
    isRootMissing = true;
  });
  const resolved = shape.resolve?.(properties, atlas) ?? { properties };
  if (isRootMissing) {
    const detail = `\`${wish.address}\` belongs to the organization's root, and no blueprint makes the organization.`;
    findings.push(problem("missing-reference", wish.at, { detail, fix: "Use the blueprint `foundation`." }));
    return null;
  }
  if ("properties" in resolved) {
    return resolved.properties;
  }
  const isConsequence = namesAreIncomplete && resolved.problem.code?.startsWith("unknown-") === true;
  if (!isConsequence) {
    findings.push(shapeFinding(resolved.problem, wish.positionOf(resolved.problem.path)));
  }
  return null;
}

function membersOf(schema: z.ZodType): readonly string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}
