import { beforeAll, describe, expect, it } from "vitest";
import type { World } from "../../src/aws/sandbox/world.ts";
import { worldFromYaml } from "../../src/aws/sandbox/world-file/read.ts";
import { consentsOf, organizationFile, readScenario } from "../scenarios/files.ts";
import { DEATHS, openSweep, type Scene, SMALL, type Survival, type Sweep } from "./crash-sweep.ts";
import { tamperedWorld } from "./tampered.ts";

/** A sample; `npm run sweep` kills at every call. */
const SCENES: readonly Sampled[] = [
  { what: "a founding", every: 15 },
  { what: "a correction of everything that was done by hand", every: 15, before: tamperedWorld },
  {
    what: "the deletion of a user",
    every: 3,
    file: organizationFile("people-gone"),
    allowed: consentsOf("people-gone"),
    before: async () => worldFromYaml(readScenario("people-gone", "world.yaml")),
  },
];

interface Sampled extends Partial<Pick<Scene, "file" | "allowed">> {
  readonly what: string;
  /** Of so many reads one; writes at three times the density. */
  readonly every: number;
  before?(): Promise<World>;
}

describe.each(SCENES)(
  "$what that is killed at any call and run again",
  ({ every, before, file = SMALL, allowed = [] }) => {
    let sweep: Sweep;
    const survivals: Survival[] = [];

    beforeAll(async () => {
      const world = await before?.();
      sweep = await openSweep({ file, allowed, ...(world === undefined ? {} : { before: world }) });
      const { calls } = sweep.calm;
      const [writes, reads] = [calls.filter(({ write }) => write), calls.filter(({ write }) => !write)];
      const chosen = [...writes.filter((_, n) => n % (every / 3) === 0), ...reads.filter((_, n) => n % every === 0)];
      for (const { n } of chosen) {
        for (const death of DEATHS) {
          const survival = await sweep.survive({ call: n, death });
          survivals.push(...(survival === null ? [] : [survival]));
        }
      }
    }, 3_600_000);

    it("dies where it was told to, at reads and at writes", () => {
      // The last calls may not come in a run that an answer was lost in.
      expect(survivals.length).toBeGreaterThan((0.9 * 3 * sweep.calm.calls.length) / every);
      expect(survivals.some(({ write }) => write)).toBe(true);
      expect(survivals.some(({ write }) => !write)).toBe(true);
    });

    it("comes to its end in the second run", () => {
      expect(survivals.filter(({ recovery }) => recovery.failures.length > 0).map(brief)).toEqual([]);
    });

    it("leaves nothing to do for a third", () => {
      expect(survivals.filter(({ recovery }) => recovery.left.length > 0).map(brief)).toEqual([]);
    });

    it("leaves the same world as one that was not killed: no second account, no orphan, no gap", () => {
      const worlds = new Map(survivals.map((survival) => [survival.recovery.world, survival]));
      for (const [world, survival] of worlds) {
        expect(world, brief(survival)).toBe(sweep.calm.world);
      }
    });
  },
);

function brief({ call, death, at, recovery: { failures, left } }: Survival): string {
  return `${death}, at call ${call}, ${at}: ${[...failures, ...left].join("; ")}`;
}
