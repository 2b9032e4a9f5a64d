import { strengthsFor, type Trial, trialOf } from "./decide.ts";
import type { Environment } from "./environment.ts";
import { type Gate, requesterGates, resourceGate } from "./gates.ts";
import type { AccessRequest } from "./request.ts";
import { applies } from "./statement.ts";
import { MAYBE, NO, type Truth, YES } from "./truth.ts";
import type { LayerName, StatementRef } from "./verdict.ts";

/** What one layer of policies says to a request. */
export interface LayerAnswer {
  readonly layer: LayerName;
  /** The root, unit or account that its policies hang on. */
  readonly at: string | null;
  /** How many policies it has. */
  readonly policies: number;
  readonly answers: "allows" | "denies" | "does not allow" | "may allow" | "may deny" | "has no say";
  /** The statements that decide its answer. */
  readonly by: readonly StatementRef[];
}

/** What every layer says to a request by itself, in the order in which AWS weighs them. */
export function layersOf(request: AccessRequest, environment: Environment): LayerAnswer[] {
  const trial = trialOf(request, environment);
  const limits = requesterGates(request.requester, environment).filter(
    ({ layer, mustAllow }) => layer === "identity" || mustAllow,
  );
  return [...trial.gates, ...limits, resourceGate(environment)].map((gate) => answerOf(gate, trial));
}

function answerOf(gate: Gate, trial: Trial): LayerAnswer {
  const { layer, at, policies } = gate;
  const words = (answers: LayerAnswer["answers"], by: readonly StatementRef[] = []) => {
    return { layer, at, policies: policies.length, answers, by };
  };
  const binds = trial.denials.some((denial) => denial.layer === layer && denial.at === at);
  const denying = binds ? statementsOf(gate, "denials", YES, trial) : [];
  const perhaps = binds ? statementsOf(gate, "denials", MAYBE, trial) : [];
  const allowing = statementsOf(gate, "grants", YES, trial);
  const allowed = allowedBy(gate, allowing, trial);
  if (denying.length > 0) {
    return words("denies", denying);
  }
  if (perhaps.length > 0) {
    return words("may deny", perhaps);
  }
  if (allowed === YES) {
    return words("allows", allowing);
  }
  if (allowed === MAYBE) {
    return words("may allow", statementsOf(gate, "grants", MAYBE, trial));
  }
  return words(policies.length === 0 && layer === "resource" ? "has no say" : "does not allow");
}

function allowedBy(gate: Gate, allowing: readonly StatementRef[], trial: Trial): Truth {
  const strengths = strengthsFor(trial);
  if (gate.layer === "identity" || gate.layer === "boundary" || gate.layer === "session") {
    return strengths[gate.layer];
  }
  if (gate.layer === "resource") {
    return strengths.named;
  }
  if (!gate.mustAllow || allowing.length > 0) {
    return YES;
  }
  return statementsOf(gate, "grants", MAYBE, trial).length > 0 ? MAYBE : NO;
}

function statementsOf(gate: Gate, kind: "denials" | "grants", truth: Truth, { action, facts }: Trial): StatementRef[] {
  return gate.policies.flatMap((policy) =>
    policy
      .candidates(action)
      [kind].filter((candidate) => applies(candidate.statement, candidate.action, facts) === truth)
      .map(({ statement: { index, sid } }) => ({
        layer: gate.layer,
        at: gate.at,
        policy: policy.name,
        statement: index,
        sid,
      })),
  );
}
