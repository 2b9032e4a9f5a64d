import type { FieldChange } from "../../model/change.ts";
import type { Clock } from "../../model/clock.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Live, PhysicalId } from "../../model/live.ts";
import type { Tags } from "../../model/ownership.ts";
import type { Place } from "../../model/place.ts";
import type { KindName, Resource } from "../../model/resource.ts";
import type { Reader, Writer } from "./call.ts";

/** What a look at AWS is made for. */
export interface Scope<P extends JsonObject = JsonObject> {
  /** The organization file's name, which tells our things from another file's. */
  readonly organization: string;
  /** What the file wishes for of this kind in this place. */
  readonly wanted: readonly Resource<P>[];
  /** Everything that the file wishes for, for kinds that hang on others; nothing in a look at one thing. */
  readonly wished: readonly Resource[];
  /**
   * Whether the file wishes for anything to be made in this place, of whatever kind. What is deleted once it left the file is
   * looked for there even when nothing of its kind is wished for any more; everywhere else the look would be a call for
   * nothing.
   */
  readonly isUsed: boolean;
  /** Read foreign things too, in full: for a look at the whole organization, not for a plan. */
  readonly thorough: boolean;
}

/** What a verb may use while it changes the world. */
export interface VerbTools {
  readonly clock: Clock;
  /** The tags that make a thing ours, to be sent in the creating call where AWS allows. */
  readonly tags: Tags;
  readonly signal?: AbortSignal;
  /** Says what is being waited for. */
  waiting(because: string): void;
}

/** What a creation came to. */
export interface Created {
  readonly id: PhysicalId;
  /** What AWS assigned, by output name. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** What orgwright does to a kind of thing in AWS. Deferred values are filled in before a verb sees them. */
export interface Verbs<P extends JsonObject = JsonObject> {
  readonly kind: KindName;
  /** How many creations AWS lets be under way at once. Default: as many as apply runs. */
  readonly atOnce?: number;
  /** All things of this kind in a place that are ours, might be ours, or are wished for. */
  list(aws: Reader, at: Place, scope: Scope<P>): Promise<readonly Live<P>[]>;
  /**
   * One fresh look at what `like` wishes for: the thing with this id if one is given, else the one that a creation
   * would collide with. Null when there is none.
   */
  find(aws: Reader, at: Place, like: P, scope: Scope<P>, id?: PhysicalId): Promise<Live<P> | null>;
  /**
   * What there is of things in an account that is not made yet: names that all AWS accounts share and that stand in the
   * way, and what every account has from its first moment. Asked in the management account. Missing where there is neither.
   */
  scout?(aws: Reader, from: Place, wanted: readonly Resource<P>[]): Promise<readonly Live<P>[]>;
  create(aws: Writer, to: Resource<P>, tools: VerbTools): Promise<Created>;
  /** Writes the fields that differ, and nothing else. */
  update(aws: Writer, from: Live<P>, to: Resource<P>, fields: readonly FieldChange[], tools: VerbTools): Promise<void>;
  /** Puts our tags on it. Missing where a kind carries no tags. */
  claim?(aws: Writer, live: Live<P>, tools: VerbTools): Promise<void>;
  /** Missing where orgwright never deletes. */
  delete?(aws: Writer, live: Live<P>, tools: VerbTools): Promise<void>;
}
