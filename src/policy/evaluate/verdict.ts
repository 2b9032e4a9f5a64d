import type { Doubt } from "./doubt.ts";

/** The kinds of policies that a request meets. */
export type LayerName = "scp" | "rcp" | "identity" | "boundary" | "session" | "resource";

/** A statement, so that people find it. */
export interface StatementRef {
  readonly layer: LayerName;
  /** The root, OU or account that an SCP or RCP hangs on. */
  readonly at: string | null;
  /** What the policy is called. */
  readonly policy: string;
  /** Counted from 0 in its document. */
  readonly statement: number;
  readonly sid: string | null;
}

/** Something that AWS does whatever the policies say. */
export interface Rule {
  readonly code: string;
  /** A full sentence. */
  readonly says: string;
  /** Where AWS says it. */
  readonly page: string;
}

/** Why a request is denied: a statement denies it, a layer has no statement that allows it, or AWS never allows it. */
export type Denial =
  | { readonly because: "denied"; readonly by: StatementRef }
  | { readonly because: "not-allowed"; readonly layer: LayerName; readonly at: string | null }
  | { readonly because: "rule"; readonly rule: Rule };

/** What lets a request through a layer. */
export type Passage =
  | { readonly through: "statement"; readonly by: StatementRef }
  | { readonly through: "rule"; readonly rule: Rule };

/** A statement of which it is not known whether it applies, and why not. */
export interface OpenStatement {
  readonly by: StatementRef;
  readonly doubts: readonly Doubt[];
}

/** On what a decision hangs. The request is allowed if none of `denials` applies and each of `missing` is made good. */
export interface Residual {
  /** Any of them that applies denies the request. */
  readonly denials: readonly OpenStatement[];
  /** What surely allows the request in no way yet: it passes a layer if one of the statements applies. */
  readonly missing: readonly {
    readonly layer: LayerName;
    readonly at: string | null;
    readonly alternatives: readonly OpenStatement[];
  }[];
  /** What hangs on no statement. */
  readonly others: readonly Doubt[];
}

/** A value that a caller would choose; no values: the key is left out. */
export interface Choice {
  /** In lower case. */
  readonly key: string;
  readonly values: readonly string[];
}

/** What comes of a request. */
export type Verdict =
  /** Allowed, whatever the values that are not known. */
  | { readonly is: "allowed"; readonly path: readonly Passage[] }
  /** Allowed, whatever the values that are not known, if the caller chooses so: these values are an example. */
  | { readonly is: "open"; readonly path: readonly Passage[]; readonly choices: readonly Choice[] }
  /** Denied, whatever the values that are not known and whatever the caller chooses. */
  | { readonly is: "denied"; readonly by: readonly Denial[] }
  /** It hangs on values that are not known. */
  | { readonly is: "denied-only-if"; readonly residual: Residual }
  /** It hangs on more than that: on texts that are not known yet, or on what AWS does not say. */
  | { readonly is: "inconclusive"; readonly residual: Residual; readonly because: readonly Doubt[] };
