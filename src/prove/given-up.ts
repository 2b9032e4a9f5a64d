import { exampleAccounts } from "./account-classes.ts";
import type { CatalogueRow } from "./catalogue.ts";
import { worstOf } from "./judge.ts";
import type { Scene } from "./scene.ts";

/**
 * The attacks that a file opens by switching guardrails off: they are open in the organization that it wishes for and would
 * be denied if everything that its blueprints offer were on.
 */
export function attacksGivenUp(
  catalogue: readonly CatalogueRow[],
  asWished: Scene,
  asOffered: Scene,
): ReadonlySet<string> {
  const [wished, offered] = [asWished, asOffered].map((scene) => {
    const workloads = exampleAccounts(scene);
    return (row: CatalogueRow) => worstOf(row, scene, workloads).verdict;
  });
  const givenUp = catalogue.filter(
    (row) => row.expected === "deny" && wished?.(row) === "open" && offered?.(row) === "denied",
  );
  return new Set(givenUp.map(({ id }) => id));
}

/** The switches that open some of these attacks, as in `guardrails.lockRegions`. */
export type SwitchesOf = (rows: readonly string[]) => readonly string[];

/**
 * Finds the switches that open attacks by themselves; where none does, all of them do together.
 *
 * @param off the switches that are off
 * @param openedBy the attacks that are open when one of them alone is off; asked once of each, when it is needed
 */
export function openersAmong(off: readonly string[], openedBy: (id: string) => ReadonlySet<string>): SwitchesOf {
  const known = new Map<string, ReadonlySet<string>>();
  return (rows) => {
    const opening = off.filter((id) => {
      const opened = known.get(id) ?? openedBy(id);
      known.set(id, opened);
      return rows.some((row) => opened.has(row));
    });
    return opening.length === 0 ? off : opening;
  };
}
