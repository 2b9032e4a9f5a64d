// Who may import whom. Type imports count. The reasons are in the design; this is the table as data.

/**
 * @typedef {object} Room
 * @property {string} name
 * @property {RegExp} path which files are in it, the first room of the table that matches
 * @property {readonly string[]} rooms the other rooms it may import
 * @property {readonly string[]} packages external packages it may import; a trailing `*` stands for the rest
 * @property {readonly string[]} [typePackages] external packages it may import types from
 * @property {boolean} [io] whether it may touch files, network, process, clock and randomness
 * @property {boolean} [ownFolderOnly] whether imports inside the room stay in the file's own folder
 */

const AWS_CLIENTS = "@aws-sdk/client-*";
const EVERY_ROOM_BUT_CLI = [
  "model",
  "policy",
  "config",
  "blueprints",
  "shapes",
  "kind shapes",
  "any kind",
  "verbs",
  "kind verbs",
  "any kind's verbs",
  "observe",
  "diff",
  "plan",
  "prove",
  "apply",
  "report",
  "aws/contract",
  "aws/live",
  "aws/sandbox",
  "aws/door",
  "wizard",
];

/** @type {readonly Room[]} */
export const ROOMS = [
  { name: "model", path: /^src\/model\//, rooms: [], packages: ["zod"] },
  { name: "policy", path: /^src\/policy\//, rooms: ["model"], packages: ["zod"] },
  { name: "config", path: /^src\/config\//, rooms: ["model"], packages: ["string-width", "yaml", "zod"] },
  { name: "blueprints", path: /^src\/blueprints\//, rooms: ["model", "config", "shapes"], packages: ["yaml", "zod"] },
  { name: "shapes", path: /^src\/kinds\/shapes\.ts$/, rooms: ["model", "kind shapes"], packages: [] },
  { name: "verbs", path: /^src\/kinds\/verbs\.ts$/, rooms: ["model", "kind verbs", "aws/contract"], packages: [] },
  {
    name: "kind shapes",
    // The file named as its folder, and what it is cut into.
    path: /^src\/kinds\/([^/]+)\/(\1|[^/]+\.shape)\.ts$/,
    rooms: ["model", "policy", "any kind"],
    packages: ["zod"],
    ownFolderOnly: true,
  },
  {
    name: "kind verbs",
    path: /^src\/kinds\/[^/]+\/[^/]+\.ts$/,
    rooms: ["model", "kind shapes", "any kind", "any kind's verbs", "aws/contract"],
    packages: [],
    ownFolderOnly: true,
  },
  {
    name: "any kind's verbs",
    path: /^src\/kinds\/[^/]+\.aws\.ts$/,
    rooms: ["model", "any kind", "aws/contract"],
    packages: [],
  },
  { name: "any kind", path: /^src\/kinds\/[^/]+\.ts$/, rooms: ["model", "policy"], packages: ["zod"] },
  { name: "observe", path: /^src\/observe\//, rooms: ["model", "verbs", "aws/contract"], packages: ["p-limit"] },
  { name: "diff", path: /^src\/diff\//, rooms: ["model", "shapes"], packages: [] },
  { name: "plan", path: /^src\/plan\//, rooms: ["model", "shapes"], packages: ["zod"] },
  { name: "prove", path: /^src\/prove\//, rooms: ["model", "policy", "shapes"], packages: ["yaml", "zod"] },
  { name: "apply", path: /^src\/apply\//, rooms: ["model", "verbs", "aws/contract"], packages: ["p-limit"] },
  { name: "report", path: /^src\/report\//, rooms: ["model"], packages: ["diff", "picocolors", "string-width"] },
  {
    name: "aws/contract",
    path: /^src\/aws\/contract\//,
    rooms: ["model"],
    packages: [],
    typePackages: [AWS_CLIENTS],
  },
  {
    name: "aws/live",
    path: /^src\/aws\/live\//,
    rooms: ["model", "aws/contract"],
    packages: [AWS_CLIENTS, "@aws-sdk/credential-providers", "@smithy/*"],
    io: true,
  },
  {
    name: "aws/sandbox",
    path: /^src\/aws\/sandbox\//,
    rooms: ["model", "policy", "aws/contract"],
    packages: ["yaml", "zod"],
    typePackages: [AWS_CLIENTS],
    io: true,
  },
  { name: "aws/door", path: /^src\/aws\/door\//, rooms: ["model", "aws/contract"], packages: ["p-limit"], io: true },
  { name: "wizard", path: /^src\/wizard\//, rooms: ["model", "config", "blueprints"], packages: ["yaml"] },
  { name: "story", path: /^src\/(pipeline|index)\.ts$/, rooms: EVERY_ROOM_BUT_CLI, packages: [] },
  {
    name: "cli",
    path: /^src\/cli\//,
    rooms: [...EVERY_ROOM_BUT_CLI, "story"],
    packages: ["commander", "listr2", "inquirer", "@inquirer/*", "picocolors", "string-width", "yaml", "zod"],
    io: true,
  },
];

/** Node's modules that compute and do nothing else; every other one is I/O. */
export const PURE_NODE_MODULES = new Set([
  "node:assert",
  "node:buffer",
  "node:crypto",
  "node:path",
  "node:path/posix",
  "node:url",
  "node:util",
]);

/** Names that say nothing about a file's one job. */
export const BANNED_WORDS = new Set([
  "common",
  "core",
  "helper",
  "helpers",
  "impl",
  "manager",
  "managers",
  "misc",
  "shared",
  "util",
  "utils",
]);

/** The files that may hand on what other files export: the package's face. The kinds' registries hold lists, not exports. */
export const FACES = new Set(["src/index.ts", "src/kinds/shapes.ts", "src/kinds/verbs.ts"]);

/**
 * The room of a file, or undefined when it is in none.
 * @param {string} file relative to the checkout's root, with forward slashes
 */
export function roomOf(file) {
  return ROOMS.find((room) => room.path.test(file));
}
