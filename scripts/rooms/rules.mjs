// Checks a source tree against the table of rooms.

import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, posix } from "node:path";
import { filesBelow } from "../source/files.mjs";
import { linksOf } from "../source/imports.mjs";
import { cyclesIn } from "./cycles.mjs";
import { BANNED_WORDS, FACES, PURE_NODE_MODULES, roomOf } from "./table.mjs";

/**
 * @typedef {import("./table.mjs").Room} Room
 * @typedef {import("../source/imports.mjs").Import} Import
 * @typedef {{ file: string, line: number, rule: string, says: string }} Violation
 */

const CODE = /\.[cm]?[jt]sx?$/;

/**
 * Everything below `root`'s `src/` and `blueprints/` that breaks the rules of the rooms.
 * @param {string} root
 * @returns {Violation[]}
 */
export function violationsIn(root) {
  const sources = filesBelow(root, "src").filter((file) => CODE.test(file));
  const blueprints = filesBelow(root, "blueprints");
  /** @type {Map<string, string[]>} */
  const graph = new Map();
  const found = sources.flatMap((file) => inSource(root, file, graph));
  return [
    ...[...sources, ...blueprints].flatMap(inName),
    ...blueprints.filter((file) => CODE.test(file)).map(codeInBlueprints),
    ...found,
    ...cyclesIn(graph).map(cycle),
  ];
}

/**
 * @param {string} root
 * @param {string} file
 * @param {Map<string, string[]>} graph is given the files of the tree that this one imports
 * @returns {Violation[]}
 */
function inSource(root, file, graph) {
  const links = linksOf(file, readFileSync(join(root, file), "utf8"));
  const local = links.imports.filter((one) => one.specifier.startsWith("."));
  graph.set(
    file,
    local.map((one) => targetOf(file, one)),
  );
  const room = roomOf(file);
  if (room === undefined) {
    return [{ file, line: 1, rule: "no-room", says: "belongs to no room; put it into one, or add a row to the table" }];
  }
  const ambient = room.io === true ? [] : links.ambient;
  return [
    ...links.imports.flatMap((one) => inImport(room, file, one)),
    ...links.defaultExports.map(({ what, line }) => ({ file, line, rule: "default-export", says: what })),
    ...(FACES.has(file) ? [] : links.reExports).map(({ what, line }) => ({ file, line, rule: "barrel", says: what })),
    ...ambient.map(({ what, line }) => ({
      file,
      line,
      rule: "ambient",
      says: `${what}: ${room.name} takes it as a port`,
    })),
  ];
}

/**
 * @param {string} file
 * @param {Import} one
 */
function targetOf(file, one) {
  return posix.join(posix.dirname(file), one.specifier);
}

/**
 * @param {Room} room
 * @param {string} file
 * @param {Import} one
 * @returns {Violation[]}
 */
function inImport(room, file, one) {
  const problem = one.specifier.startsWith(".") ? localProblem(room, file, one) : externalProblem(room, one);
  return problem === null
    ? []
    : [{ file, line: one.line, rule: problem.rule, says: `imports ${one.specifier}: ${problem.says}` }];
}

/**
 * @param {Room} room
 * @param {string} file
 * @param {Import} one
 */
function localProblem(room, file, one) {
  const target = targetOf(file, one);
  const other = roomOf(target);
  if (other === undefined) {
    return { rule: "import", says: `${target} is in no room` };
  }
  if (other !== room && !room.rooms.includes(other.name)) {
    return { rule: "import", says: `${room.name} may import ${listed(room.rooms)}, not ${other.name}` };
  }
  const isSibling = other === room || other.name === "kind shapes" || other.name === "kind verbs";
  if (room.ownFolderOnly === true && isSibling && dirname(target) !== dirname(file)) {
    return { rule: "import", says: "a kind imports nothing of another kind" };
  }
  return null;
}

/**
 * @param {Room} room
 * @param {Import} one
 */
function externalProblem(room, one) {
  if (isBuiltin(one.specifier)) {
    const isAllowed = room.io === true || PURE_NODE_MODULES.has(one.specifier);
    return isAllowed ? null : { rule: "io", says: `${room.name} does no I/O` };
  }
  const allowed = [...room.packages, ...(one.typeOnly ? (room.typePackages ?? []) : [])];
  if (allowed.some((pattern) => matches(pattern, one.specifier))) {
    return null;
  }
  return { rule: "package", says: `${room.name} may use ${listed(allowed)}` };
}

/**
 * @param {string} pattern
 * @param {string} specifier
 */
function matches(pattern, specifier) {
  if (pattern.endsWith("*")) {
    return specifier.startsWith(pattern.slice(0, -1));
  }
  return specifier === pattern || specifier.startsWith(`${pattern}/`);
}

/** @param {readonly string[]} names */
function listed(names) {
  return names.length === 0 ? "nothing" : `only ${names.join(", ")}`;
}

/**
 * @param {string} file
 * @returns {Violation[]}
 */
function inName(file) {
  const banned = file.split(/[^A-Za-z]+/).filter((word) => BANNED_WORDS.has(word));
  return banned.map((word) => ({ file, line: 1, rule: "name", says: `"${word}" does not say what its one job is` }));
}

/**
 * @param {string} file
 * @returns {Violation}
 */
function codeInBlueprints(file) {
  return { file, line: 1, rule: "code-in-blueprints", says: "blueprints are data; code belongs into src/blueprints" };
}

/**
 * @param {string[]} files
 * @returns {Violation}
 */
function cycle(files) {
  return { file: files[0] ?? "", line: 1, rule: "cycle", says: `imports itself through ${files.join(" → ")}` };
}
