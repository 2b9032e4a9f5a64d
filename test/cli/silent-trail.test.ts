import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSandbox, type RawCall } from "../../src/aws/sandbox/sandbox.ts";
import { runInProcess } from "../support/in-process.ts";

const PATIENCE = { timeout: 60_000 };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const HOME = "eu-west-1";
const FILE = `version: 1
organization:
  name: acme
  email: aws+{account}@acme.example
  homeRegion: eu-west-1
  regions: [eu-west-1]
  managementAccount: "111111111111"
blueprints:
  - use: foundation
    with: { operators: { users: [admin] } }
  - use: logging
  - use: workload
    with: { accounts: { shop: { ou: workloads/dev } } }
`;
const APPLY = ["apply", "--yes", "--sandbox"];

interface Called {
  readonly at: string;
  readonly service: string;
  readonly operation: string;
  readonly input: { readonly AccountName?: string };
}

let folder: string;
let directory: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "orgwright-silent-trail-"));
  directory = join(folder, ".orgwright/sandbox");
  writeFileSync(join(folder, "orgwright.yaml"), FILE);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the sandbox on disk as the command does, beside the command. */
async function inSandbox(
  work: (sandbox: Awaited<ReturnType<typeof openSandbox>>) => Promise<void>,
  deliveryMilliseconds?: number,
): Promise<void> {
  const sandbox = await openSandbox({
    directory,
    ...(deliveryMilliseconds === undefined ? {} : { tempo: { deliveryMilliseconds } }),
  });
  await work(sandbox);
  await sandbox.close();
}

/** Lets time pass in the sandbox, which keeps the time of its last call. */
async function pass(milliseconds: number): Promise<void> {
  await inSandbox(async ({ clock, raw }) => {
    await clock.sleep(milliseconds);
    await raw({ service: "organizations", operation: "ListRoots", input: {}, region: "us-east-1" });
  });
}

function called(): readonly Called[] {
  const text = readFileSync(join(directory, "calls.jsonl"), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Called);
}

/** Minutes of the virtual clock from the last StartLogging to the last call of all. */
function minutesWaited(): number {
  const calls = called();
  const started = calls.findLast(({ operation }) => operation === "StartLogging")?.at ?? "";
  return (Date.parse(calls.at(-1)?.at ?? "") - Date.parse(started)) / MINUTE;
}

const ordered = () => called().flatMap(({ input: { AccountName: name } }) => name ?? []);

/** What is said on a screen, on one line. */
const oneLine = (text: string) => text.replaceAll(/\s+/g, " ");

describe("an apply whose trail does not deliver", PATIENCE, () => {
  it("ends unfinished within twenty minutes, says what is the matter and what to do, and makes no other account", async () => {
    await inSandbox(async () => {}, 25 * HOUR);
    const { code, stdout } = await runInProcess(APPLY, folder);
    expect(code).toBe(4);
    expect(minutesWaited()).toBeGreaterThanOrEqual(20);
    expect(minutesWaited()).toBeLessThan(22);
    const said = oneLine(stdout);
    expect(said).toContain("within twenty minutes no log file was seen to arrive; CloudTrail reports no error");
    expect(said).toContain("Run again: it goes on waiting, and makes nothing twice.");
    expect(ordered()).toEqual(["logging"]);
  });

  it("is told of by every plan once a day has passed without a log file", async () => {
    await inSandbox(async () => {}, 72 * HOUR);
    await runInProcess(APPLY, folder);
    await pass(25 * HOUR);
    const { code, stdout } = await runInProcess(["plan", "--sandbox"], folder);
    expect(code).toBe(0);
    const said = oneLine(stdout);
    expect(said).toContain("[trail-silent]");
    expect(said).toContain("has delivered nothing since that was done at");
    expect(said).toContain("ask AWS Support");
  });

  it("goes on by itself once log files arrive", async () => {
    await inSandbox(async () => {}, 60 * MINUTE);
    expect((await runInProcess(APPLY, folder)).code).toBe(4);
    await pass(60 * MINUTE);
    expect((await runInProcess(APPLY, folder)).code).toBe(0);
    expect(ordered()).toEqual(["logging", "shop"]);
  });
});

describe("an apply whose trail CloudTrail cannot write", PATIENCE, () => {
  it("ends unfinished with CloudTrail's own error and where to look, and goes on once that is put right", async () => {
    expect((await runInProcess(APPLY, folder)).code).toBe(0);
    const kms = (operation: string, id: string, account: string): RawCall => {
      return { service: "kms", operation, input: { KeyId: id }, account, region: HOME };
    };
    const trail = (operation: string): RawCall => {
      return { service: "cloudtrail", operation, input: { Name: "org-trail" }, region: HOME };
    };
    await inSandbox(async ({ world, raw }) => {
      const [key] = Object.values(world.keys);
      await raw(kms("DisableKey", key?.id ?? "", key?.account ?? ""));
      await raw(trail("StopLogging"));
    });
    const { code, stdout } = await runInProcess(APPLY, folder);
    expect(code).toBe(4);
    expect(minutesWaited()).toBeLessThan(22);
    const said = oneLine(stdout);
    expect(said).toContain("[trail-delivery-fails]");
    expect(said).toContain("CloudTrail reports KMS.DisabledException for log files");
    expect(said).toContain("a disabled key");
    const plan = oneLine((await runInProcess(["plan", "--sandbox"], folder)).stdout);
    expect(plan).toContain("[key-not-usable]");
    await inSandbox(async ({ world, raw }) => {
      const [key] = Object.values(world.keys);
      await raw(kms("EnableKey", key?.id ?? "", key?.account ?? ""));
    });
    expect((await runInProcess(APPLY, folder)).code).toBe(0);
  });
});
