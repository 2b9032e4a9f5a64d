import fc from "fast-check";
import type { Verdict } from "../../../src/policy/evaluate/verdict.ts";
import { type OracleCase, oracleCase } from "./cases.ts";
import { DIFFERENCES } from "./differences.ts";
import { ours, theirs } from "./engines.ts";

/** What a comparison came to. */
export type Compared =
  | { readonly is: "same"; readonly answer: "allowed" | "denied" }
  /** We do not decide, because AWS does not say what then happens. */
  | { readonly is: "undecided"; readonly about: string }
  | { readonly is: "explained"; readonly difference: string }
  | { readonly is: "unexplained"; readonly ours: string; readonly theirs: string }
  /** The oracle takes no such request. */
  | { readonly is: "refused"; readonly message: string };

/** Random cases, the same for the same seed. */
export function casesFor(seed: number, count: number): OracleCase[] {
  return fc.sample(oracleCase, { seed, numRuns: count });
}

/** Asks both engines, and explains where they differ. */
export async function compare(one: OracleCase): Promise<Compared> {
  const answers = await bothOn(one);
  if (answers.is !== "different") {
    return answers;
  }
  const at = DIFFERENCES.filter((difference) => difference.concerns(one, answers.verdict));
  for (const difference of at) {
    const without = difference.without(one);
    if (without === null || (await agreeOn(without))) {
      return { is: "explained", difference: difference.name };
    }
  }
  // Where several are at work, all have to be taken away.
  const bare = at.reduce((rest, difference) => difference.without(rest) ?? rest, one);
  return at.length > 1 && (await agreeOn(bare))
    ? { is: "explained", difference: at.map(({ name }) => name).join(", and ") }
    : { is: "unexplained", ours: answers.verdict.is, theirs: answers.theirs };
}

type Answers = Extract<Compared, { is: "same" | "undecided" | "refused" }> | Different;

interface Different {
  readonly is: "different";
  readonly verdict: Verdict;
  readonly theirs: string;
}

async function bothOn(one: OracleCase): Promise<Answers> {
  const oracle = await theirs(one);
  if (oracle.is === "refused") {
    return { is: "refused", message: oracle.message };
  }
  // Keys that AWS does not list for an action, no request for it carries.
  const verdict = ours(one, new Set(oracle.ignored));
  if (verdict.is === "inconclusive") {
    return { is: "undecided", about: [...new Set(verdict.because.map(({ about }) => about))].sort().join(", ") };
  }
  if (verdict.is === "allowed" || verdict.is === "denied") {
    return verdict.is === oracle.is
      ? { is: "same", answer: verdict.is }
      : { is: "different", verdict, theirs: oracle.word };
  }
  return { is: "undecided", about: verdict.is };
}

async function agreeOn(one: OracleCase): Promise<boolean> {
  return (await bothOn(one)).is === "same";
}
