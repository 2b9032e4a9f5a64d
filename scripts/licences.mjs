// Fails when a package that users install comes under a licence that is not permissive, and counts the licences.
// `--root DIR` checks another tree. Needs only package-lock.json, and node_modules where the lock names no licence.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

/** @typedef {{ version?: string, license?: unknown, dev?: boolean, link?: boolean }} Locked */
/** @typedef {{ name: string, version: string, licence: string }} Package */

/** By SPDX identifier (https://spdx.org/licenses/): they ask for their notice to be kept, or for nothing. */
const PERMISSIVE = ["MIT", "Apache-2.0", "ISC", "0BSD", "Unlicense", "CC0-1.0", "BlueOak-1.0.0"];
const BSD = /^BSD-\d-Clause$/;

const { values } = parseArgs({ options: { root: { type: "string", default: "." } } });
const packages = productionPackages(values.root);
const refused = packages.filter(({ licence }) => !isPermissive(licence));
for (const { name, version, licence } of refused) {
  console.error(
    `${name} ${version}: ${licence === "" ? "names no licence" : `its licence ${licence} is not permissive`}.`,
  );
}
if (refused.length > 0) {
  console.error(
    "Everybody who installs orgwright gets these packages. Use others, or find out with `npm explain NAME`",
  );
  console.error("what brings them and do without it.");
  process.exitCode = 1;
} else {
  console.log(`${packages.length} packages: ${counts(packages)}`);
}

/**
 * Every package that comes with an installation without development dependencies.
 *
 * @param {string} root
 * @returns {Package[]}
 */
function productionPackages(root) {
  /** @type {{ packages: Record<string, Locked> }} */
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  return Object.entries(lock.packages)
    .filter(([path, { dev, link }]) => path !== "" && dev !== true && link !== true)
    .map(([path, { version, license }]) => ({
      name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
      version: version ?? "",
      licence: licenceName(license ?? installedLicence(join(root, path, "package.json"))),
    }));
}

/**
 * @param {string} manifest
 * @returns {unknown}
 */
function installedLicence(manifest) {
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")).license : undefined;
}

/**
 * Old packages write an object with a type.
 *
 * @param {unknown} licence
 * @returns {string}
 */
function licenceName(licence) {
  if (typeof licence === "object" && licence !== null && "type" in licence) {
    return String(licence.type);
  }
  return typeof licence === "string" ? licence : "";
}

/**
 * Of alternatives one must be permissive, of licences that hold together all. AND binds first. Brackets within an expression
 * and exceptions (WITH) are for a person to judge and count as not permissive.
 *
 * @param {string} expression
 * @returns {boolean}
 */
function isPermissive(expression) {
  const bare = expression.replace(/^\(([^()]*)\)$/, "$1");
  if (/[()]/.test(bare)) {
    return false;
  }
  return bare.split(" OR ").some((choice) => choice.split(" AND ").every((name) => isPermissiveName(name.trim())));
}

/**
 * @param {string} name
 * @returns {boolean}
 */
function isPermissiveName(name) {
  return PERMISSIVE.includes(name) || BSD.test(name);
}

/**
 * @param {readonly Package[]} packages
 * @returns {string}
 */
function counts(packages) {
  /** @type {Map<string, number>} */
  const byLicence = new Map();
  for (const { licence } of packages) {
    byLicence.set(licence, (byLicence.get(licence) ?? 0) + 1);
  }
  const sorted = [...byLicence].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return sorted.map(([licence, count]) => `${licence} ${count}`).join(", ");
}
