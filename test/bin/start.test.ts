import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "start-"));
  cpSync("bin", join(folder, "bin"), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function start() {
  return spawnSync(process.execPath, [join(folder, "bin/orgwright.js"), "plan"], { encoding: "utf8" });
}

it("says what to run when the command has not been built", () => {
  const { status, stdout, stderr } = start();
  expect(stderr).toContain('orgwright has not been built: dist/cli/main.js is missing.\nRun "npm run build" in ');
  expect([status, stdout]).toEqual([1, ""]);
});

it("starts the built command, and keeps the SDK from speaking about Node's age", () => {
  mkdirSync(join(folder, "dist/cli"), { recursive: true });
  const report = "console.log(process.argv[2], process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED);\n";
  writeFileSync(join(folder, "dist/cli/main.js"), report);
  const { status, stdout, stderr } = start();
  expect([status, stdout, stderr]).toEqual([0, "plan true\n", ""]);
});
