import { appendFileSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runRecord } from "../../../src/report/run-record.ts";
import { runCommand } from "../../support/run-command.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "orgwright-runs-"));
const RUNS = join(FOLDER, ".orgwright", "runs");
const CANARY = "CANARYCANARYCANARY";
/** Credentials that are never needed in a sandbox, and that nothing may ever write down. */
const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: `AKIA${CANARY}`,
  AWS_SECRET_ACCESS_KEY: `secret${CANARY}`,
  AWS_SESSION_TOKEN: `token${CANARY}`,
};
const IN_SANDBOX = ["--sandbox", "--no-color"];

const orgwright = (...args: string[]) => runCommand(args, { cwd: FOLDER, env: CREDENTIALS });

beforeAll(async () => {
  copyFileSync("test/apply/small.yaml", join(FOLDER, "orgwright.yaml"));
  expect(await orgwright("apply", ...IN_SANDBOX, "--yes")).toMatchObject({ code: 0 });
}, 60_000);

afterAll(() => rmSync(FOLDER, { recursive: true }));

describe("orgwright runs", () => {
  it("lists the applies on record in 80 columns", async () => {
    const { stdout, code } = await orgwright("runs");
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^\d{4}-\d\d-\d\dT\S+Z\n {2}\d+ calls, \d+ of them writes, [1-9]\d* answered that something is not there,\s+[0-3]\s+without success; ended with exit code 0\n/,
    );
    expect(Math.max(...stdout.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  it("shows the last one call by call: what, where, for which step, and AWS's request", async () => {
    const { stdout } = await orgwright("runs", "last");
    expect(stdout).toContain("organizations:CreateAccount done");
    expect(stdout).toContain("workload/account:shop-dev · 111111111111 us-east-1 · shop-dev");
    expect(stdout).toMatch(/\d+ reads that AWS answered are not shown; --all shows them\./);
    expect(Math.max(...stdout.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect((await orgwright("runs", "last", "--all")).stdout).toContain("organizations:ListRoots done");
  });

  it("tells it all to programs", async () => {
    const listed = JSON.parse((await orgwright("runs", "--format", "json")).stdout);
    const [{ id, calls, writes, exit }] = listed.runs;
    const shown = JSON.parse((await orgwright("runs", id.slice(0, 16), "--format", "json")).stdout);
    expect(exit).toBe(0);
    expect(shown.run).toEqual(listed.runs[0]);
    expect(shown.calls).toHaveLength(calls);
    expect(shown.calls.filter(({ write }: { write: boolean }) => write)).toHaveLength(writes);
  });

  it("says so when there is no such run", async () => {
    expect(await orgwright("runs", "1999")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("No run on record is called 1999."),
    });
  });

  it("shows a run that was killed, cut line and all", () => {
    const [file = ""] = readdirSync(RUNS);
    const lines = readFileSync(join(RUNS, file), "utf8").split("\n");
    const cut = `${lines.slice(0, 8).join("\n")}\n${lines[8]?.slice(0, 20)}`;
    const record = runRecord("killed", cut);
    expect(record).toMatchObject({ exit: null, endedAt: null });
    expect(record.calls.at(-1)?.outcome).toMatch(/done|unanswered/);
    expect(record.calls.length).toBeGreaterThan(2);
  });
});

describe("the record of an apply", () => {
  it("holds no credentials, neither the caller's nor those of a role", async () => {
    // The port that nobody listens on: the real credentials would be used there.
    await orgwright("apply", "--yes", "--endpoint-url", "http://127.0.0.1:9");
    const texts = readdirSync(RUNS).map((file) => readFileSync(join(RUNS, file), "utf8"));
    expect(texts).toHaveLength(2);
    expect(texts.join("")).toContain("sts:AssumeRole");
    expect(texts.join("")).not.toMatch(/CANARY|ASIA|SessionToken|SecretAccessKey|@small\.example/);
  }, 60_000);

  it("is never read to decide anything: without it, or with nonsense in it, the next plan is the same", async () => {
    const plan = () => orgwright("plan", ...IN_SANDBOX, "--detailed-exitcode", "--format", "json");
    const steps = ({ stdout }: { stdout: string }) => JSON.parse(stdout).steps;
    const before = await plan();
    const [file = ""] = readdirSync(RUNS);
    appendFileSync(join(RUNS, file), "nonsense\n");
    const spoiled = await plan();
    rmSync(RUNS, { recursive: true });
    const after = await plan();
    expect([before.code, spoiled.code, after.code]).toEqual([0, 0, 0]);
    expect(steps(before)).toEqual([]);
    expect(steps(after)).toEqual(steps(before));
    expect(await orgwright("apply", ...IN_SANDBOX, "--yes")).toMatchObject({ code: 0 });
  }, 60_000);

  it("is what nothing is done without: a folder that cannot be made ends the apply before its first call", async () => {
    rmSync(join(FOLDER, ".orgwright"), { recursive: true });
    writeFileSync(join(FOLDER, ".orgwright"), "");
    const { code, stderr } = await orgwright("apply", "--yes", "--endpoint-url", "http://127.0.0.1:9");
    expect(code).toBe(1);
    expect(stderr).toContain(".orgwright/runs");
  });
});
