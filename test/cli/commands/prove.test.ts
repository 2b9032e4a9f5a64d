import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type ProveOptions, runProve } from "../../../src/cli/commands/prove.ts";
import type { Terminal } from "../../../src/cli/terminal.ts";

const FILE = "test/prove/organization.yaml";
const folder = mkdtempSync(join(tmpdir(), "orgwright-prove-"));

async function prove(options: Partial<ProveOptions>) {
  const out: string[] = [];
  const err: string[] = [];
  const text = { width: 80, colour: false };
  const terminal: Terminal = {
    out: (said) => void out.push(said),
    err: (said) => void err.push(said),
    outText: text,
    errText: text,
    interactive: false,
  };
  const given = {
    file: FILE,
    format: "text",
    offline: true,
    color: false,
    sandboxDir: join(folder, "sandbox"),
  } as const;
  const exit = await runProve({ logFormat: "text", ...given, ...options }, terminal);
  return { exit, out: out.join(""), err: err.join("") };
}

function catalogue(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const HEADER = "id,actor,account,action,resource,condition_context,expected,why_source,category\n";
const STAYS = `${HEADER}X-1,member-admin,workload,organizations:LeaveOrganization,*,,deny,own,own\n`;
const OPEN = `${STAYS}X-2,member-admin,workload,ec2:RunInstances,*,,deny,own,own\n`;

describe("prove --offline", () => {
  it("prints a table by category, what is open with the way through, and ends with 3 while something is", async () => {
    const { exit, out, err } = await prove({});
    expect({ exit, err }).toEqual({ exit: 3, err: "" });
    expect(out).toMatch(/^Attacks, which must be denied\n/);
    expect(out).toMatch(/Attacks denied, by account\n +shop/);
    expect(out).toMatch(/guardrail-role +\d+ +\d+ +\d+\n/);
    expect(out).toMatch(/ {2}A-CF-01 open \(in shop\)\n {6}a session of arn:aws:iam::/);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("ends with 0 when every attack is denied and nothing is broken", async () => {
    const { exit, out } = await prove({ catalogue: catalogue("stays.csv", STAYS) });
    expect(exit).toBe(0);
    expect(out).toMatch(/1 of 1 attacks are denied, 0 are open; 0 of 0 things/);
  });

  it("reads a catalogue from YAML too", async () => {
    const row =
      "{ id: X-2, actor: member-admin, account: workload, action: 'ec2:RunInstances', resource: '*', expected: deny }";
    const { exit, out } = await prove({ catalogue: catalogue("own.yaml", `- ${row}\n`) });
    expect(exit).toBe(3);
    expect(out).toContain("X-2 open");
  });

  it("refuses a catalogue that it cannot read, with its line", async () => {
    const path = catalogue("bad.csv", `${STAYS}X-3,nobody,workload,s3:GetObject,*,,deny,own,own\n`);
    const { exit, err } = await prove({ catalogue: path });
    expect(exit).toBe(1);
    expect(err).toContain("[catalogue-unreadable]");
    expect(err).toContain("bad.csv:3");
  });

  it("prints counts and rows as JSON", async () => {
    const { out } = await prove({ format: "json", catalogue: catalogue("open.csv", OPEN) });
    const { format, proofs, rows } = JSON.parse(out) as { format: number; proofs: object; rows: object[] };
    expect(format).toBe(1);
    expect(proofs).toEqual({
      attacks: { total: 2, denied: 1, open: 1, inconclusive: 0, notApplicable: 0 },
      mustStay: { total: 0, allowed: 0, broken: 0 },
    });
    expect(rows).toMatchObject([
      {
        ...{ id: "X-1", premise: "as-planned", account: "shop", expected: "deny", verdict: "denied" },
        by: [{ layer: "scp", at: "the root", policy: "foundation-stay", sid: "DenyLeaving" }],
        why: expect.stringContaining("denied by the service control policy foundation-stay"),
      },
      {
        ...{ id: "X-2", verdict: "open", account: "shop" },
        by: expect.arrayContaining([
          { layer: "identity", at: null, policy: "AdministratorAccess", sid: "statement 1" },
        ]),
      },
    ]);
  });

  it("explains a row layer by layer, whatever the capitals", async () => {
    const { exit, out } = await prove({ explain: "a-gr-01" });
    expect(exit).toBe(0);
    expect(out).toContain("layer by layer");
    expect(out).toContain("denies: foundation-protect-orgwright,");
  });

  it.each(["text", "json"] as const)(
    "ends with 3 when the row that it explains as %s is not as it should be",
    async (format) => {
      const own = { catalogue: catalogue("open.csv", OPEN), format };
      expect(await prove({ ...own, explain: "X-1" })).toMatchObject({ exit: 0, err: "" });
      expect(await prove({ ...own, explain: "X-2" })).toMatchObject({ exit: 3, err: "" });
    },
  );

  it("ends with 0 when somebody answers for the row that it explains", async () => {
    const waiver = "{ rows: [X-2], owner: ana, because: We do without, until: '2099-12-31' }";
    const file = catalogue("waived.yaml", `${readFileSync(FILE, "utf8")}waivers: [${waiver}]\n`);
    expect(await prove({ file, catalogue: catalogue("open.csv", OPEN), explain: "X-2" })).toMatchObject({ exit: 0 });
  });

  it("says so when there is no such row", async () => {
    expect(await prove({ explain: "A-XX-99" })).toMatchObject({ exit: 1, out: "" });
  });

  it("refuses a file with errors as validate does", async () => {
    const { exit, err } = await prove({ file: catalogue("bad.yaml", "version: 1\n") });
    expect(exit).toBe(1);
    expect(err).toContain("[missing-key]");
  });
});

describe("prove", () => {
  it("looks at the organization as it will stand, in AWS or a sandbox", async () => {
    const { exit, out } = await prove({ offline: false, sandbox: true, explain: "P-37" });
    expect(exit).toBe(0);
    expect(out).toContain("P-37");
    expect(out).toContain("allowed");
  });
});
