import type { Change } from "./change.ts";
import type { Finding } from "./finding.ts";
import type { Proofs } from "./proof.ts";

/** How much harm a step can do: `takeover` changes who may use a thing that was not ours; `irreversible` cannot be undone. */
export type Risk = "safe" | "disruptive" | "takeover" | "irreversible";

/** A consent given with `--allow CODE[=N]`. */
export interface Allowance {
  readonly code: string;
  /** At most so many, where the code counts. */
  readonly count?: number;
}

/** Something in a plan that wants a consent of its own. */
export interface Consent {
  readonly code: string;
  /** How many there are, for codes that count. */
  readonly count?: number;
  /** What it is about, in words. */
  readonly why: string;
}

/** The organization that a plan is for. */
export interface OrganizationRef {
  readonly name: string;
  /** Null until the organization exists. */
  readonly id: string | null;
  readonly managementAccount: string;
  readonly partition: string;
  readonly homeRegion: string;
}

export interface Step {
  readonly id: string;
  readonly change: Change;
  /** The steps that must be done first. */
  readonly after: readonly string[];
  /** Every step of a lower stage is done before any of a higher one starts. */
  readonly stage: number;
  readonly risk: Risk;
}

/** Everything that apply will do, and nothing else: plain data, complete without the files it was made from. */
export interface Plan {
  readonly format: 1;
  readonly organization: OrganizationRef;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** ARN of who made it. */
  readonly caller: string;
  /** Version of the tool that made it. */
  readonly madeBy: string;
  /** SHA-256 of the files it was made from, hexadecimal, by name. */
  readonly madeFrom: Readonly<Record<string, string>>;
  /** The addresses that it was narrowed to; none when it is for everything. */
  readonly targets: readonly string[];
  readonly allowed: readonly Allowance[];
  /** What `--yes` alone does not cover. */
  readonly consents: readonly Consent[];
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
  readonly proofs: Proofs | null;
  /**
   * What stood in AWS when it was made, by kind, place and id: the head of a SHA-256 of each thing. So that apply can tell
   * what changed since in things that the plan does not touch.
   */
  readonly seen: Readonly<Record<string, string>>;
  /** SHA-256, hexadecimal, of the canonical JSON without `digest`, `createdAt` and `caller`. */
  readonly digest: string;
}
