import type { Run, Scenario } from "./scenario.ts";

/**
 * The least that is left of a scenario while it still fails: runs and mishaps are taken out one by one, and every one
 * whose absence changes nothing stays out.
 */
export async function shrink(scenario: Scenario, fails: (smaller: Scenario) => Promise<boolean>): Promise<Scenario> {
  let least = scenario;
  for (let again = true; again; ) {
    again = false;
    for (const smaller of smallerThan(least)) {
      if (await fails(smaller)) {
        [least, again] = [smaller, true];
        break;
      }
    }
  }
  return least;
}

function* smallerThan(scenario: Scenario): Generator<Scenario> {
  const { runs } = scenario;
  for (const [index, run] of runs.entries()) {
    yield { ...scenario, runs: runs.toSpliced(index, 1) };
    for (const [number] of run.mishaps.entries()) {
      yield withRun(scenario, index, { ...run, mishaps: run.mishaps.toSpliced(number, 1) });
    }
    if (run.plan !== "now") {
      yield withRun(scenario, index, { ...run, plan: "now" });
    }
    if (run.pause > 0) {
      yield withRun(scenario, index, { ...run, pause: 0 });
    }
  }
  for (const name of Object.keys(scenario.tempo) as (keyof Scenario["tempo"])[]) {
    const { [name]: _, ...tempo } = scenario.tempo;
    yield { ...scenario, tempo };
  }
}

function withRun(scenario: Scenario, index: number, run: Run): Scenario {
  return { ...scenario, runs: scenario.runs.with(index, run) };
}
