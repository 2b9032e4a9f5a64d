import type { AccountId, Region } from "../../model/place.ts";
import type { Operation } from "../contract/operations.ts";
import type { Callable, Input, Output, Service } from "../contract/services.ts";
import type { SessionState, World } from "./world.ts";

/** Who makes a call, from where, and when. */
export interface Caller {
  readonly account: AccountId;
  /** A user, the root user, or an assumed role. */
  readonly principalArn: string;
  /** Multi-factor authentication of the caller's credentials; null where they carry no such key. */
  readonly mfa: { readonly present: boolean; readonly ageSeconds: number } | null;
  /** The session that AssumeRole gave; null for long-term credentials. */
  readonly session: SessionState | null;
  readonly region: Region;
  /** The world's time. */
  readonly now: Date;
}

/**
 * What an operation does to the world. It may change the world in place; when it refuses (`refuse`) it must not have
 * changed anything, so it checks first. What it answers is cloned before a caller sees it.
 */
export type Handler<O extends Callable> = (world: World, input: Input<O>, at: Caller) => Output<O>;

type Of<S extends Service, O extends Callable> = Extract<O, `${S}:${string}`>;

/**
 * A service's handlers: one for each operation that orgwright may call, and for any others with which a sandbox is
 * tampered with. A table that `satisfies` this is complete.
 */
export type HandlersOf<S extends Service> = { readonly [O in Of<S, Operation>]: Handler<O> } & {
  readonly [O in Of<S, Callable>]?: Handler<O>;
};
