import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { shippedTables } from "../../src/cli/shipped.ts";
import { openSource } from "../../src/cli/source.ts";
import { validate } from "../../src/pipeline.ts";

const GOOD = `version: 1
organization:
  name: acme
  email: aws+{account}@acme.example
  homeRegion: eu-west-1
  regions: [eu-west-1]
  managementAccount: "111111111111"
blueprints:
  - use: foundation
    with: { operators: { users: [admin] } }
  - use: identity
    with:
      people:
        - { name: ana, groups: [platform], tags: { Team: platform } }
      groups:
        platform: { grants: [{ role: Admin, in: ["workloads/**"] }] }
      breakGlass: [keeper-one, keeper-two]
  - use: publishing
    with:
      repositories: [app]
      publishers: ["repo:acme/app:ref:refs/heads/main"]
      images: { base: ami-0123456789abcdef0 }
  - use: tagging
    with:
      required: { CostCenter: { values: ["100", "200"] } }
      demandIn: [workloads]
  - use: workload
    with: { accounts: { shop: { ou: workloads/dev, tags: { CostCenter: "100" } } } }
accounts:
  identity: { tags: { CostCenter: "100" } }
  publishing: { tags: { CostCenter: "100" } }
`;

const folder = mkdtempSync(join(tmpdir(), "orgwright-bad-input-"));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What is told of a file, as \`severity code line:column detail\`. */
function toldOf(text: string): string[] {
  const file = join(folder, "orgwright.yaml");
  writeFileSync(file, text);
  return validate(openSource(file), shippedTables(), "0.1.0").findings.map(({ severity, code, at, detail }) => {
    const elsewhere = at?.file === file ? "" : `${at?.file}:`;
    return `${severity} ${code} ${elsewhere}${at?.line}:${at?.column} ${detail}`;
  });
}

function unitTag(key: string, value: string): string {
  return `unitTags: { workloads/prod: { ${key}: "${value}" } }`;
}

const CASES: readonly (readonly [what: string, from: string, to: string, told: string])[] = [
  [
    "operators among whom nobody is",
    "with: { operators: { users: [admin] } }",
    "with: { operators: { users: [] } }",
    "error wrong-parameter 10:24 `operators` holds nothing: of users, identityCenterRoles and oidc, at least one must name somebody or something.",
  ],
  // Who
  ["an unknown group", "groups: [platform]", "groups: [platfrom]", "error unmet-expectation 14:33 There is no group"],
  ["a person in no group", "groups: [platform]", "groups: []", "error unmet-expectation 14:11 `ana` is in no group"],
  [
    "a person twice",
    "        - { name: ana",
    "        - { name: ana, groups: [platform] }\n        - { name: ana",
    "error ",
  ],
  [
    "a pattern that matches no account",
    "workloads/**",
    "workload/**",
    "error unmet-expectation 16:50 No account is in",
  ],
  ["a tag value that IAM refuses", "Team: platform", "Team: 'platform;shop'", "error wrong-property 14:58 "],
  [
    "an alias that cannot be one",
    "      people:",
    "      aliasPrefix: Acme\n      people:",
    "error wrong-parameter 13:20 ",
  ],
  // What is published
  ["a repository's name in capitals", "repositories: [app]", "repositories: [App]", "error wrong-parameter 20:22 "],
  ["any branch as publisher", "repo:acme/app:ref:refs/heads/main", "repo:acme/app:*", "error wrong-parameter 21:20 "],
  ["an image that is none", "ami-0123456789abcdef0", "ami-latest", "error wrong-parameter 22:23 "],
  ["a deadline of no days", "repositories: [app]", "untaggedDays: 0", "error wrong-parameter 20:21 "],
  // Tags
  ["a required value with two wildcards", '"100", "200"', '"1*0*"', "error wrong-parameter 25:42 "],
  ["a required value that AWS refuses", '"100", "200"', '"a;b"', "error wrong-parameter 25:42 "],
  [
    "no required tag at all",
    'required: { CostCenter: { values: ["100", "200"] } }',
    "required: {}",
    "error wrong-parameter 25:17 ",
  ],
  ["a list of no units", "demandIn: [workloads]", "demandIn: []", "error template-value 26:17 "],
  [
    "required keys that differ only in case",
    "required: { ",
    "required: { costcenter: {}, ",
    "error unmet-expectation 25:19 `CostCenter` and `costcenter` differ",
  ],
  ["a unit's tag that AWS refuses", "[admin] }", `[admin] }, ${unitTag("Team", "a;b")}`, "error wrong-property 10:80 "],
  [
    "a unit's tag with a value that is not allowed",
    "[admin] }",
    `[admin] }, ${unitTag("CostCenter", "300")}`,
    "error unit-tag-value 10:86 ",
  ],
  ["a key that cannot be one", "required: { ", 'required: { "aws:x": {}, ', "error illegal-key 25:19 "],
  ["a parameter that is none", "demandIn:", "demandsIn:", "error unknown-parameter 26:7 "],
  ["a group with a name that is taken", "platform: { grants", "force-mfa: { grants", "error unmet-expectation 16:9 "],
  [
    "a unit that nothing makes",
    "demandIn: [workloads]",
    "demandIn: [workload]",
    "error unknown-target 26:18 There is no `ou:workload` ",
  ],
  [
    "an account without a required tag",
    'ou: workloads/dev, tags: { CostCenter: "100" }',
    "ou: workloads/dev",
    "warning account-lacks-tag 28:25 ",
  ],
  [
    "an account with a value that is not allowed",
    'dev, tags: { CostCenter: "100" }',
    'dev, tags: { CostCenter: "300" }',
    "error account-tag-value 28:72 ",
  ],
];

describe("a file for the blueprints identity, publishing and tagging", () => {
  it("is in order as it is", () => {
    expect(toldOf(GOOD)).toEqual([]);
  });

  it.each(CASES)("is told of %s, where it is written", (_what, from, to, told) => {
    const text = GOOD.replace(from, to);
    expect(text).not.toBe(GOOD);
    const all = toldOf(text);
    expect(
      all.filter((one) => one.startsWith(told)),
      all.join("\n"),
    ).toHaveLength(1);
    expect(all.filter((one) => / blueprints\//.test(one) || one.includes("conflicting-settings"))).toEqual([]);
  });
});
