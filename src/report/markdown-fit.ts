/** Something that a text has room for in full, in brief, or not at all. */
export interface Piece {
  readonly full: string;
  readonly brief: string;
  /** The heavier one gets room first. */
  readonly weight: number;
  /** The group it stands in; the group's frame takes room once it holds anything. */
  readonly group: number;
}

/** How a piece is shown. */
export type Shown = "full" | "brief" | "not";

/**
 * What there is room for: every piece in brief before any in full, the heavier ones first and otherwise as they come.
 * Answers one word for each piece.
 *
 * @param room in characters
 * @param frame the characters that the frame of a group takes
 */
export function fitted(pieces: readonly Piece[], room: number, frame: number): Shown[] {
  const shown = pieces.map((): Shown => "not");
  const opened = new Set<number>();
  const order = pieces.map((_, index) => index);
  order.sort((a, b) => (pieces[b]?.weight ?? 0) - (pieces[a]?.weight ?? 0) || a - b);
  let left = room;
  for (const index of order) {
    const { brief, group } = pieces[index] as Piece;
    const cost = brief.length + (opened.has(group) ? 0 : frame);
    if (cost <= left) {
      left -= cost;
      opened.add(group);
      shown[index] = "brief";
    }
  }
  for (const index of order) {
    const { full, brief } = pieces[index] as Piece;
    if (shown[index] === "brief" && full.length - brief.length <= left) {
      left -= full.length - brief.length;
      shown[index] = "full";
    }
  }
  return shown;
}

/** As many of the texts, from the first, as there is room for, and how many are left out. */
export function firstFitting(texts: readonly string[], room: number): { texts: readonly string[]; left: number } {
  let used = 0;
  const end = texts.findIndex((text) => {
    used += text.length;
    return used > room;
  });
  return end === -1 ? { texts, left: 0 } : { texts: texts.slice(0, end), left: texts.length - end };
}
