/**
 * A deep copy of plain data, dates included, without members that are undefined: what goes into the world and what
 * comes out of it belongs to one side only.
 */
export function copy<T>(value: T): T {
  return copied(value) as T;
}

function copied(value: unknown): unknown {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(copied);
  }
  if (value instanceof Date) {
    return new Date(value);
  }
  const twin: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[key];
    if (member !== undefined) {
      twin[key] = copied(member);
    }
  }
  return twin;
}
