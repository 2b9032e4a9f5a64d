import { beforeAll, describe, expect, it } from "vitest";
import { DEATHS, dieAt, foundCalmly, type Survival } from "./crash-sweep.ts";

/** Every call with ORGWRIGHT_FULL=1, every seventh else. */
const isFull = process.env["ORGWRIGHT_FULL"] === "1";
const EVERY = isFull ? 1 : 7;

describe("a founding that is killed at any call and run again", () => {
  let calm: Awaited<ReturnType<typeof foundCalmly>>;
  const survivals: Survival[] = [];

  beforeAll(async () => {
    calm = await foundCalmly();
    for (let call = 1; call <= calm.calls; call += EVERY) {
      for (const death of DEATHS) {
        const survival = await dieAt(call, death);
        survivals.push(...(survival === null ? [] : [survival]));
      }
    }
    if (isFull) {
      console.log(figures(calm, survivals));
    }
  }, 3_600_000);

  it("dies where it was told to, at reads and at writes", () => {
    // The last calls may not come in a run that an answer was lost in.
    expect(survivals.length).toBeGreaterThan((0.9 * (calm.calls * DEATHS.length)) / EVERY);
    expect(survivals.some(({ write }) => write)).toBe(true);
    expect(survivals.some(({ write }) => !write)).toBe(true);
  });

  it("comes to its end in the second run", () => {
    expect(survivals.filter(({ failures }) => failures.length > 0).map(brief)).toEqual([]);
  });

  it("leaves nothing to do for a third", () => {
    expect(survivals.filter(({ left }) => left.length > 0).map(brief)).toEqual([]);
  });

  it("leaves the same world as one that was not killed: no second account, no orphan, no gap", () => {
    const worlds = new Map(survivals.map((survival) => [survival.world, survival]));
    for (const [world, survival] of worlds) {
      expect(world, brief(survival)).toBe(calm.world);
    }
  });
});

function brief({ call, death, at, failures, left }: Survival): string {
  return `${death} at call ${call}, ${at}: ${[...failures, ...left].join("; ")}`;
}

function figures({ calls, writes }: { calls: number; writes: number }, survivals: readonly Survival[]): string {
  const converged = survivals.filter(({ failures, left }) => failures.length + left.length === 0).length;
  return [
    `A founding of 3 accounts makes ${calls} calls, ${writes} of them writes.`,
    `Killed ${survivals.length} times (${DEATHS.join(", ")}), ${survivals.filter(({ write }) => write).length} of them at writes.`,
    `Converged in the next run: ${converged} of ${survivals.length}.`,
  ].join("\n");
}
