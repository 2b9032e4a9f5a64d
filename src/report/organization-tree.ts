import type { AccountView, OrganizationView, Owned, PolicyView, UnitView } from "./organization-view.ts";

/** The root, a unit or an account with what hangs on it. */
export interface TreeNode {
  readonly sort: "root" | "unit" | "account";
  readonly id: string;
  readonly name: string;
  /** Of accounts; null for the others. */
  readonly state: string | null;
  readonly owned: Owned;
  /** What is attached directly to it. */
  readonly policies: readonly PolicyView[];
  /** Units first, then accounts. */
  readonly children: readonly TreeNode[];
}

/** The organization from its root down, or null when there is none. */
export function treeOf(view: OrganizationView): TreeNode | null {
  const { rootId } = view.organization;
  if (rootId === null) {
    return null;
  }
  return {
    sort: "root",
    id: rootId,
    name: "root",
    state: null,
    owned: { address: null, owner: "nobody" },
    ...belowOf(rootId, view),
  };
}

function belowOf(id: string, view: OrganizationView): Pick<TreeNode, "policies" | "children"> {
  const units = view.units.filter((unit) => unit.parent === id);
  const accounts = view.accounts.filter((account) => account.parent === id);
  return {
    policies: view.policies.filter((policy) => policy.attachedTo.includes(id)),
    children: [...units.map((unit) => unitNode(unit, view)), ...accounts.map((account) => accountNode(account, view))],
  };
}

function unitNode(unit: UnitView, view: OrganizationView): TreeNode {
  const name = unit.path.slice(unit.path.lastIndexOf("/") + 1);
  return { sort: "unit", id: unit.id, name, state: null, owned: unit, ...belowOf(unit.id, view) };
}

function accountNode(account: AccountView, view: OrganizationView): TreeNode {
  const { id, name, state } = account;
  return { sort: "account", id, name, state, owned: account, ...belowOf(id, view) };
}
