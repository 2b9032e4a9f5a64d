import { startTally } from "../aws/door/statistics.ts";
import { openSandbox } from "../aws/sandbox/sandbox.ts";
import type { Source } from "../blueprints/read-wishes.ts";
import type { Finding } from "../model/finding.ts";
import { makePlan, type Tables } from "../pipeline.ts";
import { type LeastEffort, leastEffort } from "../plan/least.ts";
import { leastBuckets } from "./plan-report.ts";
import { toolVersion } from "./shipped.ts";

/** What founding an organization from a file would take. */
export interface Rehearsal {
  readonly steps: number;
  readonly least: LeastEffort;
  /** What keeps it from being applied. */
  readonly problems: readonly Finding[];
}

/** Plans a file against an account with nothing in it, in a sandbox that nobody keeps. */
export async function rehearse(source: Source, tables: Tables, managementAccount: string | null): Promise<Rehearsal> {
  const { transport, clock } = await openSandbox(managementAccount === null ? {} : { managementAccount });
  const world = { transport, clock, random: () => 0.5, tally: startTally(clock) };
  const options = { identity: { role: "plan", founder: false }, allowed: [], version: toolVersion() } as const;
  const planned = await makePlan(source, tables, world, options);
  const findings = planned.is === "refused" ? planned.findings : planned.plan.findings;
  const steps = planned.is === "refused" ? [] : planned.plan.steps;
  return {
    steps: steps.length,
    least: leastEffort(steps, leastBuckets(tables.rates)),
    problems: findings.filter(({ severity }) => severity === "error"),
  };
}
