import { beforeAll, describe, expect, it } from "vitest";
import type { World } from "../../src/aws/sandbox/world.ts";
import { type Survival, type Sweep, sweep } from "./crash-sweep.ts";
import { tamperedWorld } from "./tampered.ts";

/** Every call with ORGWRIGHT_FULL=1, a sample else. */
const isFull = process.env["ORGWRIGHT_FULL"] === "1";

const SCENES: readonly { readonly what: string; readonly every: number; before?(): Promise<World> }[] = [
  { what: "a founding", every: isFull ? 1 : 9 },
  { what: "a correction of everything that was done by hand", every: isFull ? 1 : 14, before: tamperedWorld },
];

describe.each(SCENES)("$what that is killed at any call and run again", ({ what, every, before }) => {
  let swept: Sweep;

  beforeAll(async () => {
    swept = await sweep(every, await before?.());
    if (isFull) {
      console.log(figures(what, swept));
    }
  }, 3_600_000);

  it("dies where it was told to, at reads and at writes", () => {
    const { calls, survivals } = swept;
    // The last calls may not come in a run that an answer was lost in.
    expect(survivals.length).toBeGreaterThan((0.9 * 3 * calls) / every);
    expect(survivals.some(({ write }) => write)).toBe(true);
    expect(survivals.some(({ write }) => !write)).toBe(true);
  });

  it("comes to its end in the second run", () => {
    expect(swept.survivals.filter(({ failures }) => failures.length > 0).map(brief)).toEqual([]);
  });

  it("leaves nothing to do for a third", () => {
    expect(swept.survivals.filter(({ left }) => left.length > 0).map(brief)).toEqual([]);
  });

  it("leaves the same world as one that was not killed: no second account, no orphan, no gap", () => {
    const worlds = new Map(swept.survivals.map((survival) => [survival.world, survival]));
    for (const [world, survival] of worlds) {
      expect(world, brief(survival)).toBe(swept.world);
    }
  });
});

function brief({ call, death, at, failures, left }: Survival): string {
  return `${death} at call ${call}, ${at}: ${[...failures, ...left].join("; ")}`;
}

function figures(what: string, { calls, writes, survivals }: Sweep): string {
  const converged = survivals.filter(({ failures, left }) => failures.length + left.length === 0).length;
  const atWrites = survivals.filter(({ write }) => write).length;
  return [
    `${what}: ${calls} calls, ${writes} of them writes;`,
    `killed ${survivals.length} times, ${atWrites} of them at writes; ${converged} converged in the next run.`,
  ].join(" ");
}
