import { decide, type Trial, trialOf } from "./decide.ts";
import { isOpenCondition } from "./doubt.ts";
import type { Environment } from "./environment.ts";
import { denialsOf, doubtsOfResidual, pathOf, residualOf } from "./explain.ts";
import { type Refined, refine } from "./refine.ts";
import type { AccessRequest } from "./request.ts";
import { MAYBE, NO, YES } from "./truth.ts";
import type { Choice, Denial, Passage, Verdict } from "./verdict.ts";

/**
 * What comes of a request under these policies, with what decides it: pure, and sure of what it says. Where something is not
 * known it says on what it hangs, never a guess. The rules and the AWS page of each are in `docs/policy-evaluation.md`.
 */
export function evaluate(request: AccessRequest, environment: Environment): Verdict {
  const settled = settle(trialOf(request, environment));
  switch (settled.is) {
    case "allowed":
      return { is: "allowed", path: distinct<Passage>(settled.trials.flatMap(pathOf)) };
    case "open":
      return { is: "open", path: distinct<Passage>(settled.trials.flatMap(pathOf)), choices: settled.choices };
    case "denied":
      return { is: "denied", by: distinct<Denial>(settled.trials.flatMap(denialsOf)) };
    default:
      return settled;
  }
}

/** As `evaluate`, without what decides it: for when only the answer is wanted. */
export function outcomeOf(request: AccessRequest, environment: Environment): Verdict["is"] {
  return settle(trialOf(request, environment)).is;
}

/** What a request comes to, and the trials that show why. */
type Settled =
  | { readonly is: "allowed" | "denied"; readonly trials: readonly Trial[] }
  | { readonly is: "open"; readonly trials: readonly Trial[]; readonly choices: readonly Choice[] }
  | Extract<Verdict, { is: "denied-only-if" | "inconclusive" }>;

function settle(trial: Trial): Settled {
  switch (decide(trial)) {
    case YES:
      return { is: "allowed", trials: [trial] };
    case NO:
      return { is: "denied", trials: [trial] };
    default:
      return refined(trial, refine(trial));
  }
}

function refined(trial: Trial, found: Refined): Settled {
  switch (found.is) {
    case "open":
      return found;
    case "settled":
      return found.truth === YES
        ? { is: "allowed", trials: found.trials }
        : { is: "denied", trials: found.trials.filter((tried) => decide(tried) !== MAYBE) };
    case "unsettled":
      return undecided(trial);
  }
}

function undecided(trial: Trial): Settled {
  const residual = residualOf(trial);
  const because = distinct(doubtsOfResidual(residual).filter((doubt) => !isOpenCondition(doubt)));
  return because.length === 0 ? { is: "denied-only-if", residual } : { is: "inconclusive", residual, because };
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
