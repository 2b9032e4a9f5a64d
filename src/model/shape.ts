import type { z } from "zod";
import type { Change } from "./change.ts";
import type { Text } from "./deferred.ts";
import type { Finding } from "./finding.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Live } from "./live.ts";
import type { Place } from "./place.ts";
import type { Risk } from "./plan.ts";
import type { KindName, Resource } from "./resource.ts";

/** How two values of a field are compared, and what a difference means. */
export interface FieldRule {
  /**
   * `exclusive`: whatever is there and not wished for is drift. `additive`: only what is wished for is compared.
   * `createOnly`: used when it is made, never compared. `immutable`: a difference is a finding.
   * `unwatched`: never compared, for the reason given.
   */
  readonly rule: "exclusive" | "additive" | "createOnly" | "immutable" | "unwatched";
  /** `whole`: one value. `entries`: each member of an object has its own path. Default: `whole`. */
  readonly by?: "whole" | "entries";
  /** A difference here makes the change a move, not an update. */
  readonly moves?: boolean;
  /** A difference here, on something that was not ours, makes its adoption a takeover. */
  readonly grants?: boolean;
  /** When two values mean the same although they are written differently. Default: equal JSON. */
  same?(a: Json, b: Json): boolean;
  /** Why it is not watched, or what to do when it cannot be changed. */
  readonly why?: string;
}

/** One AWS request that a change makes, as IAM sees it. */
export interface IamRequest {
  readonly action: string;
  readonly resource: string;
}

/** What a computed output may use besides the properties. Parts may be deferred. */
export interface OutputContext {
  readonly partition: string;
  /** The id of the account in which the resource lives: a string, or an `After`. */
  readonly accountId: Text;
  readonly place: Place;
}

/** An output that follows from the properties and the place. */
export interface ComputedOutput<P extends JsonObject> {
  text(properties: P, context: OutputContext): Text;
}

/** Finds what people name by path or key. Each answer is a text that may be known only later, or null when there is none. */
export interface Atlas {
  readonly root: Text;
  unit(path: string): Text | null;
  account(key: string): Text | null;
  /** Every unit's path, for suggestions. */
  readonly unitPaths: readonly string[];
  /** Every account's key, for suggestions. */
  readonly accountKeys: readonly string[];
}

/** Properties in the kind's own form, or what is wrong with them: a JSON Pointer into what was written, and why. */
export type Resolved<P extends JsonObject> = { readonly properties: P } | { readonly problem: ShapeProblem };

/** What is wrong with what was written; `path` is a JSON Pointer into it. `code` when it has one of its own. */
export interface ShapeProblem {
  readonly code?: string;
  readonly path: string;
  readonly detail: string;
  readonly fix: string;
}

/** Something to tell of a live thing; the summary belongs to the code. */
export interface Remark {
  readonly code: string;
  readonly detail: string;
  readonly fix: string;
}

/** Why nothing can be done to a live thing. */
export interface Hindrance extends Remark {
  /** `error`: nothing else may be done either. `warning`: this one is left out. */
  readonly severity: "error" | "warning";
}

/** What a check of one resource by itself may look at. */
export type Checked<P extends JsonObject = JsonObject> = Pick<Resource<P>, "address" | "properties" | "declaredAt">;

/** What kind of thing a kind is: pure knowledge, no call to AWS. */
export interface Shape<P extends JsonObject = JsonObject> {
  readonly kind: KindName;
  /** What one is called in a sentence, as in "organizational unit". */
  readonly noun: string;
  /** Checks and completes the properties as a blueprint writes them. Deferred texts pass where a text may stand. */
  readonly schema: z.ZodType<JsonObject>;
  /** Turns what the schema let through into the kind's own form: paths and keys become references. Default: as it is. */
  resolve?(written: JsonObject, atlas: Atlas): Resolved<P>;
  readonly scope: "organization" | "account" | "region";
  /**
   * `tag`: ours when it carries our tags. `parent`: ours when what it hangs on is ours. `place`: a setting,
   * one for each place, ours while it is declared.
   */
  readonly ownership: "tag" | "parent" | "place";
  /**
   * What is done with one that is ours and left the file. `delete`: it goes. `tell`: it stays, and is told of. `consent`: it
   * stays until a consent names its address, and until nothing is `inside` it any more.
   */
  readonly removal: "delete" | "tell" | "consent";
  /** In which stage of an apply it belongs; lower stages are done first. */
  stage(properties: P): number;
  /**
   * Whether a change does nothing but take away what somebody can do. Such a change comes before all others, in the stage
   * `shuttingOut`. Default: no change does.
   */
  shutsOut?(change: Change): boolean;
  /** What tells one from another of its kind in the same place when tags do not; null while a part of it is not known. */
  key(properties: P): string | null;
  /** What a person calls this one: its name, its path, its principal. */
  label(properties: P): string;
  /** The one form of equal properties. Works on deferred values too. */
  normal(properties: P): P;
  readonly fields: { readonly [K in keyof Required<P>]: FieldRule };
  /** Outputs that AWS assigns. */
  readonly assigned: readonly string[];
  /** Outputs that follow from the properties, by name. */
  readonly computed: Readonly<Record<string, ComputedOutput<P>>>;
  /**
   * What is wrong with one resource by itself, beyond the schema: a policy's grammar, a name's form. Whether anything is
   * depends on its properties alone; the findings name it.
   */
  check?(resource: Checked<P>): readonly Finding[];
  /** The id of what a live thing hangs on, where that decides whose it is. */
  parent?(properties: P): Text;
  /** Why nothing can be done to this live thing, as when an account is being closed. Default: it can. */
  hindrance?(live: Live<P>): Hindrance | null;
  /**
   * What ails a live thing that the file wishes for, although it is set up as it should be, as when a trail has stopped
   * delivering. It becomes a warning, since no write would cure it. Default: nothing.
   */
  health?(live: Live<P>, now: Date): readonly Remark[];
  /**
   * What is worth telling of a live thing that is not the file's, beside one of its kind that the file wishes for. It
   * becomes a note. Default: nothing.
   */
  bystander?(live: Live<P>, wish: Resource<P>): Remark | null;
  /** What keeps a live thing that left the file from going: its accounts, its units, its attachments. Default: nothing. */
  inside?(live: Live<P>, world: readonly Live[]): readonly Live[];
  /**
   * What AWS wants to stand already although no property refers to it, by its kind and key: a policy's type has to be
   * enabled. Default: nothing.
   */
  presupposes?(properties: P): readonly { readonly kind: KindName; readonly key: string }[];
  risk(change: Change): Risk;
  /** Which IAM requests a change makes. */
  requests(change: Change): readonly IamRequest[];
  /** The world's things of this kind after the change. Default: put the wished-for one in its place. */
  after?(live: readonly Live[], change: Change): readonly Live[];
}
