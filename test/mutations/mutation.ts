import type { RawCall } from "../../src/aws/sandbox/sandbox.ts";
import type { World } from "../../src/aws/sandbox/world.ts";
import type { Names } from "./founded.ts";

/**
 * One way in which somebody changes one field behind orgwright's back. Unless more is said, the next plan has to show
 * one step, an update of the kind's subject in exactly this field, and applying it has to put everything right.
 */
export interface Mutation {
  /** What somebody does, as in "adds a statement". */
  readonly does: string;
  /** Raw calls, as `orgwright sandbox call` makes them. */
  readonly calls?: (names: Names) => readonly RawCall[];
  /** For what AWS has no call for that the sandbox knows: a change of the world itself, and why there is no call. */
  readonly edit?: { readonly because: string; readonly change: (world: World, names: Names) => void };
  /** The address of what is changed; the kind's subject when left out. */
  readonly of?: string;
  /** Other fields that cannot but change along. */
  readonly with?: readonly string[];
  /** The only steps of the next plan, as `action address`, where it is not one update of this field. */
  readonly steps?: readonly string[];
  /** The findings that tell of it, besides or in the stead of steps. */
  readonly told?: readonly string[];
}

/** How a kind is changed by hand. */
export interface KindMutations<P> {
  /** The address in `organization.yaml` of what is changed. */
  readonly subject: string;
  /** Every field that the kind's shape watches needs at least one entry; those that it does not watch have none. */
  readonly fields: { readonly [K in keyof P]?: readonly Mutation[] };
  /** How its tags of ownership are changed: for kinds that are ours by tag. */
  readonly ours?: readonly Mutation[];
}
