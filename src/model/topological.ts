/**
 * An order in which every node comes after the nodes it needs, and otherwise as given; or a cycle that forbids one: each
 * of its nodes needs the next, the last needs the first, and no part of it is a cycle by itself.
 */
export type Ordered<T> = { readonly order: readonly T[] } | { readonly cycle: readonly T[] };

/**
 * Sorts `nodes` so that each follows what it needs. Needs that are not among the nodes do not count.
 *
 * @param idOf a node's name, unique among the nodes
 * @param needsOf the names of what a node needs
 */
export function topological<T>(
  nodes: readonly T[],
  idOf: (node: T) => string,
  needsOf: (node: T) => readonly string[],
): Ordered<T> {
  const byId = new Map(nodes.map((node) => [idOf(node), node]));
  const state = new Map<string, "open" | "done">();
  const order: T[] = [];
  for (const start of nodes) {
    const path: { node: T; rest: string[] }[] = [];
    const enter = (node: T) => {
      state.set(idOf(node), "open");
      path.push({ node, rest: needsOf(node).filter((need) => byId.has(need)) });
    };
    if (!state.has(idOf(start))) {
      enter(start);
    }
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const need = top.rest.shift();
      if (need === undefined) {
        state.set(idOf(top.node), "done");
        order.push(top.node);
        path.pop();
      } else if (state.get(need) === "open") {
        const from = path.findIndex(({ node }) => idOf(node) === need);
        const cycle = path.slice(from).map(({ node }) => node);
        return { cycle: shortestCycle(cycle, idOf, needsOf) };
      } else if (!state.has(need)) {
        enter(byId.get(need) as T);
      }
    }
  }
  return { order };
}

/** The shortest cycle among nodes of which some form one. */
function shortestCycle<T>(
  nodes: readonly T[],
  idOf: (node: T) => string,
  needsOf: (node: T) => readonly string[],
): readonly T[] {
  const byId = new Map(nodes.map((node) => [idOf(node), node]));
  let shortest = nodes;
  for (const start of nodes) {
    const paths: T[][] = [[start]];
    const seen = new Set<string>();
    for (let path = paths.shift(); path !== undefined && path.length < shortest.length; path = paths.shift()) {
      const needs = needsOf(path.at(-1) as T).filter((need) => byId.has(need));
      if (needs.includes(idOf(start))) {
        shortest = path;
        break;
      }
      for (const need of needs.filter((one) => !seen.has(one))) {
        seen.add(need);
        paths.push([...path, byId.get(need) as T]);
      }
    }
  }
  return shortest;
}
