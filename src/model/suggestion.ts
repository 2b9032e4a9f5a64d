import { closest } from "./closest.ts";

const MOST_SHOWN = 12;

/** "Did you mean" for a name that is not there: the nearest candidate, else `otherwise` and the choice. */
export function suggestion(name: string, candidates: readonly string[], otherwise: string): string {
  const near = closest(name, candidates) ?? candidates.find((candidate) => candidate.endsWith(`/${name}`));
  if (near !== undefined) {
    return `Did you mean \`${near}\`? ${otherwise}`;
  }
  const shown = candidates.slice(0, MOST_SHOWN).map((candidate) => `\`${candidate}\``);
  return shown.length === 0 ? otherwise : `${otherwise} There are ${shown.join(", ")}.`;
}
