import { type TreeNode, treeOf } from "./organization-tree.ts";
import type { OrganizationView } from "./organization-view.ts";
import { plain } from "./safe-text.ts";

/** The organization's units and accounts as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html). */
export function organizationMermaid(view: OrganizationView): string {
  const tree = treeOf(view);
  const lines = ["flowchart TD"];
  if (tree !== null) {
    draw(tree, null, lines);
  }
  return `${lines.join("\n")}\n`;
}

/** Adds a node, the edge from its parent, and all below it. Nodes are numbered, so that no name becomes syntax. */
function draw(node: TreeNode, parent: string | null, lines: string[]): void {
  const name = `n${lines.length}`;
  const text = `${label(node.name)}<br/>${label(node.id)}`;
  lines.push(`  ${name}${node.sort === "account" ? `["${text}"]` : `(["${text}"])`}`);
  if (parent !== null) {
    lines.push(`  ${parent} --> ${name}`);
  }
  for (const child of node.children) {
    draw(child, name, lines);
  }
}

/** Text for a quoted label: every character that Mermaid or HTML gives a meaning is written as its number. */
function label(text: string): string {
  return plain(text).replace(/[^\p{L}\p{N}\p{M} .,_@+=:/()-]/gu, (character) => `#${character.codePointAt(0)};`);
}
