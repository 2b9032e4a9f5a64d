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
