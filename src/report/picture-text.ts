import { type Picture, type PictureNode, SIGNS } from "./page.ts";

/**
 * The picture as lines of a tree, with the sign of what happens before each name and the guardrails below it.
 *
 * @param managementAccount id of the account to be marked as the one that owns the organization
 */
export function pictureLines({ root }: Picture, managementAccount: string): string[] {
  return nodeLines(root, "", "", managementAccount);
}

/** A node and all below it. `stem` stands before its first line, `below` before all others. */
function nodeLines(node: PictureNode, stem: string, below: string, management: string): string[] {
  const bar = node.children.length > 0 ? "│  " : "   ";
  const guardrails = node.guardrails.map(({ name, action }) => `${action === null ? "" : `${SIGNS[action]} `}${name}`);
  return [
    stem + nodeText(node, management),
    ...(guardrails.length === 0 ? [] : [`${below}${bar}guardrails: ${guardrails.join(", ")}`]),
    ...node.children.flatMap((child, index) => {
      const isLast = index === node.children.length - 1;
      return nodeLines(child, `${below}${isLast ? "└─ " : "├─ "}`, `${below}${isLast ? "   " : "│  "}`, management);
    }),
  ];
}

function nodeText({ sort, name, id, action, movedFrom, inside }: PictureNode, management: string): string {
  const facts = [
    ...(sort === "unit" ? ["unit"] : []),
    ...(id !== null && id === management ? ["management account"] : []),
    ...(movedFrom === null ? [] : [`from ${movedFrom}`]),
    ...(inside === 0 ? [] : [`${inside} ${inside === 1 ? "change" : "changes"} inside`]),
  ];
  return `${action === null ? "" : `${SIGNS[action]} `}${name}${facts.length === 0 ? "" : `  (${facts.join("; ")})`}`;
}
