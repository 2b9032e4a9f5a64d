import type { AccountKey } from "./place.ts";

/** What the proofs of a plan came to. */
export interface Proofs {
  readonly attacks: {
    readonly total: number;
    readonly denied: number;
    readonly open: number;
    readonly inconclusive: number;
    readonly notApplicable: number;
  };
  readonly mustStay: { readonly total: number; readonly allowed: number; readonly broken: number };
}

/** What a row of the catalogue came to. */
export type RowVerdict =
  /** An attack that is denied, whatever the attacker chooses. */
  | "denied"
  /** An attack that gets through. */
  | "open"
  /** Something that must keep working, and does. */
  | "allowed"
  /** Something that must keep working, and does not. */
  | "broken"
  /** It hangs on values of the request that are not known. */
  | "denied-only-if"
  /** It hangs on more than that: on texts that are known only after apply, or on what AWS does not say. */
  | "inconclusive"
  /** There is no such caller or no such thing: no blueprint makes it. */
  | "not-applicable"
  /** An attack that fails even without any guardrail: its denial proves nothing. */
  | "vacuous"
  /** Neither service control nor resource control policies reach it: all of it happens in the management account. */
  | "not-provable";

/** A policy that decides a row; where a layer lacks a policy that allows it, the layer alone. */
export interface DecidingPolicy {
  /** As in `scp`, `rcp`, `identity`, `resource`. */
  readonly layer: string;
  /** The root, unit or account that it hangs on, where it hangs on one. */
  readonly at: string | null;
  readonly policy: string | null;
  /** The statement's name, or its number in the document when it has none. */
  readonly sid: string | null;
}

/** One row of the catalogue, judged in the worst of its cases. */
export interface RowResult {
  readonly id: string;
  readonly category: string;
  readonly expected: "deny" | "allow";
  readonly verdict: RowVerdict;
  /** What is asked, in words: who asks for which action on what. */
  readonly asks: string;
  /** The account that {W} stands for in the worst case; null where the row has none. */
  readonly account: AccountKey | null;
  /** The world in which that case was judged, as in `as-planned`. */
  readonly premise: string;
  /** Why, in words: the statements that deny, the way through, or what is missing. */
  readonly because: readonly string[];
  /** The policies that decide it. */
  readonly by: readonly DecidingPolicy[];
  readonly source: string;
  /** Who answers for it and until when, where somebody does. */
  readonly waiver?: string;
}

/** How many attacks of each category are denied, by account. */
export interface ProofMatrix {
  /** Accounts in which the same holds; none for what is about no workload account. */
  readonly columns: readonly (readonly AccountKey[])[];
  readonly rows: readonly {
    readonly category: string;
    /** One for each column: how many of those that concern it are denied. */
    readonly cells: readonly { readonly denied: number; readonly concerned: number }[];
  }[];
}

/** One case of a row, layer by layer. */
export interface RowExplanation {
  readonly premise: string;
  /** The workload account that answers for all that are like it; null where the row speaks of none. */
  readonly account: AccountKey | null;
  readonly verdict: RowVerdict;
  readonly because: readonly string[];
  /** What each layer of policies says by itself; none where the row is not applicable. */
  readonly layers: readonly string[];
}
