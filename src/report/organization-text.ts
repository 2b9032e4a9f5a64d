import { type TreeNode, treeOf } from "./organization-tree.ts";
import type { OrganizationView, Owned } from "./organization-view.ts";
import { BLANK, type Line, line, renderLines, type Span, span, type TextOptions, widthOf } from "./text-line.ts";

/** The organization as a tree of units and accounts, with the policies at each node and whose each thing is. */
export function organizationText(view: OrganizationView, options: TextOptions): string {
  const tree = treeOf(view);
  if (tree === null) {
    return renderLines(
      [line(0, [span("There is no organization yet. Found it with "), span("orgwright apply", "strong"), span(".")])],
      options,
    );
  }
  return renderLines(
    [...headLines(view), BLANK, ...nodeLines(tree, "", "", view.organization.managementAccount)],
    options,
  );
}

function headLines({ organization, accounts, units, policies }: OrganizationView): Line[] {
  const { id, name, managementAccount, features, policyTypes, trustedServices } = organization;
  const fact = (label: string, value: string) => line(0, [span(label.padEnd(18), "faint"), span(value)], 18);
  return [
    line(0, [span(name ?? "organization without a file", "strong"), span(` ${id ?? ""}`, "faint")]),
    fact("management account", ` ${managementAccount ?? "unknown"}`),
    fact("features", ` ${features ?? "unknown"}`),
    fact("policy types", ` ${policyTypes.join(", ") || "none"}`),
    fact("trusted services", ` ${trustedServices.join(", ") || "none"}`),
    fact(
      "holds",
      ` ${counted(units, "unit")}, ${counted(accounts, "account")}, ${policies.length === 1 ? "1 policy" : `${policies.length} policies`}`,
    ),
  ];
}

function counted(things: readonly unknown[], noun: string): string {
  return `${things.length} ${noun}${things.length === 1 ? "" : "s"}`;
}

/** A node and all below it. `stem` stands before its first line, `below` before all others. */
function nodeLines(node: TreeNode, stem: string, below: string, management: string | null): Line[] {
  const bar = node.children.length > 0 ? "│  " : "   ";
  const policies = node.policies.map((policy) => policy.name).join(", ");
  return [
    line(0, [span(stem, "faint"), ...nodeSpans(node, management)], widthOf(stem) + 2),
    ...(policies === "" ? [] : [line(0, [span(`${below}${bar}policies: ${policies}`, "faint")], widthOf(below) + 5)]),
    ...node.children.flatMap((child, index) => {
      const isLast = index === node.children.length - 1;
      return nodeLines(child, `${below}${isLast ? "└─ " : "├─ "}`, `${below}${isLast ? "   " : "│  "}`, management);
    }),
  ];
}

function nodeSpans({ sort, id, name, state, owned }: TreeNode, management: string | null): Span[] {
  const isOpen = state === null || state === "ACTIVE";
  return [
    span(name, sort === "account" ? "normal" : "strong"),
    span(` ${id}`, "faint"),
    ...(isOpen ? [] : [span(` ${state}`, "careful")]),
    ...(sort === "root"
      ? []
      : [span("  "), id === management ? span("management account", "moved") : ownerMark(owned)]),
  ];
}

function ownerMark({ owner, address, ownerName }: Owned): Span {
  switch (owner) {
    case "us":
      return span(address ?? "", "good");
    case "other":
      return span(`belongs to ${ownerName ?? "another file"}`, "careful");
    case "nobody":
      return span("not managed", "faint");
  }
}
