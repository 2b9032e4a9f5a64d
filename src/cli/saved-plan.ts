import { readFileSync } from "node:fs";
import { SHAPES } from "../kinds/shapes.ts";
import type { Clock } from "../model/clock.ts";
import type { Finding } from "../model/finding.ts";
import type { Plan } from "../model/plan.ts";
import type { Planned, Refused } from "../pipeline.ts";
import { decodePlan } from "../plan/codec.ts";
import { isOfOneOrigin, staleness } from "../plan/compare.ts";

/**
 * How long AWS is given to show everywhere what was changed moments ago, in milliseconds. AWS promises no figure; it speaks
 * of seconds.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 */
const SECOND_LOOK_AFTER = 15_000;

/** Reads a saved plan, or says why it is none. With `digest` only the plan that has it will do. */
export function readSavedPlan(path: string, digest: string | undefined): { plan: Plan } | { problem: Finding } {
  const decoded = decodePlan(readFileSync(path, "utf8"));
  if ("problem" in decoded) {
    return { problem: badPlan(`${path} is not a plan that can be applied: ${decoded.problem}.`) };
  }
  if (digest !== undefined && decoded.plan.digest !== digest) {
    return { problem: badPlan(`${path} has the digest ${decoded.plan.digest}; --digest asks for ${digest}.`) };
  }
  return decoded;
}

function badPlan(detail: string): Finding {
  return {
    code: "plan-not-usable",
    severity: "error",
    summary: "The saved plan cannot be used",
    detail,
    fix: "Make the plan again with `orgwright plan --out FILE` and have it reviewed.",
  };
}

/** The plan as it comes out now, and why the saved one may not be applied; no reason when it may. */
export interface Held extends Planned {
  readonly stale: readonly Finding[];
}

export interface Holding {
  /** Looks at AWS and makes the plan as it comes out now. */
  readonly look: () => Promise<Planned | Refused>;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** Told before the second look, with how many milliseconds it is away. */
  readonly onSecondLook?: (milliseconds: number) => void;
}

/**
 * Holds a saved plan against the world. AWS's answers may lag behind its changes, the last run's own among them, and such
 * an answer is no reason to have a plan reviewed again: what AWS shows otherwise than the plan must be so at a second look
 * too, a moment later.
 */
export async function holdAgainstWorld(saved: Plan, holding: Holding): Promise<Held | Refused> {
  const { look, clock, signal, onSecondLook } = holding;
  const first = await held(saved, look);
  if (first.is === "refused" || !mayPass(saved, first)) {
    return first;
  }
  onSecondLook?.(SECOND_LOOK_AFTER);
  await clock.sleep(SECOND_LOOK_AFTER, signal);
  return await held(saved, look);
}

async function held(saved: Plan, look: Holding["look"]): Promise<Held | Refused> {
  const now = await look();
  return now.is === "refused" ? now : { ...now, stale: staleness(saved, { ...now, shapes: SHAPES }) };
}

/** Other files and missing consents do not come from AWS. */
function mayPass(saved: Plan, { plan, stale }: Held): boolean {
  return stale.some(({ code }) => code !== "consent-missing") && isOfOneOrigin(saved, plan);
}
