import type { Operation } from "../../src/aws/contract/operations.ts";

/** Where one of the worlds is known not to be like AWS. */
export interface Difference {
  readonly side: "sandbox" | "moto";
  readonly operations: readonly Operation[];
  /** As in `Accounts[].Paths`; empty for the answer as a whole, or a refusal. */
  readonly at: string;
  readonly expected: string;
  readonly found: string;
  readonly reason: string;
}

/** Every difference there is. One that is not met any more fails the suite. */
export const DIFFERENCES: readonly Difference[] = [];
