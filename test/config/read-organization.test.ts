import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CONFIG_FINDINGS } from "../../src/config/findings.ts";
import { readOrganization } from "../../src/config/read-organization.ts";
import type { Organization } from "../../src/model/organization.ts";

const GOOD = readFileSync(new URL("good.yaml", import.meta.url), "utf8");

function read(text: string): Organization {
  const { organization, findings } = readOrganization("orgwright.yaml", text);
  expect(findings).toEqual([]);
  return organization as Organization;
}

function told(text: string): string[] {
  return readOrganization("orgwright.yaml", text).findings.map(({ code, at }) => `${code} ${at?.line}:${at?.column}`);
}

describe("a good organization file", () => {
  test("is read whole", () => {
    const { blueprints, accounts, ...rest } = read(GOOD);
    expect(rest).toEqual({
      file: "orgwright.yaml",
      requires: ">=0.1",
      name: "acme",
      emailPattern: "aws+{account}@acme.example",
      homeRegion: "eu-west-1",
      regions: ["eu-west-1", "us-east-1"],
      pins: { managementAccount: "012345678901", organizationId: "o-abcdef1234" },
      moved: [
        {
          from: "workload/account:shop",
          to: "workload/account:shop-dev",
          at: { file: "orgwright.yaml", line: 29, column: 5 },
        },
      ],
      waivers: [
        {
          rows: ["A-OG-01", "A-TG-*"],
          owner: "ana",
          because: "The shop is sold",
          until: "2027-01-31",
          at: { file: "orgwright.yaml", line: 31, column: 5 },
        },
      ],
      at: { file: "orgwright.yaml", line: 3, column: 1 },
    });
    expect(blueprints.map(({ use, as }) => [use, as])).toEqual([
      ["foundation", null],
      ["workload", null],
      ["workload", "lab"],
      ["./blueprints/forensics.yaml", null],
    ]);
    expect(accounts.get("logging")?.positionOf("/tags/Owner")).toMatchObject({ line: 27 });
    expect([...accounts].map(([key, { positionOf: _, ...settings }]) => [key, settings])).toEqual([
      ["management", { tags: { Owner: "platform" }, at: { file: "orgwright.yaml", line: 22, column: 3 } }],
      [
        "logging",
        {
          name: "Log archive",
          email: "security+logs@acme.example",
          ou: "security",
          tags: { Owner: "security", "Cost Center": "0100" },
          at: { file: "orgwright.yaml", line: 23, column: 3 },
        },
      ],
    ]);
  });

  test("gives each blueprint's parameters as written, and their places", () => {
    const [foundation, workload, lab] = read(GOOD).blueprints;
    expect(foundation?.with).toEqual({ operators: { identityCenterRoles: ["PlatformAdmin"], oidc: [] } });
    expect(foundation?.at).toEqual({ file: "orgwright.yaml", line: 11, column: 5 });
    expect(workload?.positionOf("/accounts/shop-prod/days")).toMatchObject({ line: 17, column: 48 });
    expect(workload?.positionOf("/accounts/shop-prod/missing/deeper")).toMatchObject({ line: 17, column: 20 });
    expect(workload?.positionOf("")).toMatchObject({ line: 15, column: 7 });
    expect(lab?.positionOf("/accounts")).toEqual(lab?.at);
  });

  test("gives parameters that hold nothing but what is written", () => {
    const [foundation] = read(GOOD).blueprints;
    expect(foundation?.with["toString"]).toBeUndefined();
    expect(foundation?.with["operators"]).not.toHaveProperty("constructor");
  });

  test("needs neither requires, pins, accounts nor moves", () => {
    const text = GOOD.split("\n").filter((line) => !/^requires|managementAccount|^ {2}id:/.test(line));
    const { requires, pins, accounts, moved } = read(text.slice(0, text.indexOf("accounts:")).join("\n"));
    expect({ requires, pins, accounts: accounts.size, moved }).toEqual({
      requires: null,
      pins: { managementAccount: null, organizationId: null },
      accounts: 0,
      moved: [],
    });
  });

  test("means the same with a byte order mark and with Windows' line ends", () => {
    const windows = read(`\ufeff${GOOD.replaceAll("\n", "\r\n")}`);
    expect(JSON.stringify(windows)).toBe(JSON.stringify(read(GOOD)));
    expect(JSON.stringify([...windows.accounts])).toEqual(JSON.stringify([...read(GOOD).accounts]));
  });

  test("may have tags on the management account", () => {
    expect(read(GOOD).accounts.get("management")?.tags).toEqual({ Owner: "platform" });
  });
});

describe("an organization file with many errors", () => {
  const text = readFileSync(new URL("all-errors.yaml", import.meta.url), "utf8");

  test("is told all of them at once, in the order of the file", () => {
    expect(told(text)).toEqual([
      "unsupported-version 1:10",
      "bad-requires 2:11",
      "bad-name 4:9",
      "bad-email-pattern 5:10",
      "home-region-not-listed 6:15",
      "duplicate-region 7:24",
      "bad-region 7:35",
      "account-id-not-text 8:22",
      "bad-organization-id 9:7",
      "unknown-key 10:1",
      "unknown-key 13:5",
      "duplicate-instance 14:10",
      "missing-key 15:5",
      "wrong-type 17:55",
      "reserved-tag 17:58",
      "duplicate-email 18:19",
      "over-deep-ou 18:42",
      "yaml-duplicate-key 19:3",
      "management-setting 20:17",
      "misplaced-account-placeholder 20:21",
      "reserved-key 21:1",
      "empty-value 22:1",
    ]);
  });

  test("is told how to mend them", () => {
    const fixes = new Map(
      readOrganization("orgwright.yaml", text).findings.map(({ at, fix }) => [`${at?.line}:${at?.column}`, fix]),
    );
    expect(fixes.get("8:22")).toBe('Put it in quotes: "012345678901".');
    expect(fixes.get("10:1")).toBe("Did you mean `blueprints`?");
    expect(fixes.get("13:5")).toBe("Did you mean `with`?");
    expect(fixes.get("14:10")).toContain("`as:`");
    expect(fixes.get("17:55")).toBe('Put it in quotes: "7".');
  });

  test("is told at the same places with Windows' line ends", () => {
    expect(told(text.replaceAll("\n", "\r\n"))).toEqual(told(text));
  });
});

describe("an account id without quotes", () => {
  function explained(id: string): string | undefined {
    const { findings } = readOrganization("orgwright.yaml", GOOD.replace('"012345678901"', id));
    expect(findings.map((finding) => finding.code)).toEqual(["account-id-not-text"]);
    return findings[0]?.detail;
  }

  test("is told which number it was read as when it loses its zero", () => {
    expect(explained("012345678901")).toContain("YAML reads it as 12345678901.");
  });

  test("is told about the zero even when it has none", () => {
    expect(explained("112345678901")).toContain("An id that begins with 0 would lose it.");
  });
});

test("an unreadable value is told once, not again as one of the wrong type", () => {
  expect(told(GOOD.replace("[eu-west-1, us-east-1]", "*regions"))).toEqual(["yaml-alias 7:12"]);
  expect(told(GOOD.replace("name: acme", "<<: *base"))).toEqual(["yaml-merge-key 4:3", "yaml-alias 4:7"]);
});

test("every finding of this room has a summary of its own that names nobody", () => {
  const summaries = Object.values(CONFIG_FINDINGS).map(({ summary }) => summary);
  expect(new Set(summaries).size).toBe(summaries.length);
  for (const summary of summaries) {
    expect(summary).toMatch(/^[A-Z{][^.]*$/);
  }
});
