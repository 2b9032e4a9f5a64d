// Takes the pictures of reports that the documentation shows, on a desktop and on a phone, into docs/images/. Founds the
// example in a throw-away sandbox, tampers with it, and plans both times. Needs the build and a Chromium.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findChromium, startChromium } from "./browser/chromium.mjs";

const EXAMPLE = "examples/acme/orgwright.yaml";
const IMAGES = "docs/images";

/** What is in sight: a report, where it is scrolled to, and the size of the screen. */
const VIEWS = [
  { name: "founding-desktop", report: "founding", at: "h1", width: 1120, height: 1250 },
  { name: "founding-phone", report: "founding", at: "#picture", width: 390, height: 844 },
  { name: "drift-desktop", report: "drift", at: "#steps", width: 1120, height: 760 },
  { name: "drift-phone", report: "drift", at: "h1", width: 390, height: 844 },
  { name: "founding-dark", report: "founding", at: "#picture", width: 1120, height: 700, dark: true },
];

const folder = mkdtempSync(join(tmpdir(), "orgwright-screenshots-"));

/** @param {readonly string[]} args */
function orgwright(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["bin/orgwright.js", ...args], { encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`orgwright ${args.join(" ")} ended with ${status}.\n${stderr}`);
  }
  return stdout;
}

/**
 * @param {string} service
 * @param {string} operation
 * @param {object} input
 */
function call(service, operation, input) {
  const where = ["--sandbox-dir", join(folder, "sandbox"), "--input", JSON.stringify(input)];
  return JSON.parse(orgwright(["sandbox", "call", service, operation, ...where]));
}

/** @param {string} name */
function plan(name) {
  const sandbox = ["--sandbox", "--sandbox-dir", join(folder, "sandbox")];
  orgwright(["plan", "-f", EXAMPLE, ...sandbox, "--out-html", join(folder, `${name}.html`)]);
}

/** Moves an account out of its unit, takes a guardrail off and lets an account have another owner. */
function tamper() {
  const [{ Id: root }] = call("organizations", "ListRoots", {}).Roots;
  const accounts = call("organizations", "ListAccounts", {}).Accounts;
  const idOf = (/** @type {string} */ name) =>
    accounts.find((/** @type {{ Name: string }} */ one) => one.Name === name).Id;
  const playground = idOf("playground");
  const [{ Id: unit }] = call("organizations", "ListParents", { ChildId: playground }).Parents;
  call("organizations", "MoveAccount", { AccountId: playground, SourceParentId: unit, DestinationParentId: root });
  const policies = call("organizations", "ListPolicies", { Filter: "SERVICE_CONTROL_POLICY" }).Policies;
  const stay = policies.find((/** @type {{ Name: string }} */ one) => one.Name === "foundation-stay").Id;
  call("organizations", "DetachPolicy", { PolicyId: stay, TargetId: root });
  call("organizations", "TagResource", { ResourceId: idOf("logging"), Tags: [{ Key: "Owner", Value: "nobody" }] });
}

async function main() {
  const chromium = findChromium();
  if (chromium === null) {
    throw new Error("There is no Chromium. Install one (apt-get install chromium), or name it in CHROMIUM.");
  }
  plan("founding");
  orgwright(["apply", "-f", EXAMPLE, "--sandbox", "--sandbox-dir", join(folder, "sandbox"), "--yes"]);
  tamper();
  plan("drift");
  mkdirSync(IMAGES, { recursive: true });
  const browser = await startChromium(chromium);
  const tab = await browser.newTab();
  for (const { name, report, at, width, height, dark } of VIEWS) {
    await tab.resize(width, height, dark);
    await tab.open(pathToFileURL(join(folder, `${report}.html`)).href);
    await tab.evaluate(`document.querySelector(${JSON.stringify(at)}).scrollIntoView()`);
    writeFileSync(join(IMAGES, `${name}.png`), await tab.screenshot());
    console.log(`${IMAGES}/${name}.png ${Math.round(readFileSync(join(IMAGES, `${name}.png`)).length / 1000)} kB`);
  }
  await browser.close();
}

try {
  await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
