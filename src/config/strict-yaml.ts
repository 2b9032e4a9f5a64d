import { Composer, type CST, LineCounter, type YAMLParseError } from "yaml";
import type { Finding } from "../model/finding.ts";
import type { Json } from "../model/json.ts";
import type { SourcePosition } from "../model/position.ts";
import { byPosition, configFinding } from "./findings.ts";
import { nextHidden } from "./printable.ts";
import { EMPTY, hiddenCharacter, SEVERAL_DOCUMENTS, syntaxProblem, tooLarge } from "./yaml-problems.ts";
import { type Fault, scanYaml } from "./yaml-scan.ts";
import { type ReadValue, readValue } from "./yaml-value.ts";

/** The largest file that is read, in bytes of UTF-8. */
export const MAX_BYTES = 1024 * 1024;

const MOST_HIDDEN = 10;

/** A YAML file as plain data that still knows where everything stands. */
export interface YamlDocument {
  readonly file: string;
  /** The text without a byte order mark. */
  readonly text: string;
  /** Objects in it have no prototype. A value that could not be read is null or incomplete. */
  readonly value: Json;
  /** Where the value at a JSON Pointer stands, or the nearest parent that is there. */
  positionOf(pointer: string): SourcePosition;
  /** Where the key of the value at a JSON Pointer stands; for items of lists, and the root, the value itself. */
  keyPositionOf(pointer: string): SourcePosition;
  /** How the plain scalar at a JSON Pointer is written, before YAML made a number or a truth value of it. */
  sourceOf(pointer: string): string | null;
  /** Whether the value at a JSON Pointer, or a parent of it, could not be read; that already is a finding. */
  isUnread(pointer: string): boolean;
}

/** What reading came to. The document is null when nothing useful could be read; there is then at least one finding. */
export interface YamlReading {
  readonly document: YamlDocument | null;
  readonly findings: readonly Finding[];
}

/**
 * Reads a YAML file of which nobody knows who wrote it: YAML 1.2 core schema, one document, text keys, and none of
 * what makes a file mean something other than it seems to: anchors, aliases, merge keys, tags, directives, duplicate
 * keys, numbers that lose digits, characters that cannot be seen. Never throws.
 *
 * @param file the name that positions carry
 * @param text the file's text; a byte order mark is passed over
 * @returns everything that is wrong, in the order of the file; a document may come with findings
 */
export function readYaml(file: string, text: string): YamlReading {
  const body = text.startsWith("\ufeff") ? text.slice(1) : text;
  const bytes = Buffer.byteLength(body);
  if (bytes > MAX_BYTES) {
    return { document: null, findings: [configFinding(tooLarge(bytes, MAX_BYTES), { file, line: 1, column: 1 })] };
  }
  const locate = locator(file, body);
  const { read, faults } = readBody(body);
  const findings = byPosition(faults.map((fault) => configFinding(fault.problem, locate(fault.offset))));
  return { document: read === null ? null : documentOf(file, body, read, locate), findings };
}

function readBody(text: string): { read: ReadValue | null; faults: readonly Fault[] } {
  const hidden = hiddenCharacters(text);
  if (hidden.length > 0) {
    return { read: null, faults: hidden };
  }
  const { tokens, faults } = scanYaml(text);
  if (tokens === null) {
    return { read: null, faults };
  }
  const second = tokens.filter((token) => token.type === "document")[1];
  if (second !== undefined) {
    return { read: null, faults: [...faults, { offset: second.offset, problem: SEVERAL_DOCUMENTS }] };
  }
  return composeTokens(tokens, text, faults);
}

/** Turns the syntax of one document into data. */
function composeTokens(tokens: readonly CST.Token[], text: string, scanned: readonly Fault[]) {
  const composer = new Composer({ version: "1.2", schema: "core", uniqueKeys: false, logLevel: "silent" });
  const [composed] = [...composer.compose(tokens, true, text.length)];
  const errors = composed?.errors ?? [];
  if (errors.length > 0) {
    return { read: null, faults: [...scanned, ...syntaxFaults(text, errors, scanned)] };
  }
  const root = composed?.contents ?? null;
  const read = readValue(root);
  if (read.value === null && read.unread.size === 0) {
    return { read: null, faults: [...scanned, ...read.faults, { offset: 0, problem: EMPTY }] };
  }
  return { read, faults: [...scanned, ...read.faults] };
}

/**
 * One fault for each run of broken lines: an error on the line of another one, or on the next, is mostly its
 * consequence. What the scan already explained is not told again in YAML's words.
 */
function syntaxFaults(text: string, errors: readonly YAMLParseError[], scanned: readonly Fault[]): Fault[] {
  const explained = new Set(scanned.map((fault) => fault.offset));
  const faults: Fault[] = [];
  let last: number | null = null;
  for (const error of [...errors].sort((a, b) => a.pos[0] - b.pos[0])) {
    const [offset] = error.pos;
    const isConsequence = last !== null && text.slice(last, offset).split("\n").length <= 2;
    if (!isConsequence && !explained.has(offset)) {
      faults.push({ offset, problem: syntaxProblem(error) });
    }
    last = offset;
  }
  return faults;
}

function hiddenCharacters(text: string): Fault[] {
  const faults: Fault[] = [];
  let from = 0;
  while (faults.length < MOST_HIDDEN) {
    const found = nextHidden(text, from);
    if (found === null) {
      break;
    }
    faults.push({ offset: found.offset, problem: hiddenCharacter(found.code) });
    from = found.offset + 1;
  }
  return faults;
}

function locator(file: string, text: string): (offset: number) => SourcePosition {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) {
    lines.addNewLine(end + 1);
  }
  return (offset) => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
}

function documentOf(
  file: string,
  text: string,
  read: ReadValue,
  locate: (offset: number) => SourcePosition,
): YamlDocument {
  const nearest = (pointer: string): string => {
    let known = pointer;
    while (known !== "" && !read.spots.has(known)) {
      known = parentOf(known);
    }
    return known;
  };
  return {
    file,
    text,
    value: read.value,
    positionOf(pointer) {
      return locate(read.spots.get(nearest(pointer))?.value ?? 0);
    },
    keyPositionOf(pointer) {
      const spot = read.spots.get(nearest(pointer));
      return locate(spot?.key ?? spot?.value ?? 0);
    },
    sourceOf(pointer) {
      return read.spots.get(pointer)?.source ?? null;
    },
    isUnread(pointer) {
      for (let at = pointer; at !== ""; at = parentOf(at)) {
        if (read.unread.has(at)) {
          return true;
        }
      }
      return read.unread.has("");
    },
  };
}

/** The JSON Pointer of what holds the value at `pointer`; the root's is its own. */
function parentOf(pointer: string): string {
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf("/")));
}
