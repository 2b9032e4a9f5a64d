import type { Action } from "../model/change.ts";
import type { Finding } from "../model/finding.ts";
import type { Json } from "../model/json.ts";
import type { Place } from "../model/place.ts";
import type { Allowance, OrganizationRef, Risk } from "../model/plan.ts";
import type { Proofs } from "../model/proof.ts";

/** One sign an action, the same in every format. */
export const SIGNS: Readonly<Record<Action, string>> = { create: "+", update: "~", move: ">", adopt: "=", delete: "-" };

/** How many steps of each action. */
export type Summary = Readonly<Record<Action, number>>;

/** One field of a row. An absent side means that the field is not there. */
export interface FieldRow {
  /** A JSON Pointer into the properties. */
  readonly path: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** One change, or one change that is the same in several accounts. */
export interface Row {
  readonly action: Action;
  readonly kind: string;
  /** With `{account}` where the accounts differ. */
  readonly address: string;
  /** Every place it happens in, in the order of the steps. */
  readonly places: readonly Place[];
  readonly risk: Risk;
  /** Where the accounts differ, with `{account}` in their place. */
  readonly fields: readonly FieldRow[];
}

/** The rows of one instance of a blueprint. */
export interface Section {
  readonly heading: string;
  readonly rows: readonly Row[];
}

/** A consent that apply will ask for. */
export interface ConsentNeed {
  readonly code: string;
  /** How many, where the code counts. */
  readonly count?: number;
  /** What it is about, in words. */
  readonly why: string;
  /** Whether it has been given. */
  readonly given: boolean;
}

/** The least that AWS's published limits let an apply take. */
export interface Least {
  readonly seconds: number;
  readonly calls: number;
}

/** Everything that a plan shows, in every format. */
export interface Page {
  readonly title: string;
  readonly organization: OrganizationRef;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly caller: string;
  readonly digest: string;
  readonly summary: Summary;
  readonly allowed: readonly Allowance[];
  readonly sections: readonly Section[];
  readonly findings: readonly Finding[];
  readonly consents: readonly ConsentNeed[];
  readonly proofs: Proofs | null;
  readonly least: Least | null;
}
