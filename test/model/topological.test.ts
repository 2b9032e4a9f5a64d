import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { topological } from "../../src/model/topological.ts";

interface Node {
  readonly id: string;
  readonly needs: readonly string[];
}

const sorted = (nodes: readonly Node[]) =>
  topological(
    nodes,
    ({ id }) => id,
    ({ needs }) => needs,
  );

const orderOf = (nodes: readonly Node[]) => {
  const result = sorted(nodes);
  if ("cycle" in result) {
    throw new Error(`a cycle: ${result.cycle.map(({ id }) => id).join(" ")}`);
  }
  return result.order.map(({ id }) => id);
};

const cycleOf = (nodes: readonly Node[]) => {
  const result = sorted(nodes);
  return "cycle" in result ? result.cycle : null;
};

/** Any graph of up to ten nodes; needs may name nodes that are not there. */
const graphs = fc
  .integer({ min: 0, max: 10 })
  .chain((size) =>
    fc.tuple(...Array.from({ length: size }, () => fc.uniqueArray(fc.integer({ min: 0, max: 11 }), { maxLength: 4 }))),
  )
  .map((all): Node[] => all.map((needs, n) => ({ id: `n${n}`, needs: needs.map((need) => `n${need}`) })));

/** Graphs whose nodes need only earlier ones, given in any order. */
const acyclic = graphs
  .map((nodes) => nodes.map(({ id, needs }, n) => ({ id, needs: needs.filter((need) => Number(need.slice(1)) < n) })))
  .chain((nodes) => fc.shuffledSubarray(nodes, { minLength: nodes.length }));

/** The length of the shortest cycle among `nodes`, by trying every walk. */
function shortestCycleLength(nodes: readonly Node[]): number {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  let best = Number.POSITIVE_INFINITY;
  const walk = (start: string, at: string, length: number, seen: ReadonlySet<string>): void => {
    for (const need of byId.get(at)?.needs ?? []) {
      if (need === start) {
        best = Math.min(best, length);
      } else if (byId.has(need) && !seen.has(need)) {
        walk(start, need, length + 1, new Set([...seen, need]));
      }
    }
  };
  for (const { id } of nodes) {
    walk(id, id, 1, new Set([id]));
  }
  return best;
}

describe("the order of needs", () => {
  it("keeps the given order where nothing is needed", () => {
    expect(orderOf(["c", "a", "b"].map((id) => ({ id, needs: [] })))).toEqual(["c", "a", "b"]);
  });

  it("puts what is needed first, and leaves the rest where it is", () => {
    const nodes = [
      { id: "a", needs: ["d"] },
      { id: "b", needs: [] },
      { id: "c", needs: ["a"] },
      { id: "d", needs: [] },
    ];
    expect(orderOf(nodes)).toEqual(["d", "a", "b", "c"]);
  });

  it("does not count needs that are not among the nodes", () => {
    expect(orderOf([{ id: "a", needs: ["elsewhere"] }])).toEqual(["a"]);
  });

  it("holds each node once, after all that it needs", () => {
    fc.assert(
      fc.property(acyclic, (nodes) => {
        const order = orderOf(nodes);
        expect([...order].sort()).toEqual(nodes.map(({ id }) => id).sort());
        const place = new Map(order.map((id, n) => [id, n]));
        for (const { id, needs } of nodes) {
          for (const need of needs.filter((one) => place.has(one))) {
            expect(place.get(need)).toBeLessThan(place.get(id) as number);
          }
        }
      }),
    );
  });

  it("is found for twenty thousand nodes in a row", () => {
    const nodes = Array.from({ length: 20_000 }, (_, n) => ({ id: `n${n}`, needs: [`n${n + 1}`] }));
    expect(orderOf(nodes)[0]).toBe("n19999");
  });
});

describe("a cycle of needs", () => {
  it("is told when a node needs itself", () => {
    expect(cycleOf([{ id: "a", needs: ["a"] }])?.map(({ id }) => id)).toEqual(["a"]);
  });

  it("is told without the way that leads to it", () => {
    const nodes = [
      { id: "a", needs: ["b"] },
      { id: "b", needs: ["c"] },
      { id: "c", needs: ["b"] },
    ];
    expect(cycleOf(nodes)?.map(({ id }) => id)).toEqual(["b", "c"]);
  });

  it("is told without a detour", () => {
    const nodes = [
      { id: "a", needs: ["b", "c"] },
      { id: "b", needs: ["c"] },
      { id: "c", needs: ["a"] },
    ];
    expect(cycleOf(nodes)?.map(({ id }) => id)).toEqual(["a", "c"]);
  });

  it("is true, minimal and told exactly when there is one", () => {
    fc.assert(
      fc.property(graphs, (nodes) => {
        const cycle = cycleOf(nodes);
        const shortest = shortestCycleLength(nodes);
        expect(cycle === null).toBe(shortest === Number.POSITIVE_INFINITY);
        if (cycle === null) {
          return;
        }
        cycle.forEach(({ needs }, n) => {
          expect(needs).toContain(cycle[(n + 1) % cycle.length]?.id);
        });
        // No part of it is a cycle by itself.
        expect(shortestCycleLength(cycle)).toBe(cycle.length);
      }),
    );
  });
});
