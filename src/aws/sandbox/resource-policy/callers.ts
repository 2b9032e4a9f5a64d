import type { Caller } from "../handlers.ts";
import { callerKind, trustCaller } from "../sts/caller.ts";
import { callerContext } from "../sts/request-context.ts";
import type { World } from "../world.ts";
import { type Verdict, weigh } from "./weigh.ts";

/** A caller's request about a thing that has a policy. */
export interface CallersRequest {
  readonly action: string;
  /** ARN. */
  readonly resource: string;
  /** Of the account that the thing is in. */
  readonly account: string;
  /** Condition keys of the service. */
  readonly keys?: Readonly<Record<string, string>>;
}

/** What a policy says to a user or role of this world. */
export function weighForCaller(world: World, at: Caller, document: string | null, request: CallersRequest): Verdict {
  const who = callerKind(world, at);
  const context = callerContext(world, at, who, request.account);
  const mfa = who.is === "user" && at.mfa !== null ? { "aws:MultiFactorAuthPresent": String(at.mfa.present) } : {};
  for (const [key, value] of Object.entries({ ...mfa, ...request.keys })) {
    context.set(key.toLowerCase(), value);
  }
  return weigh(document, {
    by: { caller: trustCaller(world, at, who) },
    action: request.action,
    resource: request.resource,
    context,
  });
}

/** Whether the root user calls: some doors stay open for it alone. */
export function isRootUser(world: World, at: Caller): boolean {
  return callerKind(world, at).is === "root";
}
