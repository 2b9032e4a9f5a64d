import type { UsedBlueprint } from "./read-wishes.ts";

/** The GitHub workflows that may publish, by the subjects of their tokens, as the blueprint `publishing` is given them. */
export function publishersIn(uses: readonly UsedBlueprint[]): string[] {
  const written = uses
    .filter(({ blueprint }) => blueprint.name === "publishing")
    .flatMap(({ use }) => use.with["publishers"] ?? []);
  return [...new Set(written.filter((subject) => typeof subject === "string"))];
}
