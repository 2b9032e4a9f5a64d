import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CommandOutcome, runInProcess } from "../../support/in-process.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "acme-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, "orgwright.yaml");
const written = () => readFileSync(file(), "utf8");

function init(...args: string[]): Promise<CommandOutcome> {
  return runInProcess(["init", "--sandbox", ...args], folder);
}

const EMAIL = ["--set", "organization.email=aws+{account}@acme.example", "--set", "organization.name=acme"];

/** A blueprint of a team's own, with a question of each kind that matters here. */
const FORENSICS = `blueprint: forensics
title: Where incidents are looked into
parameters:
  days: { type: integer, min: 1, max: 30, ask: For how many days may an analyst stay? }
  from: { type: string, default: logging, ask: Which account do analysts come from? }
resources:
  account: { kind: account, properties: { name: forensics, ou: security, tags: { Days: "\${param.days} days" } } }
`;

describe("orgwright init without a terminal", { timeout: 60_000 }, () => {
  it("asks for flags where nobody can be asked, and says which there are", async () => {
    const { code, stderr } = await init();
    expect(code).toBe(1);
    expect(stderr).toContain("--defaults, --answers FILE (init --answers-template prints one), or --set");
    expect(existsSync(file())).toBe(false);
  });

  it("writes a file with a comment for each blueprint and without any default", async () => {
    expect((await init("--defaults", ...EMAIL)).code).toBe(0);
    expect(written().split("\n").slice(0, 16).join("\n")).toMatchInlineSnapshot(`
      "# yaml-language-server: $schema=.orgwright/organization.schema.json
      # \`orgwright plan\` shows what this file would change, \`orgwright init\` asks its questions again.
      version: 1

      organization:
        name: acme
        email: aws+{account}@acme.example
        homeRegion: us-east-1
        regions: [us-east-1]
        managementAccount: "111111111111"

      blueprints:
        # The organization itself
        - use: foundation
          with:
            operators: { users: [admin] }"
    `);
    expect((await runInProcess(["validate"], folder)).code).toBe(0);
    expect(readdirSync(join(folder, ".orgwright")).sort()).toEqual(["organization.schema.json", "sandbox"]);
  });

  it("tells of an answer of which nothing is written once, in its own words", async () => {
    const { code, stderr } = await init("--offline", "--defaults", ...EMAIL, "--set", "foundation.operators=");
    expect(code).toBe(1);
    expect(stderr).toContain("foundation.operators: nothing stands behind the equals sign.");
    expect(stderr).not.toContain("has no answer");
    expect(stderr).not.toContain("The file");
  });

  it("tells all answers that are missing or wrong at once, and writes nothing", async () => {
    const { code, stderr } = await init(
      ...["--offline", "--set", "logging.retentionDays=3", "--set", "logging.retentoinDays=400"],
      ...["--set", "guardrails.lockRegions=perhaps", "--set", "nonsense"],
    );
    expect(code).toBe(1);
    expect(stderr.trimEnd().split("\n")).toMatchInlineSnapshot(`
      [
        "logging.retentionDays: \`retentionDays\` must be at least 90; it is 3. Write a",
        "  number of at least 90.",
        "logging.retentoinDays is not asked for. Did you mean logging.retentionDays?",
        "guardrails.lockRegions: \`lockRegions\` must be true or false; it is \`perhaps\`.",
        "  Write true or false.",
        "--set nonsense: write it as in --set logging.retentionDays=2555.",
        "organization.email has no answer: At which e-mail addresses shall the accounts",
        "  be registered?",
        "foundation.operators has no answer: Who may plan and apply with orgwright?",
        "workload.accounts has no answer: Which workload accounts shall there be?",
        "Nothing was written. Give answers with --answers FILE or --set ID=VALUE.",
      ]
    `);
    expect(existsSync(file())).toBe(false);
  });

  it("takes the answers of a file, and those of --set after them", async () => {
    writeFileSync(
      join(folder, "answers.yaml"),
      [
        "use: [foundation, logging, workload]",
        "organization: { name: acme, email: 'aws+{account}@acme.example', homeRegion: eu-west-1, regions: [eu-west-1] }",
        "foundation: { operators: { users: [ana] } }",
        "logging: { retentionDays: 400, lock: null }",
        "workload: { accounts: { shop-dev: { ou: workloads/dev } } }",
        "accounts: { logging: { email: logs@acme.example } }",
      ].join("\n"),
    );
    const { code, stderr } = await init("--offline", "--answers", "answers.yaml", "--set", "logging.retentionDays=500");
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(written()).toMatchInlineSnapshot(`
      "# yaml-language-server: $schema=.orgwright/organization.schema.json
      # \`orgwright plan\` shows what this file would change, \`orgwright init\` asks its questions again.
      version: 1

      organization:
        name: acme
        email: aws+{account}@acme.example
        homeRegion: eu-west-1
        regions: [eu-west-1]

      blueprints:
        # The organization itself
        - use: foundation
          with:
            operators: { users: [ana] }
        # The audit log of the whole organization
        - use: logging
          with:
            retentionDays: 500
        # Accounts for workloads
        - use: workload
          with:
            accounts:
              shop-dev: { ou: workloads/dev }

      accounts:
        logging: { email: logs@acme.example }
      "
    `);
  });

  it("prints a file of answers that it takes itself once the open ones are filled in", async () => {
    const { stdout } = await init("--answers-template");
    expect(stdout).toContain("  # retentionDays: 2555");
    const filled = stdout
      .replace(/^ {2}name:$/m, "  name: acme")
      .replace(/^ {2}email:$/m, "  email: aws+{account}@acme.example");
    writeFileSync(join(folder, "answers.yaml"), filled);
    const { code, stderr } = await init("--answers", "answers.yaml", "--defaults");
    expect(stderr).toContain("You are arn:aws:iam::111111111111:user/admin.");
    expect(code).toBe(0);
  });

  it("shows what would change in a file that is there, and changes its lines once that is allowed", async () => {
    await init("--defaults", ...EMAIL);
    const before = `${written()}# Ours.\n`;
    writeFileSync(file(), before);
    const asked = await init("--offline", "--set", "logging.retentionDays=400");
    expect(asked.code).toBe(1);
    expect(asked.stdout).toMatch(/^\+ {5}with:\n\+ {7}retentionDays: 400$/m);
    expect(asked.stderr).toContain("To write it, add --yes.");
    expect(written()).toBe(before);
    expect((await init("--offline", "--set", "logging.retentionDays=400", "--yes")).code).toBe(0);
    expect(written()).toBe(
      before.replace("  - use: logging\n", "  - use: logging\n    with:\n      retentionDays: 400\n"),
    );
    const again = await init("--offline", "--set", "logging.retentionDays=400");
    expect(again.stdout).toContain("orgwright.yaml says that already; it stays as it is.");
  });

  it("asks the questions of a team's own blueprint without code", async () => {
    writeFileSync(join(folder, "forensics.yaml"), FORENSICS);
    const without = await init("--offline", "--defaults", "--blueprint", "./forensics.yaml", ...EMAIL);
    expect(without.stderr).toContain("forensics.days has no answer: For how many days may an analyst stay?");
    const refused = await init("--defaults", "--blueprint", "./forensics.yaml", ...EMAIL, "--set", "forensics.days=31");
    expect(refused.stderr).toContain("forensics.days: `days` must be at most 30; it is 31.");
    const { code } = await init("--defaults", "--blueprint", "./forensics.yaml", ...EMAIL, "--set", "forensics.days=7");
    expect(code).toBe(0);
    expect(written()).toContain("  - use: ./forensics.yaml\n    with:\n      days: 7\n");
    const template = await init("--answers-template", "--blueprint", "./forensics.yaml");
    expect(template.stdout).toContain("# Where incidents are looked into\nforensics:\n");
  });

  it("leaves a file alone that cannot be read, and a blueprint that is not there is named", async () => {
    writeFileSync(file(), "version: 1\n  organization: [\n");
    const broken = await init("--defaults");
    expect(broken.code).toBe(1);
    expect(broken.stderr).toContain("has to be mended first");
    rmSync(file());
    const absent = await init("--defaults", "--blueprint", "./absent.yaml");
    expect(absent.stderr).toContain("There is no blueprint ./absent.yaml beside orgwright.yaml");
    expect(existsSync(file())).toBe(false);
  });
});
