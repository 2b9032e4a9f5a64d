/** A member that is left out while it is empty. */
export function only<K extends string, V extends object>(name: K, value: V): { [N in K]?: V } {
  return (Object.keys(value).length === 0 ? {} : { [name]: value }) as { [N in K]?: V };
}

/** A member that is left out while it is as usual. */
export function unless<K extends string, V>(usual: NoInfer<V>, name: K, value: V): { [N in K]?: V } {
  const isUsual = JSON.stringify(value) === JSON.stringify(usual);
  return (isUsual ? {} : { [name]: value }) as { [N in K]?: V };
}

/** A member that is left out while there is none. */
export function given<K extends string, V>(name: K, value: V | null | undefined): { [N in K]?: V } {
  return (value === null || value === undefined ? {} : { [name]: value }) as { [N in K]?: V };
}

/** Items in the order of a text of theirs. */
export function sortedBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return items.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Virtual milliseconds as ISO 8601. */
export function iso(time: number): string {
  return new Date(time).toISOString();
}

/** Virtual milliseconds of ISO 8601; null where nothing is given. */
export function timeOf(text: string | undefined): number | null {
  return text === undefined ? null : Date.parse(text);
}
