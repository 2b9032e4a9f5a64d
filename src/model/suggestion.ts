/** "Did you mean" for a name that is not there: the candidate that shares the most with it, else `otherwise` and the choice. */
export function suggestion(name: string, candidates: readonly string[], otherwise: string): string {
  const lower = name.toLowerCase();
  const near = candidates.find((candidate) => {
    const other = candidate.toLowerCase();
    return other === lower || other.endsWith(`/${lower}`) || other.startsWith(lower) || lower.startsWith(other);
  });
  if (near !== undefined) {
    return `Did you mean \`${near}\`? ${otherwise}`;
  }
  const shown = candidates.slice(0, 12).map((candidate) => `\`${candidate}\``);
  return shown.length === 0 ? otherwise : `${otherwise} There are ${shown.join(", ")}.`;
}
