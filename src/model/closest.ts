const LONGEST_WORD = 80;

/**
 * How many letters must be added, removed, replaced or swapped with their neighbour to make `a` into `b`
 * (Damerau-Levenshtein, optimal string alignment).
 */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const differs = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        (last[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (last[column - 1] as number) + differs,
        swapped ? (before[column - 2] as number) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = last;
    last = current;
  }
  return last[b.length] as number;
}

/**
 * The candidate that `word` was most likely meant to be, or null when none is near: at most one letter in three may
 * differ, upper and lower case aside. Of equally near ones the first.
 */
export function closest(word: string, candidates: Iterable<string>): string | null {
  if (word.length > LONGEST_WORD) {
    return null;
  }
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) < least) {
      const found = distance(wanted, candidate.toLowerCase());
      if (found < least) {
        best = candidate;
        least = found;
      }
    }
  }
  return best;
}
