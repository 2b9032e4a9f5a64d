const MOST_LISTED = 10;

/** Names in a sentence: the first few, and how many more there are. */
export function listed(names: readonly string[]): string {
  const rest = names.length - MOST_LISTED;
  return rest > 1 ? `${names.slice(0, MOST_LISTED).join(", ")} and ${rest} more` : names.join(", ");
}
