import type { Json } from "../../model/json.ts";
import type { AccountId, Region } from "../../model/place.ts";
import { deliver } from "./cloudtrail/deliveries.ts";
import { copy } from "./copy.ts";
import { handlerOf } from "./dispatch.ts";
import type { Caller } from "./handlers.ts";
import { forgetDeletedKeys } from "./kms/deletion.ts";
import { settle } from "./organizations/due.ts";
import type { World } from "./world.ts";

/** What a fault makes of an account that is being created. */
export interface Effect {
  /** Milliseconds that it takes longer. */
  readonly slower?: number;
  /** The FailureReason in which it ends. */
  readonly fails?: string;
}

/** One call that changed the world, with all that its outcome follows from. The journal keeps these. */
export interface Deed {
  readonly n: number;
  /** Virtual milliseconds. */
  readonly time: number;
  readonly account: AccountId;
  readonly principal: string;
  readonly mfa: Caller["mfa"];
  readonly region: Region;
  readonly operation: string;
  readonly input: Json;
  readonly effect?: Effect;
}

/** Lets virtual time reach `time`, and everything happen that falls due until then. */
export function advance(world: World, time: number): void {
  world.time = Math.max(world.time, time);
  settle(world);
  forgetDeletedKeys(world);
  deliver(world);
}

/**
 * Does one call, and answers what belongs to the caller alone.
 * @throws Refusal when AWS would refuse; the world is then as it was.
 * @throws RangeError when the sandbox has no such operation.
 */
export function execute(world: World, operation: string, input: unknown, at: Caller, effect?: Effect): object {
  const handler = handlerOf(operation);
  if (handler === undefined) {
    throw new RangeError(`The sandbox has no operation ${operation}.`);
  }
  const output = copy(handler(world, copy(input), at));
  if (effect !== undefined) {
    applyEffect(world, output, effect);
  }
  return output;
}

/** Does again what the journal says. */
export function repeat(world: World, deed: Deed): void {
  advance(world, deed.time);
  const { account, principal: principalArn, mfa, region, operation, input, effect } = deed;
  execute(
    world,
    operation,
    input,
    { account, principalArn, mfa, session: null, region, now: new Date(world.time) },
    effect,
  );
}

function applyEffect(world: World, output: object, effect: Effect): void {
  const status = (output as { CreateAccountStatus?: { Id?: string } }).CreateAccountStatus;
  const creation = world.creations[status?.Id ?? ""];
  if (creation !== undefined) {
    creation.due += effect.slower ?? 0;
    creation.fails ??= effect.fails ?? null;
  }
}
