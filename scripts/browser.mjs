// Runs the tests of test/browser in a headless Chromium. Installs Chromium with apt when there is none and that can be
// done; ends with 77, and says so plainly, when there is no browser to run them in.

import { spawnSync } from "node:child_process";
import { findChromium } from "./browser/chromium.mjs";

const NOT_RUN = 77;
const APT = "apt-get";

/** @param {readonly string[]} args */
function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  console.log(`> ${APT} ${args.join(" ")}`);
  return spawnSync(APT, ["-qq", ...args], { stdio: ["ignore", "ignore", "inherit"], env }).status === 0;
}

function installed() {
  const isRoot = process.getuid?.() === 0;
  return isRoot && apt(["update"]) && apt(["install", "-y", "--no-install-recommends", "chromium"])
    ? findChromium()
    : null;
}

const chromium = findChromium() ?? installed();
if (chromium === null) {
  console.log(
    "NOT RUN: the tests in a browser. There is no Chromium here, and apt-get cannot install one (it needs root and",
  );
  console.log("a network). Install Chromium, or name one in CHROMIUM, and run again: node scripts/browser.mjs");
  process.exit(NOT_RUN);
}
const tests = ["node_modules/vitest/vitest.mjs", "run", "--project", "browser", ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, tests, {
  stdio: "inherit",
  env: { ...process.env, CHROMIUM: chromium },
});
process.exitCode = status ?? 1;
