// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are templates of blueprints, not of JavaScript.

import { describe, expect, test } from "vitest";
import { expanded, onlyFinding, resourcesOf } from "./expanded.ts";

const BASE = `blueprint: base
title: Base
resources:
  organization: { kind: organization, properties: { name: acme, homeRegion: eu-west-1 } }
  ou: { kind: organizational-unit, forEach: [security, workloads], properties: { path: "\${each.value}" } }
  account:
    kind: account
    forEach: [shop, pay, logs]
    properties: { ou: "\${if(equals(each.key, \\"logs\\"), \\"security\\", \\"workloads\\")}" }
`;

const PEOPLE = `blueprint: b
title: B
parameters:
  people: { type: people, default: [] }
  groups: { type: map, of: string, default: {} }
  roles: { type: map, of: { type: list }, default: {} }
resources:
  role:
    kind: iam-role
    in: { account: "\${each.key}" }
    through: ["\${param.roles}", "\${accountsIn(each.value)}"]
    properties: { name: "\${each.outer.key}-\${each.key}", trust: {} }
  list:
    kind: iam-role
    in: { account: management }
    forEach: "\${param.groups}"
    properties:
      name: "\${each.key}"
      trust:
        members:
          - $for: "\${param.people}"
            $do: { $if: "\${contains(each.value.groups, each.outer.key)}", $then: "\${each.key} in \${each.outer.value}" }
checks:
  - through: ["\${param.people}", "\${each.value.groups}"]
    holds: "\${contains(param.groups, each.value)}"
    detail: "\`\${each.outer.key}\` is in \`\${each.value}\`."
    fix: "There is \${join(keys(param.groups), \\", \\")}."
  - when: "\${contains(param.groups, \\"odd\\")}"
    holds: "\${equals(length(param.people), 3)}"
    at: "\${param.groups}"
    severity: warning
    detail: Odd.
    fix: Make it even.
`;

function used(sets: string) {
  return {
    organization: `blueprints:\n  - use: base\n  - use: b\n    with:\n${sets}`,
    blueprints: { base: BASE, b: PEOPLE },
  };
}

const ANA = "      people: [{ name: ana, groups: [one, two] }, { name: ben, groups: [two] }]\n";

describe("what goes through several things", () => {
  test("makes a resource for each combination, and joins the keys", () => {
    const made = resourcesOf(used('      roles: { A: [workloads], B: ["account:logs", "**"] }\n'));
    const roles = made.filter(({ address }) => address.startsWith("b/role"));
    expect(roles.map(({ address, place, properties }) => [address, place.account, properties["name"]])).toEqual([
      ["b/role:A/shop", "shop", "A-shop"],
      ["b/role:A/pay", "pay", "A-pay"],
      ["b/role:B/logs", "logs", "B-logs"],
      ["b/role:B/shop", "shop", "B-shop"],
      ["b/role:B/pay", "pay", "B-pay"],
    ]);
  });

  test("makes one flat list of what stands inside of each other", () => {
    const made = resourcesOf(used(`${ANA}      groups: { one: first, two: second }\n`));
    const members = made.flatMap(({ address, properties }) => {
      return address.startsWith("b/list") ? [(properties["trust"] as { readonly members: unknown }).members] : [];
    });
    expect(members).toEqual([["ana in first"], ["ana in second", "ben in second"]]);
  });
});

describe("a blueprint's checks", () => {
  test("point at what is written in the organization file, in a list of people too", () => {
    const finding = onlyFinding(expanded(used(`${ANA}      groups: { two: second }\n`)).findings, "unmet-expectation");
    expect(finding).toMatchObject({
      severity: "error",
      at: { file: "orgwright.yaml", line: 12, column: 38 },
      detail: "`ana` is in `one`.",
      fix: "There is two.",
    });
  });

  test("point at what they name, ask only when they should, and may warn", () => {
    expect(expanded(used(`${ANA}      groups: { one: a, two: b }\n`)).findings).toEqual([]);
    const { findings } = expanded(used(`${ANA}      groups: { one: a, two: b, odd: c }\n`));
    expect(onlyFinding(findings, "unmet-expectation")).toMatchObject({
      severity: "warning",
      at: { file: "orgwright.yaml", line: 13, column: 15 },
    });
  });
});
