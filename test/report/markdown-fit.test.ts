import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstFitting, fitted, type Piece } from "../../src/report/markdown-fit.ts";

function piece(brief: number, full: number, weight = 0, group = 0): Piece {
  return { brief: "b".repeat(brief), full: "f".repeat(full), weight, group };
}

describe("what there is room for", () => {
  it("is everything in full when there is enough", () => {
    expect(fitted([piece(1, 10), piece(1, 10)], 25, 5)).toEqual(["full", "full"]);
  });

  it("is every piece in brief before any in full", () => {
    expect(fitted([piece(1, 10), piece(1, 10), piece(1, 10)], 17, 5)).toEqual(["full", "brief", "brief"]);
  });

  it("is the heavier piece before the lighter one", () => {
    expect(fitted([piece(4, 9, 0), piece(4, 9, 3)], 4, 0)).toEqual(["not", "brief"]);
    expect(fitted([piece(4, 9, 0), piece(4, 9, 3)], 13, 0)).toEqual(["brief", "full"]);
  });

  it("counts the frame of a group once, and not at all while nothing is in it", () => {
    expect(fitted([piece(1, 1, 0, 0), piece(1, 1, 0, 0), piece(1, 1, 0, 1)], 12, 10)).toEqual(["full", "full", "not"]);
  });

  it("never takes more room than there is", () => {
    const pieces = fc.array(
      fc
        .tuple(fc.nat(50), fc.nat(50), fc.nat(3), fc.nat(4))
        .map(([brief, more, ...rest]) => piece(brief, brief + more, ...rest)),
    );
    fc.assert(
      fc.property(pieces, fc.nat(500), fc.nat(20), (given, room, frame) => {
        const shown = fitted(given, room, frame);
        const used = given.reduce((sum, { brief, full }, index) => {
          return sum + (shown[index] === "full" ? full.length : shown[index] === "brief" ? brief.length : 0);
        }, 0);
        const groups = new Set(given.filter((_, index) => shown[index] !== "not").map(({ group }) => group));
        return used + groups.size * frame <= room;
      }),
    );
  });
});

describe("the first that fit", () => {
  it("are all when they fit", () => {
    expect(firstFitting(["aa", "bb"], 4)).toEqual({ texts: ["aa", "bb"], left: 0 });
  });

  it("end with the first that does not, and the rest is counted", () => {
    expect(firstFitting(["aa", "bbb", "c"], 4)).toEqual({ texts: ["aa"], left: 2 });
    expect(firstFitting(["aaaaa"], 4)).toEqual({ texts: [], left: 1 });
  });
});
