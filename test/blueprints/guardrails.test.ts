// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are templates of blueprints, not of JavaScript.

import { describe, expect, test } from "vitest";
import { expanded, fileHere, onlyFinding, places, resourceAt, resourcesOf } from "./expanded.ts";

const FOUNDATION = fileHere("mini/foundation.yaml");
const LOGGING = fileHere("mini/logging.yaml");
const TABLES = { permissions: { plan: "*" } };

function base(guardrails: string, parameters = "{}") {
  return `blueprint: b
title: B
parameters: ${parameters}
resources:
  organization: { kind: organization, properties: { name: a, homeRegion: b } }
  ou: { kind: organizational-unit, forEach: [security, workloads, workloads/prod], properties: { path: "\${each.value}" } }
guardrails:
${guardrails}`;
}

interface Rail {
  readonly id?: string;
  readonly group?: string;
  readonly attach?: string;
  readonly statements?: string;
  readonly more?: string;
}

function rail({ id = "one", group = "g", attach = "root", statements = "[{ Effect: Deny }]", more = "" }: Rail) {
  return `  - { id: ${id}, group: ${group}, type: scp, attach: ${attach}, title: No ${id}., wayOut: Ask., statements: ${statements}${more} }\n`;
}

function made(guardrails: string, parameters?: string) {
  return resourcesOf({ blueprints: { b: base(guardrails, parameters) } }).filter(({ address }) =>
    address.includes("/guardrail"),
  );
}

describe("guardrails", () => {
  test("of one group make one policy, and an attachment for each target", () => {
    const resources = resourcesOf({ blueprints: { foundation: FOUNDATION, logging: LOGGING }, tables: TABLES });
    expect(resourceAt(resources, "foundation/guardrail:protect")).toMatchObject({
      kind: "organization-policy",
      place: { account: "management", region: "global" },
      properties: {
        name: "foundation-protect",
        type: "SERVICE_CONTROL_POLICY",
        description: "Nobody changes the tool's roles. Way out: Detach the policy.",
        order: "first",
        document: {
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "ProtectRoles",
              Effect: "Deny",
              Action: "iam:*",
              Resource: ["arn:aws:iam::*:role/orgwright/OrgwrightPlan"],
              Condition: { StringNotEquals: { "aws:username": "${aws:username}" } },
            },
          ],
        },
      },
    });
    expect(resourceAt(resources, "foundation/guardrail-attachment:protect/root")).toMatchObject({
      kind: "policy-attachment",
      properties: {
        policy: { $after: "foundation/guardrail:protect#id" },
        target: { $after: "foundation/organization#rootId" },
        order: "first",
      },
      needs: ["foundation/guardrail:protect", "foundation/organization"],
    });
    expect(
      resourceAt(resources, "foundation/guardrail-attachment:regions/workloads/prod").properties["target"],
    ).toEqual({
      $after: "foundation/ou:workloads/prod#id",
    });
  });

  test("know what any blueprint makes: roles, policies and groups in whatever account, sorted and once", () => {
    const statements =
      "[{ Effect: Deny, Resource: '${concat(organization.made.roles, organization.made.policies, organization.made.groups)}' }]";
    const other = `blueprint: other
title: O
resources:
  r: { kind: iam-role, in: { account: management }, forEach: [Z, A], properties: { name: "\${each.key}", path: /x/ } }
  p: { kind: iam-policy, in: { account: management }, properties: { name: P } }
`;
    const resources = resourcesOf({ blueprints: { b: base(rail({ statements })), other } });
    const { document } = resourceAt(resources, "b/guardrail:g").properties as {
      document: { Statement: { Resource: string[] }[] };
    };
    expect(document.Statement[0]?.Resource).toEqual([
      "arn:aws:iam::*:role/x/A",
      "arn:aws:iam::*:role/x/Z",
      "arn:aws:iam::*:policy/P",
    ]);
  });

  test("may expand and drop statements, and use what other resources give", () => {
    const each = "{ Sid: 'S${each.value}', Effect: Deny, Resource: \"${b.ou['security'].id}\" }";
    const [policy] = made(rail({ statements: `[{ $for: [a, b], $do: ${each} }, { $if: false, $then: {} }]` }));
    expect(policy?.properties["document"]).toEqual({
      Version: "2012-10-17",
      Statement: ["Sa", "Sb"].map((Sid) => ({ Sid, Effect: "Deny", Resource: { $after: "b/ou:security#id" } })),
    });
    expect(policy?.needs).toEqual(["b/ou:security"]);
  });

  test("keep their Sids, and get one from their id where they have none", () => {
    const statements = "[{ Effect: Deny }, { Sid: LockTrail2, Effect: Deny }, { Effect: Deny }]";
    const [policy] = made(rail({ id: "lock-trail", statements }) + rail({ id: "x", statements: "[{ Effect: Deny }]" }));
    const document = policy?.properties["document"] as { Statement: { Sid: string }[] } | undefined;
    expect(document?.Statement.map(({ Sid }) => Sid)).toEqual(["LockTrail", "LockTrail2", "LockTrail3", "X"]);
  });

  test("of a resource control policy have its type", () => {
    const [policy] = made(rail({}).replace("type: scp", "type: rcp"));
    expect(policy?.properties["type"]).toBe("RESOURCE_CONTROL_POLICY");
  });

  test("that are switched off are left out, and a group of none makes nothing", () => {
    const two = rail({ id: "one", more: ", switch: a" }) + rail({ id: "two", more: ", switch: c" });
    const use = (values: string) =>
      resourcesOf({ blueprints: { b: base(two) }, organization: `blueprints:\n  - use: b\n    with: ${values}\n` });
    const one = use("{ a: false }");
    expect(
      (resourceAt(one, "b/guardrail:g").properties["document"] as { Statement: unknown[] }).Statement,
    ).toHaveLength(1);
    expect(resourceAt(one, "b/guardrail:g").properties["description"]).toBe("No two. Way out: Ask.");
    expect(use("{ a: false, c: false }").some(({ address }) => address.includes("guardrail"))).toBe(false);
  });

  test("without any statement left make nothing", () => {
    expect(made(rail({ statements: "[{ $if: false, $then: {} }]" }))).toEqual([]);
  });

  test("may take their targets from a parameter, each once", () => {
    const addresses = made(
      rail({ attach: "'${concat(param.to, [\"workloads\"])}'" }),
      "{ to: { type: list, default: [workloads, security] } }",
    );
    expect(addresses.map(({ address }) => address)).toEqual([
      "b/guardrail:g",
      "b/guardrail-attachment:g/security",
      "b/guardrail-attachment:g/workloads",
    ]);
  });

  test("may be attached to one unit by its path", () => {
    expect(made(rail({ attach: "workloads/prod" })).map(({ address }) => address)).toContain(
      "b/guardrail-attachment:g/workloads/prod",
    );
  });

  test("describe themselves in at most 512 characters, and never lose the way out", () => {
    const many = Array.from({ length: 30 }, (_, index) => rail({ id: `guardrail-number-${index}` })).join("");
    const [policy] = made(many);
    const description = String(policy?.properties["description"]);
    expect(description.length).toBeLessThanOrEqual(512);
    expect(description).toMatch(/^No guardrail-number-0; .*; and \d+ more\. Way out: Ask\.$/);
  });

  test("cut a way out that alone is too long, between words and with a sign", () => {
    const [policy] = made(rail({}).replace("wayOut: Ask.", `wayOut: "${"word ".repeat(150)}"`));
    expect(policy?.properties["description"]).toMatch(/^Way out: (word )+word…$/);
    expect(String(policy?.properties["description"]).length).toBeLessThanOrEqual(512);
  });
});

describe("what is wrong with guardrails", () => {
  function findings(guardrails: string) {
    return expanded({ blueprints: { b: base(guardrails) } }).findings;
  }

  test.each([
    ["`attach`", rail({ id: "two", attach: "security" })],
    ["`order`", rail({ id: "two", more: ", order: first" })],
    ["`type`", rail({ id: "two" }).replace("type: scp", "type: rcp")],
  ])("is told when two of a group differ in %s", (what, second) => {
    const finding = onlyFinding(findings(rail({}) + second), "mixed-guardrail-group");
    expect(finding.detail).toBe(
      `\`one\` (b.yaml:8:5) and \`two\` are both in the group \`g\`, which makes one policy, and differ in ${what}.`,
    );
    expect(finding.at).toEqual({ file: "b.yaml", line: 9, column: 5 });
  });

  test("is told when a target is not there", () => {
    const finding = onlyFinding(findings(rail({ attach: "[workload]" })), "unknown-ou");
    expect(finding.at).toMatchObject({ file: "b.yaml", line: 8 });
  });

  test("is told when there is no target, or something else", () => {
    expect(onlyFinding(findings(rail({ attach: "[]" })), "template-value").detail).toContain("not empty");
    expect(onlyFinding(findings(rail({ attach: "'${length([])}'" })), "template-value").detail).toContain(
      "Guardrails hang on",
    );
  });

  test("is told when a target's path cannot be part of an address", () => {
    expect(onlyFinding(findings(rail({ attach: "[Two words]" })), "illegal-key").detail).toContain("Two words");
  });

  test("is told for templates in their statements", () => {
    const found = findings(rail({ statements: "[{ Effect: '${organization.accounts.x}' }]" }));
    expect(places(found)).toEqual(["missing-reference b.yaml:8:104"]);
  });
});
