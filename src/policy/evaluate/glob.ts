/** In a pattern's codes: any text, any one character, a text that is not known yet. All other codes are UTF-16 units. */
export const ANY = -1;
export const ONE = -2;
export const HOLE = -3;

const COLON = 58;
/** In how many parts of an ARN wildcards respect the colons: all but the last. */
const BOUND_SEGMENTS = 5;

/** A pattern ready to be matched. */
export interface Glob {
  readonly codes: readonly number[];
  /** What it begins with, up to the first wildcard. */
  readonly head: string;
  /** Whether `head` is all of it. */
  readonly exact: boolean;
  /** Whether a part of it is not known yet: then a match is only a possible one. */
  readonly holes: boolean;
  /** Whether the colons of an ARN hold back one of its wildcards. */
  readonly bound: boolean;
}

/** A text as codes without wildcards. */
export function literal(text: string): number[] {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

export function globOf(codes: readonly number[]): Glob {
  const cut = codes.findIndex((code) => code < 0);
  const head = String.fromCharCode(...(cut < 0 ? codes : codes.slice(0, cut)));
  return { codes, head, exact: cut < 0, holes: codes.includes(HOLE), bound: isBound(codes) };
}

/** Whether the text matches, with wildcards that stand for any characters. Takes at most length × length steps. */
export function globMatches(glob: Glob, text: string): boolean {
  if (glob.exact) {
    return text === glob.head;
  }
  return text.startsWith(glob.head) && tailMatches(glob.codes, glob.head.length, text);
}

function tailMatches(codes: readonly number[], from: number, text: string): boolean {
  let [code, at, star, mark] = [from, from, -1, 0];
  while (at < text.length) {
    const wanted = codes[code];
    if (wanted === ANY || wanted === HOLE) {
      star = code++;
      mark = at;
    } else if (wanted === ONE || wanted === text.charCodeAt(at)) {
      code++;
      at++;
    } else if (star >= 0) {
      code = star + 1;
      at = ++mark;
    } else {
      return false;
    }
  }
  while (codes[code] === ANY || codes[code] === HOLE) {
    code++;
  }
  return code === codes.length;
}

function isBound(codes: readonly number[]): boolean {
  const segments = codes.slice(0, endOfSegments(codes));
  return segments.some((code, index) => code === ONE || (code === ANY && !endsSegment(codes, index)));
}

/**
 * As `globMatches`, for resource ARNs: before the fifth colon a wildcard stays within its segment, unless it is a `*` that
 * ends it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function boundMatches(glob: Glob, text: string): boolean {
  const { codes } = glob;
  const loosely = globMatches(glob, text);
  if (!loosely || !glob.bound) {
    return loosely;
  }
  const end = endOfSegments(codes);
  let reached = new Set([0]);
  for (const [index, code] of codes.entries()) {
    const bound = index < end && !(code === ANY && endsSegment(codes, index));
    reached = step(reached, code, text, bound);
  }
  return reached.has(text.length);
}

function step(reached: ReadonlySet<number>, code: number, text: string, bound: boolean): Set<number> {
  const next = new Set<number>();
  for (const at of reached) {
    if (code === ANY || code === HOLE) {
      for (let to = at; to <= text.length && !next.has(to); to++) {
        next.add(to);
        if (bound && text.charCodeAt(to) === COLON) {
          break;
        }
      }
    } else if (
      at < text.length &&
      (code === ONE ? !bound || text.charCodeAt(at) !== COLON : matchesAt(code, text, at))
    ) {
      next.add(at + 1);
    }
  }
  return next;
}

function matchesAt(code: number, text: string, at: number): boolean {
  return text.charCodeAt(at) === code;
}

function endsSegment(codes: readonly number[], index: number): boolean {
  return index + 1 === codes.length || codes[index + 1] === COLON;
}

/** Where the last segment begins, or the end when there are fewer. */
function endOfSegments(codes: readonly number[]): number {
  let colons = 0;
  const at = codes.findIndex((code) => code === COLON && ++colons === BOUND_SEGMENTS);
  return at < 0 ? codes.length : at;
}

/** The parts of a pattern between colons, the last of at most `parts` with all the rest. */
export function splitAtColons(codes: readonly number[], parts: number): number[][] {
  const split: number[][] = [[]];
  for (const code of codes) {
    if (code === COLON && split.length < parts) {
      split.push([]);
    } else {
      split.at(-1)?.push(code);
    }
  }
  return split;
}
