import { decide, type Trial, trialOf } from "./decide.ts";
import { isOpenCondition } from "./doubt.ts";
import type { Environment } from "./environment.ts";
import { denialsOf, doubtsOfResidual, pathOf, residualOf } from "./explain.ts";
import { type Refined, refine } from "./refine.ts";
import type { AccessRequest } from "./request.ts";
import { MAYBE, NO, YES } from "./truth.ts";
import type { Denial, Passage, Verdict } from "./verdict.ts";

/**
 * What comes of a request under these policies, with what decides it: pure, and sure of what it says. Where something is not
 * known it says on what it hangs, never a guess. The rules and the AWS page of each are in `docs/policy-evaluation.md`.
 */
export function evaluate(request: AccessRequest, environment: Environment): Verdict {
  const trial = trialOf(request, environment);
  switch (decide(trial)) {
    case YES:
      return { is: "allowed", path: pathOf(trial) };
    case NO:
      return { is: "denied", by: denialsOf(trial) };
    default:
      return refinedVerdict(trial, refine(trial));
  }
}

function refinedVerdict(trial: Trial, refined: Refined): Verdict {
  switch (refined.is) {
    case "open":
      return { is: "open", path: distinct<Passage>(refined.trials.flatMap(pathOf)), choices: refined.choices };
    case "settled":
      return settledVerdict(refined.truth === YES, refined.trials);
    case "unsettled":
      return undecidedVerdict(trial);
  }
}

function settledVerdict(allowed: boolean, trials: readonly Trial[]): Verdict {
  return allowed
    ? { is: "allowed", path: distinct<Passage>(trials.flatMap(pathOf)) }
    : { is: "denied", by: distinct<Denial>(trials.filter((trial) => decide(trial) !== MAYBE).flatMap(denialsOf)) };
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

function undecidedVerdict(trial: Trial): Verdict {
  const residual = residualOf(trial);
  const because = distinct(doubtsOfResidual(residual).filter((doubt) => !isOpenCondition(doubt)));
  return because.length === 0 ? { is: "denied-only-if", residual } : { is: "inconclusive", residual, because };
}
