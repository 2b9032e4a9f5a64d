// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are templates of blueprints, not of JavaScript.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { outputRefs } from "../../src/model/deferred.ts";
import { expanded, fileHere, resourceAt, resourcesOf } from "./expanded.ts";

const MINI = {
  blueprints: {
    foundation: fileHere("mini/foundation.yaml"),
    logging: fileHere("mini/logging.yaml"),
    workload: fileHere("mini/workload.yaml"),
  },
  tables: { permissions: { plan: ["iam:Get*", "s3:Get*"] } },
  organization: `blueprints:
  - use: foundation
    with: { units: [sandboxes], operators: { users: [ana] } }
  - use: logging
    with: { lock: compliance }
  - use: workload
    with:
      accounts:
        shop-dev: { ou: workloads/dev, tags: { Owner: shop } }
        shop-prod: { ou: workloads/prod }
        play: { ou: sandboxes }
accounts:
  logging: { email: security+logs@acme.example, tags: { Owner: security } }
  shop-prod: { name: Shop, ou: workloads }
`,
};

const ACCOUNT = { $after: "logging/account#id" };

describe("a small organization", () => {
  const resources = resourcesOf(MINI);
  const at = (address: string) => resourceAt(resources, address);

  test("has accounts first, then everything in the order of the files, then guardrails", () => {
    expect(resources.map(({ address }) => address)).toEqual([
      "logging/account",
      "workload/account:shop-dev",
      "workload/account:shop-prod",
      "workload/account:play",
      "foundation/organization",
      "foundation/ou:security",
      "foundation/ou:workloads",
      "foundation/ou:workloads/dev",
      "foundation/ou:workloads/prod",
      "foundation/ou:sandboxes",
      "foundation/trusted:cloudtrail.amazonaws.com",
      "foundation/trusted:iam.amazonaws.com",
      "foundation/plan-role:logging",
      "foundation/plan-role:shop-dev",
      "foundation/plan-role:shop-prod",
      "foundation/plan-role:play",
      "logging/bucket",
      "logging/trail",
      "logging/reader",
      "foundation/guardrail:protect",
      "foundation/guardrail-attachment:protect/root",
      "foundation/guardrail:regions",
      "foundation/guardrail-attachment:regions/security",
      "foundation/guardrail-attachment:regions/workloads/prod",
    ]);
  });

  test("knows each account by its key: that of `forEach`, else the instance's name", () => {
    expect(resources.flatMap(({ accountKey }) => accountKey ?? [])).toEqual([
      "logging",
      "shop-dev",
      "shop-prod",
      "play",
    ]);
  });

  test("fills accounts in from the file's settings, the blueprint and the e-mail pattern, in this order", () => {
    expect(at("logging/account").properties).toEqual({
      name: "Log archive",
      email: "security+logs@acme.example",
      parent: { $after: "foundation/ou:security#id" },
      tags: { Purpose: "logs", Owner: "security" },
    });
    expect(at("workload/account:shop-prod").properties).toEqual({
      name: "Shop",
      email: "aws+shop-prod@acme.example",
      parent: { $after: "foundation/ou:workloads#id" },
      tags: {},
    });
  });

  test("tells the rest of the tool which accounts there are", () => {
    expect([...expanded(MINI).accounts]).toEqual([
      [
        "logging",
        {
          address: "logging/account",
          name: "Log archive",
          email: "security+logs@acme.example",
          unit: "security",
          tags: { Purpose: "logs", Owner: "security" },
          blueprint: "logging",
        },
      ],
      ["shop-dev", expect.objectContaining({ name: "shop-dev", unit: "workloads/dev", tags: { Owner: "shop" } })],
      ["shop-prod", expect.objectContaining({ name: "Shop", unit: "workloads" })],
      ["play", expect.objectContaining({ unit: "sandboxes", blueprint: "workload" })],
    ]);
  });

  test("turns paths of units into references to their parents", () => {
    expect(at("foundation/ou:workloads/dev").properties).toEqual({
      name: "dev",
      parent: { $after: "foundation/ou:workloads#id" },
    });
    expect(at("foundation/ou:workloads").properties["parent"]).toEqual({ $after: "foundation/organization#rootId" });
  });

  test("makes one resource for every account in its own account", () => {
    const role = at("foundation/plan-role:shop-dev");
    expect(role.place).toEqual({ account: "shop-dev", region: "global" });
    expect(role.needs).toEqual(["workload/account:shop-dev"]);
  });

  test("expands and drops elements of lists", () => {
    expect(at("foundation/plan-role:play").properties["trust"]).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { AWS: "111111111111" }, Action: ["iam:Get*", "s3:Get*"] },
        { Effect: "Allow", Principal: { AWS: ["arn:aws:iam::111111111111:user/ana"] } },
      ],
    });
    const without = resourcesOf({
      ...MINI,
      organization: MINI.organization.replace(", operators: { users: [ana] }", ""),
    });
    const trust = resourceAt(without, "foundation/plan-role:play").properties["trust"];
    expect((trust as { Statement: unknown[] }).Statement).toHaveLength(1);
  });

  test("defers what only AWS can tell, and computes the rest", () => {
    expect(at("logging/bucket").properties["name"]).toEqual({ $join: ["acme-org-trail-", ACCOUNT] });
    expect(at("logging/trail").properties["bucket"]).toEqual({ $join: ["acme-org-trail-", ACCOUNT] });
    expect(at("logging/reader").properties["managed"]).toEqual([
      { $join: ["arn:aws:s3:::acme-org-trail-", ACCOUNT, "/*"] },
    ]);
  });

  test("goes through the accounts of units", () => {
    expect(at("logging/bucket").properties["policy"]).toEqual({
      Version: "2012-10-17",
      Statement: ["shop-dev", "shop-prod"].map((key) => ({
        Effect: "Allow",
        Principal: { AWS: { $after: `workload/account:${key}#id` } },
        Resource: `log/${key}/*`,
      })),
    });
  });

  test("puts resources where `in` says: the organization's place, no region, or home", () => {
    expect(at("logging/account").place).toEqual({ account: "management", region: "global" });
    expect(at("logging/reader").place).toEqual({ account: "logging", region: "global" });
    expect(at("logging/bucket").place).toEqual({ account: "logging", region: "eu-west-1" });
    expect(at("logging/trail").place).toEqual({ account: "management", region: "eu-west-1" });
  });

  test("needs what it refers to, what `after` names and the account it lives in, sorted and once", () => {
    expect(at("logging/trail").needs).toEqual([
      "foundation/trusted:cloudtrail.amazonaws.com",
      "foundation/trusted:iam.amazonaws.com",
      "logging/account",
      "logging/bucket",
    ]);
    expect(at("foundation/trusted:iam.amazonaws.com").needs).toEqual(["foundation/organization"]);
  });

  test("needs only what is there, and everything that is deferred", () => {
    const addresses = new Set(resources.map(({ address }) => address));
    for (const { needs, properties } of resources) {
      expect(needs.every((need) => addresses.has(need))).toBe(true);
      expect(needs).toEqual([...new Set(needs)].sort());
      expect(outputRefs(properties).every((ref) => needs.includes(ref.address))).toBe(true);
    }
  });

  test("is declared where the organization file uses the blueprint", () => {
    expect(at("logging/bucket").declaredAt).toEqual({ file: "orgwright.yaml", line: 11, column: 5 });
  });

  test("leaves out what `when` switches off", () => {
    const organization = MINI.organization.replace("with: { lock: compliance }", "with: { lock: governance }");
    const addresses = resourcesOf({ ...MINI, organization }).map(({ address }) => address);
    expect(addresses).not.toContain("logging/reader");
  });

  test("names the choices that cannot be taken back", () => {
    expect(expanded(MINI).irreversible).toEqual([
      {
        instance: "logging",
        parameter: "lock",
        value: "compliance",
        at: { file: "orgwright.yaml", line: 12, column: 19 },
      },
    ]);
  });
});

describe("two uses of one blueprint", () => {
  const bucket = `blueprint: store
title: A bucket
parameters: { suffix: { type: string } }
resources:
  account: { kind: account, properties: { ou: root } }
  bucket: { kind: s3-bucket, in: { account: "\${param.suffix}" }, properties: { name: "b-\${param.suffix}" } }
  role: { kind: iam-role, in: { account: management }, properties: { name: "r-\${param.suffix}", managed: ["\${store.bucket.arn}"] } }
`;
  const base =
    "blueprint: foundation\ntitle: Base\nresources: { organization: { kind: organization, properties: { name: a, homeRegion: b } } }\n";
  const resources = resourcesOf({
    blueprints: { foundation: base, store: bucket },
    organization: `blueprints:
  - use: foundation
  - { use: store, as: red, with: { suffix: red } }
  - { use: store, as: blue, with: { suffix: blue } }
`,
  });

  test("have addresses of their own, and the blueprint's own name means each time its own instance", () => {
    expect(resourceAt(resources, "red/role").properties["managed"]).toEqual(["arn:aws:s3:::b-red"]);
    expect(resourceAt(resources, "blue/role").properties["managed"]).toEqual(["arn:aws:s3:::b-blue"]);
    expect(resourceAt(resources, "blue/role").needs).toEqual(["blue/bucket"]);
  });

  test("name the accounts that they make after themselves", () => {
    expect(resources.flatMap(({ accountKey }) => accountKey ?? [])).toEqual(["red", "blue"]);
  });
});

describe("references between blueprints", () => {
  const role = (extra: string) => `blueprint: other
title: Other
parameters: { people: { type: people, default: [{ name: ana, groups: [ops] }] } }
resources:
${extra}`;

  test("read outputs of resources declared later, with keys worked out", () => {
    const resources = resourcesOf({
      blueprints: {
        other: role(`  first:
    kind: iam-role
    in: { account: management }
    properties: { name: first, managed: ["\${other.group['ops'].arn}", "\${other.person['ana'].name}"] }
  group: { kind: iam-group, in: { account: management }, forEach: [ops, dev], properties: { name: "\${each.key}" } }
  person:
    kind: iam-policy
    in: { account: management }
    forEach: "\${param.people}"
    properties: { name: "\${each.key}", managed: "\${each.value.groups}" }
`),
      },
    });
    const first = resourceAt(resources, "other/first");
    expect(first.properties["managed"]).toEqual(["arn:aws:iam::111111111111:group/ops", "ana"]);
    expect(first.needs).toEqual(["other/group:ops", "other/person:ana"]);
    expect(resourceAt(resources, "other/person:ana").properties["managed"]).toEqual(["ops"]);
  });

  test("let `default` stand in for a blueprint that is not used, or a resource that is switched off", () => {
    const resources = resourcesOf({
      blueprints: {
        other: role(`  off: { kind: iam-role, when: false, in: { account: management }, properties: { name: off } }
  on: { kind: iam-role, in: { account: management }, properties: { name: on, managed: ["\${default(identity.role.arn, 'none')}", "\${default(other.off.arn, 'off')}"] } }
`),
      },
    });
    expect(resourceAt(resources, "other/on").properties["managed"]).toEqual(["none", "off"]);
  });

  test("leave out a property whose template comes to nothing", () => {
    const resources = resourcesOf({
      blueprints: {
        other:
          role(`  on: { kind: iam-role, in: { account: management }, properties: { name: on, path: "\${default(param.people.nobody, null)}" } }
`),
      },
    });
    expect(resourceAt(resources, "other/on").properties).toEqual({ name: "on", path: "/", managed: [] });
  });

  test("keep IAM's own variables and escaped signs byte for byte, in names of members too", () => {
    const resources = resourcesOf({
      blueprints: {
        other: role(`  on:
    kind: iam-role
    in: { account: management }
    forEach: [Team]
    properties:
      name: on
      trust: { "aws:PrincipalTag/\${each.key}": "\${aws:PrincipalTag/Team}", "literal": "$\${each.key}", all: "\${aws:username}-\${each.key}" }
`),
      },
    });
    expect(resourceAt(resources, "other/on:Team").properties["trust"]).toEqual({
      "aws:PrincipalTag/Team": "${aws:PrincipalTag/Team}",
      literal: "${each.key}",
      all: "${aws:username}-Team",
    });
  });

  test("decide with `when` for each member of `forEach`", () => {
    const resources = resourcesOf({
      blueprints: {
        other:
          role(`  group: { kind: iam-group, in: { account: management }, forEach: { a: true, b: false }, when: "\${each.value}", properties: { name: "\${each.key}" } }
`),
      },
    });
    expect(resources.map(({ address }) => address)).toEqual(["other/group:a"]);
  });
});

describe("expanding", () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);

  test("gives the same for the same files, and one account for every key", () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 8 }), (keys) => {
        fc.pre(!keys.includes("logging") && !keys.includes("management"));
        const accounts = keys.map((key) => `        ${key}: { ou: workloads/dev }\n`).join("");
        const organization = `blueprints:
  - use: foundation
  - use: logging
  - use: workload
    with:
      accounts:
${accounts}`;
        const first = expanded({ ...MINI, organization });
        expect(first.findings).toEqual([]);
        expect([...first.accounts.keys()]).toEqual(["logging", ...keys]);
        expect(JSON.stringify(expanded({ ...MINI, organization }))).toBe(JSON.stringify(first));
      }),
      { numRuns: 25 },
    );
  });
});
