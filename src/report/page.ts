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
  /** The position of its first step among the plan's, from 1. */
  readonly number: number;
  readonly action: Action;
  /** What it is about: a kind, or words where the kind would be taken for something else. */
  readonly kind: string;
  /** With `{account}` where the accounts differ. */
  readonly address: string;
  /** Every place it happens in, in the order of the steps. */
  readonly places: readonly Place[];
  readonly risk: Risk;
  /** Where the accounts differ, with `{account}` in their place. */
  readonly fields: readonly FieldRow[];
}

/** Rows that belong together. */
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
  /** Writes; what is read besides depends on the world. */
  readonly calls: number;
}

/** A guardrail at a node of the picture. */
export interface Guardrail {
  readonly name: string;
  /** Null when it hangs there and stays as it is; `update` when its text changes. */
  readonly action: Action | null;
}

/** The root, a unit or an account as it will be. What is deleted is still in the picture, marked so. */
export interface PictureNode {
  readonly sort: "root" | "unit" | "account";
  readonly name: string;
  /** AWS's id; null until there is one. */
  readonly id: string | null;
  /** What the plan does to it. */
  readonly action: Action | null;
  /** The number of the step that does it. */
  readonly step: number | null;
  /** Where it stands before it is moved, as a path. */
  readonly movedFrom: string | null;
  /** How many steps change something inside this account. */
  readonly inside: number;
  readonly guardrails: readonly Guardrail[];
  /** Units first, then accounts. */
  readonly children: readonly PictureNode[];
}

/** The organization as it will be after the plan. */
export interface Picture {
  readonly root: PictureNode;
  /** Whether it is the whole organization, or only what the plan touches. */
  readonly isWhole: boolean;
}

/** Everything that a plan shows, in every format. */
export interface Page {
  readonly title: string;
  readonly organization: OrganizationRef;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly caller: string;
  /** The version of the tool that made the plan. */
  readonly madeBy: string;
  readonly digest: string;
  /** Whether people and e-mail addresses are hidden. */
  readonly isRedacted: boolean;
  readonly summary: Summary;
  /** How many of the deletions take away what somebody can do, and nothing else. */
  readonly takenAway: number;
  /** The addresses that the plan was narrowed to. */
  readonly targets: readonly string[];
  readonly allowed: readonly Allowance[];
  /** The rows by instance of a blueprint, in the order in which they begin. */
  readonly sections: readonly Section[];
  /** The same rows in the order of apply: every stage ends before the next begins. */
  readonly stages: readonly Section[];
  /** Null when there is nothing to draw. */
  readonly picture: Picture | null;
  readonly findings: readonly Finding[];
  readonly consents: readonly ConsentNeed[];
  readonly proofs: Proofs | null;
  readonly least: Least | null;
}
