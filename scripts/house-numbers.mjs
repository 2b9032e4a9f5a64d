// Measures the source: sizes of files and functions, and what the house does not want at all. `--root DIR` measures
// another tree. Fails when a file or function is over its cap or something unwanted is there.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { filesBelow } from "./source/files.mjs";
import { lineAt, parse, walk } from "./source/syntax.mjs";

/**
 * @typedef {{ where: string, lines: number }} Size
 * @typedef {{ files: Size[], functions: Size[], anys: string[], classes: string[] }} Numbers
 */

const FILE_CAP = 400;
const FUNCTION_CAP = 80;
const FUNCTIONS = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

const { values } = parseArgs({ options: { root: { type: "string", default: "." } } });
const numbers = measure(values.root);
const problems = [
  ...over(numbers.files, FILE_CAP, "file"),
  ...over(numbers.functions, FUNCTION_CAP, "function"),
  ...numbers.anys.map((where) => `${where}: any; say what it is, or unknown`),
  ...numbers.classes.map((where) => `${where}: a class that is no error; use data and functions`),
];
const tests = filesBelow(values.root, "test").filter((file) => file.endsWith(".ts"));
const testLines = sum(tests.map((file) => linesOf(readFileSync(join(values.root, file), "utf8"))));
const sourceLines = sum(numbers.files.map((file) => file.lines));

console.log(`files      ${spread(numbers.files)}, cap ${FILE_CAP}`);
console.log(`functions  ${spread(numbers.functions)}, cap ${FUNCTION_CAP}`);
console.log(
  `lines      ${sourceLines} of source, ${testLines} of tests (${(testLines / sourceLines).toFixed(1)} to one)`,
);
console.log(`any        ${numbers.anys.length}; classes other than errors ${numbers.classes.length}`);
for (const problem of problems) {
  console.error(problem);
}
process.exitCode = problems.length === 0 ? 0 : 1;

/**
 * @param {string} root
 * @returns {Numbers}
 */
function measure(root) {
  /** @type {Numbers} */
  const numbers = { files: [], functions: [], anys: [], classes: [] };
  /** @type {Map<import("./source/syntax.mjs").Node, Size>} */
  const sizes = new Map();
  for (const file of filesBelow(root, "src").filter((name) => name.endsWith(".ts"))) {
    const text = readFileSync(join(root, file), "utf8");
    numbers.files.push({ where: file, lines: linesOf(text) });
    walk(parse(file, text), (node, parents) => {
      const where = `${file}:${lineAt(text, node.start)}`;
      if (FUNCTIONS.has(node.type) && isBlock(node["body"])) {
        const lines = lineAt(text, node.end) - lineAt(text, node.start) + 1;
        const size = { where, lines };
        sizes.set(node, size);
        numbers.functions.push(size);
        // What a function holds of other functions is theirs: it keeps the line that names each.
        const outer = parents.findLast((parent) => sizes.has(parent));
        if (outer !== undefined) {
          /** @type {Size} */ (sizes.get(outer)).lines -= lines - 1;
        }
      } else if (node.type === "TSAnyKeyword" && !isExcused(text, node.start)) {
        numbers.anys.push(where);
      } else if (node.type === "ClassDeclaration" && !isError(node)) {
        numbers.classes.push(where);
      }
    });
  }
  return numbers;
}

/** @param {unknown} node */
function isBlock(node) {
  return /** @type {{ type?: string } | null} */ (node)?.type === "BlockStatement";
}

/** @param {import("./source/syntax.mjs").Node} node */
function isError(node) {
  const parent = /** @type {{ name?: string } | null} */ (node["superClass"]);
  return parent?.name?.endsWith("Error") === true;
}

/**
 * Whether the line before says why `any` has to stand here.
 * @param {string} text
 * @param {number} offset
 */
function isExcused(text, offset) {
  const before = text.slice(0, offset).split("\n").at(-2) ?? "";
  return before.includes("biome-ignore lint/suspicious/noExplicitAny:");
}

/**
 * @param {Size[]} sizes
 * @param {number} cap
 * @param {string} what
 */
function over(sizes, cap, what) {
  const large = sizes.filter((size) => size.lines > cap);
  return large.map(
    ({ where, lines }) => `${where}: a ${what} of ${lines} lines, over the cap of ${cap}; split it by job`,
  );
}

/** @param {Size[]} sizes */
function spread(sizes) {
  const sorted = sizes.map((size) => size.lines).sort((a, b) => a - b);
  /** @param {number} share */
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return `${sorted.length}: median ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)} lines`;
}

/** @param {string} text */
function linesOf(text) {
  return text.split("\n").length - 1;
}

/** @param {number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
