// Parses a source file. TypeScript 7 offers no syntax tree, so this uses the parser that knip brings.

import { createRequire } from "node:module";

const fromKnip = createRequire(new URL("../../node_modules/knip/package.json", import.meta.url));
const { parseSync, visitorKeys } = fromKnip("oxc-parser");

/**
 * A node of the syntax tree (ESTree with TypeScript's additions); `start` and `end` are offsets into the text.
 * @typedef {{ type: string, start: number, end: number, [member: string]: unknown }} Node
 */

/**
 * The syntax tree of a file.
 * @param {string} file its name, which tells the language
 * @param {string} text
 * @returns {Node}
 * @throws when the text does not parse
 */
export function parse(file, text) {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) {
    throw new Error(`${file}: ${errors[0].message}`);
  }
  return program;
}

/**
 * Every node below and including `node`, parents first, each with its parents, the nearest last.
 * @param {Node} node
 * @param {(node: Node, parents: readonly Node[]) => void} visit
 * @param {Node[]} parents
 */
export function walk(node, visit, parents = []) {
  visit(node, parents);
  parents.push(node);
  for (const key of visitorKeys[node.type] ?? []) {
    const below = node[key];
    for (const child of Array.isArray(below) ? below : [below]) {
      if (child !== null && typeof child === "object" && typeof child.type === "string") {
        walk(child, visit, parents);
      }
    }
  }
  parents.pop();
}

/**
 * The line of an offset, from 1.
 * @param {string} text
 * @param {number} offset
 */
export function lineAt(text, offset) {
  return text.slice(0, offset).split("\n").length;
}
