import type { AccountId, Region } from "../../model/place.ts";
import type { Operation } from "../contract/operations.ts";
import type { Session } from "../contract/transport.ts";

/** One call as it passes through the door's layers. Its types were checked where it came in. */
export interface Attempt {
  readonly operation: Operation;
  readonly as: Session;
  /** The account it acts in. */
  readonly account: AccountId;
  readonly region: Region;
  readonly input: unknown;
  /** The plan's step it serves, or null. */
  readonly step: string | null;
  /** Counts from 1. */
  readonly number: number;
  readonly signal?: AbortSignal;
}

/** Brings a call one layer further. */
export type Send = (attempt: Attempt) => Promise<unknown>;
