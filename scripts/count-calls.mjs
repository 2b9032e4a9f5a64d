// Counts the calls of a plan that finds nothing to do, and holds them to a budget: at the level of the organization
// what the listings of the world in question need at the least, and a few for each member account, hops included, with
// what its buckets, keys, settings and other things take besides.
// Founds the example in a sandbox first. `--file FILE` takes another organization, `--margin N` another allowance.
// Needs the built command.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** @typedef {{ account: string, service: string, operation: string, input: Record<string, unknown> }} Call */
/** @typedef {{ policyTypes: string[], trustedServices: string[], managementAccount: string }} Organization */
/** @typedef {{ id: string, parent: string }} Unit */
/** @typedef {{ type: string, attachedTo: string[] }} Policy */
/** @typedef {{ kind: string, place: { account: string } }} Thing */
/** @typedef {{ id: string, name: string }} Account */
/** @typedef {{ organization: Organization, units: Unit[], accounts: Account[], policies: Policy[], resources: Thing[] }} World */

const PAGE = 20;
const TAGGED_PAGE = 100;
const DEEPEST = 5;
const CALLS_PER_MEMBER = 4;
/** What AWS tells of one thing in separate calls, and how many listings find the things of the kind. */
const CALLS_OF_KIND = {
  "s3-bucket": { each: 8, listings: 2 },
  "kms-key": { each: 4, listings: 2 },
  "ecr-repository": { each: 3, listings: 1 },
  "ssm-parameter": { each: 2, listings: 0 },
  "ram-share": { each: 2, listings: 0 },
  "iam-oidc-provider": { each: 1, listings: 0 },
  "iam-policy": { each: 1, listings: 0 },
  "password-policy": { each: 1, listings: 0 },
  "account-alias": { each: 1, listings: 0 },
  // In each region; one more for each image.
  "image-sharing": { each: 1, listings: 0 },
  // S3 wants to be told the account's id, which a second call tells.
  "s3-account-public-access-block": { each: 2, listings: 0 },
};
/** Shares and parameters are looked for wherever the file has things in a region: some may be left over. */
const REGIONAL = ["s3-bucket", "kms-key", "ecr-repository", "ssm-parameter", "ram-share"];
const LISTINGS_WHERE_REGIONAL = 2;

const { values } = parseArgs({
  options: {
    file: { type: "string", default: "examples/acme/orgwright.yaml" },
    margin: { type: "string", default: "1.05" },
  },
});
const repository = fileURLToPath(new URL("..", import.meta.url));
const file = resolve(values.file);
const folder = mkdtempSync(join(tmpdir(), "orgwright-calls-"));
try {
  process.exitCode = report();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @returns {number} the exit code */
function report() {
  orgwright("apply", "--yes");
  const founding = calls().length;
  orgwright("plan", "--detailed-exitcode");
  const made = calls().slice(founding);
  const world = /** @type {World} */ (JSON.parse(orgwright("show", "--all", "--format", "json")));

  const needed = neededCalls(world);
  const budget = Number(values.margin) * sum(Object.values(needed));
  const used = organizationCalls(made, world);
  console.log("At the level of the organization, by operation, and what the listings need:");
  for (const operation of [...new Set([...Object.keys(used), ...Object.keys(needed)])].sort()) {
    console.log(`  ${operation}: ${used[operation] ?? 0} of ${needed[operation] ?? 0}`);
  }
  const total = sum(Object.values(used));
  console.log(`Organization: ${total} calls, budget ${budget.toFixed(1)} (${values.margin} times what is needed).`);
  const members = Object.entries(memberCalls(made, world)).map(([id, count]) => {
    const { name = id } = world.accounts.find((account) => account.id === id) ?? {};
    return { name, count, allowed: memberBudget(name, world) };
  });
  for (const { name, count, allowed } of members) {
    console.log(`Account ${name}: ${count} calls, budget ${allowed}.`);
  }
  return total <= budget && members.every(({ count, allowed }) => count <= allowed) ? 0 : 1;
}

/**
 * The fewest calls that tell everything a plan compares, from how much there is of it.
 *
 * @param {World} world
 * @returns {Record<string, number>}
 */
function neededCalls({ organization, units, accounts, policies }) {
  // Every enabled type of service or resource control has one policy of AWS's own.
  const ofType = (/** @type {string} */ type) =>
    policies.filter((policy) => policy.type === type).length + (type.endsWith("CONTROL_POLICY") ? 1 : 0);
  const parents = units.filter(({ id }) => depthOf(id, units) < DEEPEST).length + 1;
  const tagged = 1 + units.length + accounts.length + policies.length;
  return {
    "organizations:DescribeOrganization": 1,
    "organizations:ListRoots": 1,
    "organizations:ListAccounts": pages(accounts.length),
    "organizations:ListOrganizationalUnitsForParent": parents,
    "organizations:ListPolicies": sum(organization.policyTypes.map((type) => pages(ofType(type)))),
    "organizations:DescribePolicy": policies.length,
    "organizations:ListTargetsForPolicy": sum(policies.map(({ attachedTo }) => pages(attachedTo.length))),
    "organizations:ListAWSServiceAccessForOrganization": pages(organization.trustedServices.length),
    "tagging:GetResources": Math.ceil(tagged / TAGGED_PAGE),
  };
}

/**
 * @param {readonly Call[]} made
 * @param {World} world
 * @returns {Record<string, number>} calls by operation
 */
function organizationCalls(made, { organization }) {
  return counted(
    made.filter(
      ({ account, service }) =>
        account === organization.managementAccount && (service === "organizations" || service === "tagging"),
    ),
    ({ service, operation }) => `${service}:${operation}`,
  );
}

/**
 * @param {readonly Call[]} made
 * @param {World} world
 * @returns {Record<string, number>} calls by member account; a hop into one counts as one of its calls
 */
function memberCalls(made, { organization }) {
  const target = (/** @type {Call} */ { account, operation, input }) =>
    operation === "AssumeRole" ? (/:iam::(\d{12}):/.exec(String(input["RoleArn"]))?.[1] ?? account) : account;
  const { [organization.managementAccount]: _management, ...members } = counted(made, target);
  return members;
}

/**
 * @param {string} account its name
 * @param {World} world
 */
function memberBudget(account, { resources }) {
  const here = resources.filter(({ place }) => place.account === account);
  const things = Object.entries(CALLS_OF_KIND).map(([kind, { each, listings }]) => {
    const count = here.filter((one) => one.kind === kind).length;
    return count === 0 ? 0 : listings + each * count;
  });
  const isRegional = here.some(({ kind }) => REGIONAL.includes(kind));
  return CALLS_PER_MEMBER + (isRegional ? LISTINGS_WHERE_REGIONAL : 0) + sum(things);
}

/**
 * @param {readonly Call[]} all
 * @param {(call: Call) => string} nameOf
 * @returns {Record<string, number>}
 */
function counted(all, nameOf) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const call of all) {
    counts[nameOf(call)] = (counts[nameOf(call)] ?? 0) + 1;
  }
  return counts;
}

/**
 * @param {string} id
 * @param {readonly Unit[]} units
 * @returns {number} levels below the root
 */
function depthOf(id, units) {
  const unit = units.find((one) => one.id === id);
  return unit === undefined ? 0 : 1 + depthOf(unit.parent, units);
}

/**
 * @param {number} items
 * @returns {number} pages of a list; that nothing is there takes one page as well
 */
function pages(items) {
  return Math.max(1, Math.ceil(items / PAGE));
}

/** @param {readonly number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

/** @returns {Call[]} every call of the sandbox so far */
function calls() {
  const lines = readFileSync(join(folder, "sandbox", "calls.jsonl"), "utf8")
    .trimEnd()
    .split("\n");
  return lines.map((line) => JSON.parse(line));
}

/**
 * @param {readonly string[]} given
 * @returns {string} standard output
 */
function orgwright(...given) {
  const [command = "", ...options] = given;
  const sandbox = ["--sandbox", "--sandbox-dir", join(folder, "sandbox"), "-f", file];
  const bin = join(repository, "bin", "orgwright.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, command, ...sandbox, ...options], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) {
    throw new Error(`orgwright ${given.join(" ")} ended with ${status}.\n${stdout}\n${stderr}`);
  }
  return stdout;
}
