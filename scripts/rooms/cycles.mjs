// Finds import cycles.

/**
 * The groups of files that import one another in a circle (Tarjan's strongly connected components), each in order of
 * name.
 * @param {ReadonlyMap<string, readonly string[]>} graph which file imports which
 * @returns {string[][]}
 */
export function cyclesIn(graph) {
  /** @type {Map<string, { index: number, low: number, open: boolean }>} */
  const seen = new Map();
  /** @type {string[]} */
  const stack = [];
  /** @type {string[][]} */
  const cycles = [];

  /** @param {string} file */
  function visit(file) {
    const mark = { index: seen.size, low: seen.size, open: true };
    seen.set(file, mark);
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      const other = seen.get(next);
      if (other === undefined) {
        mark.low = Math.min(mark.low, visit(next).low);
      } else if (other.open) {
        mark.low = Math.min(mark.low, other.index);
      }
    }
    if (mark.low === mark.index) {
      close(file);
    }
    return mark;
  }

  /** @param {string} file */
  function close(file) {
    const group = stack.splice(stack.indexOf(file));
    for (const member of group) {
      /** @type {{ open: boolean }} */ (seen.get(member)).open = false;
    }
    if (group.length > 1 || (graph.get(file) ?? []).includes(file)) {
      cycles.push(group.sort());
    }
  }

  for (const file of graph.keys()) {
    if (!seen.has(file)) {
      visit(file);
    }
  }
  return cycles;
}
