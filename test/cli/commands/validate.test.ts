import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runInProcess } from "../../support/in-process.ts";

const folder = mkdtempSync(join(tmpdir(), "orgwright-validate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FILE = `version: 1
organization:
  name: acme
  email: aws+{account}@acme.example
  homeRegion: eu-west-1
  regions: [eu-west-1]
blueprints:
  - use: foundation
    with: { operators: { users: 5 }, units: nope }
  - use: logging
    with: { retentionDays: many, lock: sometimes }
  - use: workload
    with: { accounts: { shop: { ou: workloads/dev } } }
`;

async function validated(text: string) {
  writeFileSync(join(folder, "orgwright.yaml"), text);
  const { code, stdout } = await runInProcess(["validate", "--format", "json"], folder);
  const { findings } = JSON.parse(stdout) as {
    findings: { code: string; severity: string; at: { file: string; line: number } }[];
  };
  return { code, errors: findings.filter(({ severity }) => severity === "error") };
}

describe("a file that is not there", () => {
  it.each([
    ["validate", ["validate"]],
    ["plan", ["plan", "--sandbox"]],
    ["prove", ["prove", "--offline"]],
    ["people", ["people", "welcome", "ANA"]],
  ])("is a finding in the JSON of %s", async (_, args) => {
    const { code, stdout } = await runInProcess([...args, "-f", "nofile.yaml", "--format", "json"], folder);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ format: 1, findings: [{ code: "no-organization-file" }] });
  });

  it("is told in words otherwise", async () => {
    const { code, stderr } = await runInProcess(["validate", "-f", "nofile.yaml"], folder);
    expect(code).toBe(1);
    expect(stderr).toContain("The organization file nofile.yaml cannot be read. There is no such file.");
    expect(stderr).toContain("orgwright init");
  });
});

describe("validate, of parameters that are wrong", () => {
  it("tells each of them and nothing that only follows from them, least of all in a shipped blueprint", async () => {
    const { code, errors } = await validated(FILE);
    expect(code).toBe(1);
    expect(errors.map((error) => `${error.code} ${error.at.line}`)).toEqual([
      "wrong-parameter 9",
      "wrong-parameter 9",
      "wrong-parameter 11",
      "wrong-parameter 11",
    ]);
  });

  it("still tells what else is wrong", async () => {
    const { errors } = await validated(FILE.replace("accounts: { shop", "acounts: { shop"));
    expect(errors.map(({ code }) => code)).toEqual(expect.arrayContaining(["wrong-parameter", "unknown-parameter"]));
  });

  it("tells of a parameter that is missing once, and not of what needs it", async () => {
    const { errors } = await validated(`${FILE.slice(0, FILE.indexOf("  - use: foundation"))}  - use: foundation\n`);
    expect(errors.map(({ code }) => code)).toEqual(["missing-parameter"]);
  });
});

describe("validate, as text", () => {
  it("tells errors first, and counts at the end", async () => {
    const text = FILE.replace("retentionDays: many, lock: sometimes", "retentionDays: 500");
    writeFileSync(join(folder, "orgwright.yaml"), text.replace("units: nope", "units: [a]"));
    const { code, stderr } = await runInProcess(["validate"], folder);
    expect(code).toBe(1);
    expect(stderr.search(/^error:/m)).toBeGreaterThanOrEqual(0);
    expect(stderr.trimEnd()).toMatch(/\n\n1 error\.$/);
    const tagged = text.replace("{ operators: { users: 5 }, units: nope }", "{ operators: { users: [ops] } }");
    writeFileSync(
      join(folder, "orgwright.yaml"),
      `${tagged}  - use: tagging\n    with: { demandIn: [], required: { A: {} } }\n`,
    );
    const mixed = await runInProcess(["validate"], folder);
    expect(mixed.stderr.search(/^error:/m)).toBeLessThan(mixed.stderr.search(/^warning:/m));
    expect(mixed.stderr.trimEnd()).toMatch(/\n\n1 error, 1 warning\.$/);
    expect(mixed.stderr).toContain("`logging/account` and `workload/account:shop` have no tag `A`");
  });

  it.each([
    ["an unknown format", ["validate", "--format", "pdf"], 1],
    ["an unknown consent", ["apply", "--sandbox", "--allow", "foo"], 1],
    ["a plan that is not there", ["show", "a-plan-with-a-long-name-in-a-folder-that-is-not-there-either/nope.json"], 1],
    ["an unknown run", ["runs", "zzz"], 1],
  ])("fits 80 columns: %s", async (_, args, expected) => {
    const { code, stderr } = await runInProcess(args, folder);
    expect(code).toBe(expected);
    expect(stderr).not.toBe("");
    const words = stderr.split("\n").filter((line) => line.length > 80 && line.trim().includes(" "));
    expect(words).toEqual([]);
  });
});
