import { describe, expect, it } from "vitest";
import { OPERATIONS, type Operation } from "../../src/aws/contract/operations.ts";
import { CASES } from "./cases.ts";
import { DIFFERENCES, type Difference } from "./differences.ts";
import { type Case, type Seen, stageIn, type World } from "./stage.ts";

/**
 * Plays every case in a world of its own, and holds what comes back to what AWS's documentation says: which keys are
 * there and of what type, how documents are encoded, whether an empty list is there, and the codes of refusals. Where a
 * world differs, `differences.ts` has to say so; and what it lists has to be so.
 */
export function conformance(side: Difference["side"], open: (played: Case) => Promise<World>): void {
  const listed = DIFFERENCES.filter((difference) => difference.side === side);
  const occurred = new Set<Difference>();
  const tried = new Set<Operation>();

  describe(`AWS's contract in ${side}`, () => {
    for (const played of CASES) {
      it(played.title, async () => {
        const world = await open(played);
        const seen: Seen[] = [];
        try {
          await played.play(stageIn(world, seen, tried));
        } finally {
          await world.close();
        }
        const unlisted = seen.filter((one) => {
          const known = listed.filter((difference) => covers(difference, one));
          known.forEach((difference) => void occurred.add(difference));
          return known.length === 0;
        });
        expect(unlisted).toEqual([]);
      });
    }

    it("has been asked for every operation that orgwright may call", () => {
      const all = Object.keys(OPERATIONS) as Operation[];
      expect(all.filter((operation) => !tried.has(operation))).toEqual([]);
    });

    it("differs in everything that is listed as a difference", () => {
      expect(listed.filter((difference) => !occurred.has(difference))).toEqual([]);
    });
  });
}

function covers(difference: Difference, seen: Seen): boolean {
  return (
    difference.operations.includes(seen.operation) &&
    difference.at === seen.at &&
    difference.expected === seen.expected &&
    difference.found === seen.found
  );
}
