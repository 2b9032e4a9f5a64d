import type { FoundAccount, Inspection } from "./inspect.ts";

/** The organization to be, as lines: its units as a tree, with the accounts in them and their addresses. */
export function treeLines(name: string, { units, accounts }: Inspection): string[] {
  return [name, ...branchLines("", [...units].sort(), accounts, "")];
}

/** What hangs below a path, units first; the empty path is the root. */
function branchLines(
  path: string,
  units: readonly string[],
  accounts: readonly FoundAccount[],
  stem: string,
): string[] {
  const below = units.filter((unit) => parentOf(unit) === path);
  const here = accounts.filter(({ unit }) => (unit ?? "") === path);
  const total = below.length + here.length;
  const accountLines = here.map(({ key, email }, index) => {
    const isLast = below.length + index === total - 1;
    return `${stem}${isLast ? "└─ " : "├─ "}${key}  <${email}>`;
  });
  const unitLines = below.flatMap((unit, index) => {
    const isLast = index === total - 1;
    const name = unit.slice(unit.lastIndexOf("/") + 1);
    return [
      `${stem}${isLast ? "└─ " : "├─ "}${name}/`,
      ...branchLines(unit, units, accounts, `${stem}${isLast ? "   " : "│  "}`),
    ];
  });
  return [...unitLines, ...accountLines];
}

function parentOf(unit: string): string {
  return unit.includes("/") ? unit.slice(0, unit.lastIndexOf("/")) : "";
}
