/** An order in which every node comes after the nodes it needs, and otherwise as given; or the cycle that forbids one. */
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
        return { cycle: path.slice(from).map(({ node }) => node) };
      } else if (!state.has(need)) {
        enter(byId.get(need) as T);
      }
    }
  }
  return { order };
}
