// What a source file takes from and gives to other files.

import { lineAt, parse, walk } from "./syntax.mjs";

/**
 * @typedef {import("./syntax.mjs").Node} Node
 * @typedef {{ specifier: string, typeOnly: boolean, line: number }} Import
 * @typedef {{ what: string, line: number }} Mark
 * @typedef {{ imports: Import[], defaultExports: Mark[], reExports: Mark[], ambient: Mark[] }} Links
 */

/**
 * What `text` imports in any form (types, `import()`, `typeof import()`), its default exports, what it hands on from
 * other files, and what it takes from its surroundings without importing it: clock, randomness, process, network.
 * @param {string} file
 * @param {string} text
 * @returns {Links}
 */
export function linksOf(file, text) {
  /** @type {Links} */
  const links = { imports: [], defaultExports: [], reExports: [], ambient: [] };
  const program = parse(file, text);
  const imported = importedNames(program);
  walk(program, (node) => {
    const line = lineAt(text, node.start);
    const from = importOf(node);
    if (from !== null) {
      links.imports.push({ ...from, line });
    }
    if (isDefaultExport(node)) {
      links.defaultExports.push({ what: "export default", line });
    }
    if (handsOn(node, imported)) {
      links.reExports.push({ what: text.slice(node.start, node.end).split("\n")[0] ?? "", line });
    }
    const ambient = ambientOf(node);
    if (ambient !== null) {
      links.ambient.push({ what: ambient, line });
    }
  });
  return links;
}

/**
 * @param {Node} node
 * @returns {{ specifier: string, typeOnly: boolean } | null}
 */
function importOf(node) {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
    case "ExportNamedDeclaration":
      return node["source"] ? { specifier: textOf(node["source"]), typeOnly: isTypeOnly(node) } : null;
    case "ImportExpression":
      return { specifier: textOf(node["source"]), typeOnly: false };
    case "TSImportType":
      return { specifier: textOf(node["source"]), typeOnly: true };
    case "TSExternalModuleReference":
      return { specifier: textOf(node["expression"]), typeOnly: false };
    default:
      return null;
  }
}

/**
 * A literal's text; anything computed is no text, and no rule allows it.
 * @param {unknown} node
 */
function textOf(node) {
  const value = /** @type {{ value?: unknown }} */ (node).value;
  return typeof value === "string" ? value : "(computed)";
}

/** @param {Node} node */
function isTypeOnly(node) {
  if (node["importKind"] === "type" || node["exportKind"] === "type") {
    return true;
  }
  const specifiers = /** @type {Node[]} */ (node["specifiers"] ?? []);
  return (
    specifiers.length > 0 && specifiers.every((one) => one["importKind"] === "type" || one["exportKind"] === "type")
  );
}

/** @param {Node} node */
function isDefaultExport(node) {
  return (
    node.type === "ExportDefaultDeclaration" ||
    node.type === "TSExportAssignment" ||
    (node.type === "ExportSpecifier" && nameOf(node["exported"]) === "default")
  );
}

/**
 * Whether an export hands on what another file made.
 * @param {Node} node
 * @param {ReadonlySet<string>} imported
 */
function handsOn(node, imported) {
  if (node.type === "ExportAllDeclaration") {
    return true;
  }
  if (node.type !== "ExportNamedDeclaration") {
    return false;
  }
  const specifiers = /** @type {Node[]} */ (node["specifiers"] ?? []);
  return Boolean(node["source"]) || specifiers.some((one) => imported.has(nameOf(one["local"])));
}

/**
 * @param {Node} program
 * @returns {ReadonlySet<string>}
 */
function importedNames(program) {
  const statements = /** @type {Node[]} */ (program["body"]).filter((one) => one.type === "ImportDeclaration");
  const specifiers = statements.flatMap((one) => /** @type {Node[]} */ (one["specifiers"]));
  return new Set(specifiers.map((one) => nameOf(one["local"])));
}

/** @param {unknown} node */
function nameOf(node) {
  const named = /** @type {{ name?: unknown, value?: unknown }} */ (node);
  return String(named.name ?? named.value);
}

const AMBIENT_OBJECTS = new Set(["process", "console", "performance", "crypto"]);
const AMBIENT_CALLS = new Set(["fetch", "setTimeout", "setInterval", "setImmediate", "queueMicrotask", "Date"]);
const AMBIENT_MEMBERS = new Set(["Math.random", "Date.now"]);

/**
 * The name of what `node` takes from its surroundings, or null.
 * @param {Node} node
 */
function ambientOf(node) {
  if (node.type === "MemberExpression") {
    const object = nameOf(node["object"]);
    const member = `${object}.${nameOf(node["property"])}`;
    return isIdentifier(node["object"]) && (AMBIENT_OBJECTS.has(object) || AMBIENT_MEMBERS.has(member)) ? member : null;
  }
  if (node.type === "CallExpression" && isIdentifier(node["callee"]) && AMBIENT_CALLS.has(nameOf(node["callee"]))) {
    return `${nameOf(node["callee"])}()`;
  }
  const isNow =
    node.type === "NewExpression" &&
    nameOf(node["callee"]) === "Date" &&
    /** @type {unknown[]} */ (node["arguments"]).length === 0;
  return isNow ? "new Date()" : null;
}

/** @param {unknown} node */
function isIdentifier(node) {
  return /** @type {{ type?: string }} */ (node).type === "Identifier";
}
