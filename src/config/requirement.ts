import type { Finding } from "../model/finding.ts";
import type { SourcePosition } from "../model/position.ts";
import { configFinding } from "./findings.ts";
import { quoted } from "./printable.ts";

type Version = readonly [number, number, number];

/** Versions from `from` on, up to but without `below`; null means without end. */
interface Range {
  readonly from: Version;
  readonly below: Version | null;
}

const COMPARATOR = /^(>=|<=|>|<|=|\^|~)?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?$/;
const ZERO: Version = [0, 0, 0];

/** The first version beyond all that begin with the first `given` parts of `version`. */
function beyond(version: Version, given: number): Version {
  const [major, minor, patch] = version;
  if (given === 1) {
    return [major + 1, 0, 0];
  }
  return given === 2 ? [major, minor + 1, 0] : [major, minor, patch + 1];
}

/** How many parts `^` holds fixed: up to the first that is not zero, of those given. */
function caretParts(version: Version, given: number): number {
  const first = version.findIndex((part) => part !== 0);
  return first === -1 ? given : Math.min(first + 1, given);
}

function rangeOf(comparator: string): Range | null {
  const match = COMPARATOR.exec(comparator);
  if (match === null) {
    return null;
  }
  const parts = [match[2], match[3], match[4]];
  const version: Version = [Number(parts[0]), Number(parts[1] ?? 0), Number(parts[2] ?? 0)];
  const given = parts.filter((part) => part !== undefined).length;
  switch (match[1]) {
    case ">=":
      return { from: version, below: null };
    case ">":
      return { from: beyond(version, given), below: null };
    case "<":
      return { from: ZERO, below: version };
    case "<=":
      return { from: ZERO, below: beyond(version, given) };
    case "^":
      return { from: version, below: beyond(version, caretParts(version, given)) };
    case "~":
      return { from: version, below: beyond(version, Math.min(given, 2)) };
    default:
      return { from: version, below: beyond(version, given) };
  }
}

function rangesOf(requires: string): Range[] | null {
  const ranges = requires.trim().split(/\s+/).map(rangeOf);
  return ranges.every((range) => range !== null) ? ranges : null;
}

function isBefore(a: Version, b: Version): boolean {
  const index = a.findIndex((part, at) => part !== b[at]);
  return index !== -1 && (a[index] as number) < (b[index] as number);
}

/** Whether `text` is a version range: one or more of `>=0.1`, `<1`, `^0.2`, `~0.2.1`, `0.2`, joined with spaces. */
export function isRequirement(text: string): boolean {
  return rangesOf(text) !== null;
}

/**
 * Whether a version of the tool meets a file's `requires`. A pre-release counts as the version it leads to. Null asks
 * for nothing; a text that is no range is met by no version.
 */
export function meetsRequirement(requires: string | null, version: string): boolean {
  const match = /^(\d+)\.(\d+)\.(\d+)/.exec(version);
  const ranges = requires === null ? [] : rangesOf(requires);
  if (match === null || ranges === null) {
    return false;
  }
  const tool: Version = [Number(match[1]), Number(match[2]), Number(match[3])];
  return ranges.every(({ from, below }) => !isBefore(tool, from) && (below === null || isBefore(tool, below)));
}

/** The finding that this version of the tool does not meet a file's `requires`, or null when it does. */
export function checkRequirement(requires: string | null, version: string, at: SourcePosition): Finding | null {
  if (requires === null || meetsRequirement(requires, version)) {
    return null;
  }
  return configFinding(
    {
      code: "requires-other-version",
      detail: `The file asks for orgwright ${quoted(requires)}; this is ${version}, which may read it differently.`,
      fix: "Use a version that meets it, or change `requires` once this version was tried on the file.",
    },
    at,
  );
}
