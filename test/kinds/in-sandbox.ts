import type { Writer } from "../../src/aws/contract/call.ts";
import type { Scope, VerbTools } from "../../src/aws/contract/verbs.ts";
import type { Sandbox } from "../../src/aws/sandbox/sandbox.ts";
import type { Address } from "../../src/model/address.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { ownershipTags } from "../../src/model/ownership.ts";
import type { Place } from "../../src/model/place.ts";
import type { Resource } from "../../src/model/resource.ts";
import type { Shape } from "../../src/model/shape.ts";

/** Where a sandbox's management account keeps what is regional. */
export const HOME: Place = { account: "management", region: "eu-west-1" };

/** Calls a sandbox as its management account's administrator, whatever account a place names. */
export function writerOf({ transport }: Sandbox): Writer {
  return {
    call: (operation, { region }, input) =>
      transport.send({ is: "base" }, region === "global" ? "us-east-1" : region, operation, input),
  };
}

/** A resource as the expansion would make it of what a blueprint writes. */
export function wished<P extends JsonObject>(shape: Shape<P>, address: string, written: JsonObject): Resource<P> {
  const parsed = shape.schema.parse(written);
  const atlas = { root: "", unit: () => null, account: () => null, unitPaths: [], accountKeys: [] };
  const resolved = shape.resolve?.(parsed, atlas) ?? { properties: parsed as P };
  if (!("properties" in resolved)) {
    throw new Error(resolved.problem.detail);
  }
  return {
    address: address as Address,
    kind: shape.kind,
    place: HOME,
    properties: shape.normal(resolved.properties),
    needs: [],
    declaredAt: { file: "orgwright.yaml", line: 1, column: 1 },
  };
}

/** A look for these wishes in the organization acme. */
export function lookingFor<P extends JsonObject>(...wanted: readonly Resource<P>[]): Scope<P> {
  return { organization: "acme", wanted, wished: [], isUsed: wanted.length > 0, thorough: false };
}

/** What a verb is handed while it makes this resource. */
export function toolsFor(sandbox: Sandbox, { address }: Resource, waits: string[] = []): VerbTools {
  return {
    clock: sandbox.clock,
    tags: ownershipTags(address, "acme"),
    waiting: (because) => void waits.push(because),
  };
}

/** The operations that a sandbox was called with since, in order. */
export function operationsSince({ calls }: Sandbox, start: number): string[] {
  return calls.slice(start).map(({ service, operation }) => `${service}:${operation}`);
}
