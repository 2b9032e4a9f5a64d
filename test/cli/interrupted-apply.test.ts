import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openScreen, type Screen } from "../support/screen.ts";
import { openSlowAws, type SlowAws } from "../support/slow-aws.ts";

const FILE = `version: 1
organization:
  name: small
  email: aws+{account}@small.example
  homeRegion: eu-west-1
  regions: [eu-west-1]
  managementAccount: "111111111111"
blueprints:
  - use: foundation
    with:
      operators: { users: [admin] }
`;

const SHOW_CURSOR = "\u001b[?25h";
const HIDE_CURSOR = "\u001b[?25l";

let folder: string;
let aws: SlowAws;
let screen: Screen;

/** An apply in a real terminal whose first write is under way and stays so. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "orgwright-interrupted-"));
  writeFileSync(join(folder, "orgwright.yaml"), FILE);
  aws = await openSlowAws();
  const args = ["apply", "--founder", "--yes", "--allow", "creates-organization", "--endpoint-url", aws.url];
  const env = { AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "example", AWS_REGION: "eu-west-1" };
  screen = openScreen({ args, cwd: folder, env, patience: 15_000 });
  await screen.until(() => aws.asked.includes("CreateOrganization"));
}, 60_000);

afterEach(async () => {
  screen.kill();
  await aws.close();
  rmSync(folder, { recursive: true });
});

function expectTerminalRestored(): void {
  expect(screen.raw().lastIndexOf(SHOW_CURSOR)).toBeGreaterThanOrEqual(screen.raw().lastIndexOf(HIDE_CURSOR));
}

describe.each([
  ["Ctrl-C", () => screen.press("interrupt")],
  ["SIGTERM", () => screen.signal("SIGTERM")],
])("an apply that is interrupted by %s", (_by, interrupt) => {
  it("finishes what is under way, begins nothing else, and says so", async () => {
    interrupt();
    await screen.until("Stopping: what is under way is finished first.");
    const before = aws.asked.length;
    aws.release();
    expect(await screen.ended).toBe(130);
    expect(aws.asked.slice(before)).toContain("TagResource");
    expect(aws.asked.filter((operation) => /^(Create|Enable|Attach)/.test(operation))).toEqual(["CreateOrganization"]);
    expect(screen.text()).toMatch(/1 .*done/);
    expectTerminalRestored();
  }, 60_000);

  it("stops at once when it is interrupted again, without waiting for AWS", async () => {
    interrupt();
    await screen.until("Stopping: what is under way is finished first.");
    interrupt();
    expect(await screen.ended).toBe(130);
    expect(screen.text().replaceAll(/\s+/g, "")).toContain("thenextrunlooksfirst");
    expectTerminalRestored();
  }, 60_000);
});
