import { type ApplyResult, apply } from "../../src/apply/apply.ts";
import type { Writer } from "../../src/aws/contract/call.ts";
import type { Scope, Verbs, VerbTools } from "../../src/aws/contract/verbs.ts";
import type { Address } from "../../src/model/address.ts";
import type { Change, FieldChange } from "../../src/model/change.ts";
import type { Clock } from "../../src/model/clock.ts";
import type { ApplyEvent } from "../../src/model/event.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Live } from "../../src/model/live.ts";
import { ORGANIZATION_PLACE } from "../../src/model/place.ts";
import type { Plan, Step } from "../../src/model/plan.ts";
import type { Resource } from "../../src/model/resource.ts";
import { planOf } from "../report/plans.ts";

/** Nobody is asked anything: the toy's verbs are all there is. */
export const NO_AWS: Writer = {
  async call() {
    throw new Error("The toy asks AWS nothing.");
  },
};

/** A clock that nobody has to wait for. */
export function instantClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(slept.reduce((sum, one) => sum + one, 0)),
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      slept.push(milliseconds);
      await Promise.resolve();
    },
  };
}

/** A wish for a toy: its name is its address's resource. */
export function toy(address: string, properties: JsonObject = {}, kind = "toy"): Resource {
  return {
    address: address as Address,
    kind,
    place: ORGANIZATION_PLACE,
    properties: { name: address, ...properties },
    needs: [],
    declaredAt: { file: "orgwright.yaml", line: 1, column: 1 },
  };
}

export function liveToy(address: string, properties: JsonObject = {}, owner?: Live["owner"]): Live {
  return {
    kind: "toy",
    id: `id of ${address}`,
    place: ORGANIZATION_PLACE,
    owner: owner ?? { is: "us", address: address as Address },
    properties: { name: address, ...properties },
    outputs: { id: `id of ${address}` },
  };
}

/** One step of a plan. */
export function step(change: Change, after: readonly string[] = [], stage = 10): Step {
  const id = change.action === "delete" ? `delete ${change.from.id}` : change.to.address;
  return { id, change, after, stage, risk: "safe" };
}

export const creation = (address: string, after: readonly string[] = [], stage = 10, properties: JsonObject = {}) =>
  step({ action: "create", to: toy(address, properties) }, after, stage);

export interface ToyWorld {
  /** What stands, by name. */
  readonly things: Map<string, Live>;
  /** What was done, in order. */
  readonly done: string[];
  /** The most creations that were under way at once. */
  readonly most: () => number;
  readonly verbs: Verbs;
}

export interface ToyBehaviour {
  readonly atOnce?: number;
  /** Called in the middle of every creation; may throw. */
  during?(name: string, tools: VerbTools): Promise<void> | void;
  /** A kind whose things carry no tags. */
  readonly untagged?: boolean;
  readonly neverDeletes?: boolean;
}

/** A world of toys and the verbs to change it. */
export function toyWorld(standing: readonly Live[] = [], behaviour: ToyBehaviour = {}): ToyWorld {
  const things = new Map(standing.map((thing) => [String(thing.properties["name"]), thing]));
  const done: string[] = [];
  let [under, most] = [0, 0];
  const verbs: Verbs = {
    kind: "toy",
    ...(behaviour.atOnce === undefined ? {} : { atOnce: behaviour.atOnce }),
    list: async () => [...things.values()],
    async find(_aws, _at, like: JsonObject, _scope: Scope, id?: string) {
      const found = [...things.values()].find((one) =>
        id === undefined ? one.properties["name"] === like["name"] : one.id === id,
      );
      return found ?? null;
    },
    async create(_aws, to, tools) {
      const name = String(to.properties["name"]);
      under += 1;
      most = Math.max(most, under);
      done.push(`begin ${name}`);
      try {
        await new Promise<void>((resolve) => setImmediate(resolve));
        await behaviour.during?.(name, tools);
      } finally {
        under -= 1;
      }
      const made = { ...liveToy(to.address), properties: to.properties };
      things.set(name, made);
      done.push(`create ${name}`);
      return { id: made.id, outputs: made.outputs };
    },
    async update(_aws, from, to, fields: readonly FieldChange[]) {
      const properties = { ...from.properties, ...to.properties };
      things.set(String(from.properties["name"]), { ...from, properties });
      done.push(`update ${to.address} ${fields.map(({ path }) => path).join()}`);
    },
    ...(behaviour.untagged === true
      ? {}
      : {
          async claim(_aws: Writer, live: Live, tools: VerbTools) {
            done.push(`claim ${live.id} as ${tools.tags["orgwright:address"]}`);
          },
        }),
    ...(behaviour.neverDeletes === true
      ? {}
      : {
          async delete(_aws: Writer, live: Live) {
            things.delete(String(live.properties["name"]));
            done.push(`delete ${live.id}`);
          },
        }),
  };
  return { things, done, most: () => most, verbs };
}

export interface Applied {
  readonly result: ApplyResult;
  readonly events: readonly ApplyEvent[];
  /** The last state of each step. */
  readonly ends: Readonly<Record<string, string>>;
}

export interface ApplyToysOptions {
  readonly stop?: AbortSignal;
  readonly signal?: AbortSignal;
  readonly gate?: Parameters<typeof apply>[0]["gate"];
  readonly clock?: Clock;
  readonly onEvent?: (event: ApplyEvent) => void;
  readonly learned?: Map<string, string>;
}

/** Applies steps to a world of toys. */
export async function applyToys(
  world: ToyWorld,
  steps: readonly Step[],
  options: ApplyToysOptions = {},
): Promise<Applied> {
  const { stop, signal, gate, clock = instantClock(), learned = new Map<string, string>() } = options;
  const events: ApplyEvent[] = [];
  const plan: Plan = { ...planOf([]), steps };
  const result = await apply({
    plan,
    writerFor: () => NO_AWS,
    verbs: new Map([["toy", world.verbs]]),
    clock,
    directory: { idOf: (key) => learned.get(key), learn: (key, id) => void learned.set(key, id) },
    emit(event) {
      events.push(event);
      options.onEvent?.(event);
    },
    ...(stop === undefined ? {} : { stop }),
    ...(signal === undefined ? {} : { signal }),
    ...(gate === undefined ? {} : { gate }),
  });
  return { result, events, ends: Object.fromEntries(events.map((event) => [event.step, event.state])) };
}
