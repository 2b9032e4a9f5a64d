// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are templates of blueprints, not of JavaScript.

import { describe, expect, test } from "vitest";
import { expanded, onlyFinding, resourceAt, resourcesOf } from "./expanded.ts";

const blueprint = (name: string, resources: string) => `blueprint: ${name}\ntitle: T\nresources:\n${resources}`;

describe("two wishes for one setting", () => {
  const first = blueprint("first", "  on: { kind: trusted-service, properties: { name: s } }\n");

  test("that are equal become the first, which then also needs what the second needed", () => {
    const second = blueprint(
      "second",
      `  before: { kind: trusted-service, properties: { name: t } }
  on: { kind: trusted-service, after: before, properties: { name: s } }
  later: { kind: trail, in: { account: management }, after: on, properties: { name: x, bucket: "\${second.on.id}" } }
`,
    );
    const resources = resourcesOf({ blueprints: { first, second } });
    expect(resources.map(({ address }) => address)).toEqual(["first/on", "second/before", "second/later"]);
    expect(resourceAt(resources, "first/on").needs).toEqual(["second/before"]);
    const later = resourceAt(resources, "second/later");
    expect(later.needs).toEqual(["first/on"]);
    expect(later.properties["bucket"]).toEqual({ $after: "first/on#id" });
  });

  test("that differ are a finding that names both", () => {
    const second = blueprint("second", "  on: { kind: trusted-service, properties: { name: s, note: different } }\n");
    const finding = onlyFinding(expanded({ blueprints: { first, second } }).findings, "conflicting-settings");
    expect(finding.detail).toBe(
      "`second/on` and `first/on` want different things of the trusted-service `s` in management/global.",
    );
    expect(finding.at).toEqual({ file: "second.yaml", line: 4, column: 3 });
  });
});

describe("two resources of any other kind", () => {
  const role = (name: string, account: string, called: string) =>
    `  ${name}: { kind: iam-role, in: { account: ${account} }, properties: { name: ${called} } }\n`;

  test("with one name in one place are a finding", () => {
    const one = blueprint("one", role("a", "management", "Same") + role("b", "management", "Same"));
    const finding = onlyFinding(expanded({ blueprints: { one } }).findings, "duplicate-resource");
    expect(finding.detail).toBe("`one/b` and `one/a` are both the iam-role `Same` in management/global.");
  });

  test("with one name in two places are two", () => {
    const one = blueprint(
      "one",
      `  organization: { kind: organization, properties: { name: a, homeRegion: b } }
  logs: { kind: account, properties: { ou: root } }
${role("a", "management", "Same")}${role("b", "logs", "Same")}`,
    );
    expect(resourcesOf({ blueprints: { one } })).toHaveLength(4);
  });

  test("whose names are not known yet are not compared", () => {
    const one = blueprint(
      "one",
      `  organization: { kind: organization, properties: { name: a, homeRegion: b } }
  a: { kind: s3-bucket, in: { account: management }, properties: { name: "x-\${organization.id}" } }
  b: { kind: s3-bucket, in: { account: management }, properties: { name: "x-\${organization.id}" } }
`,
    );
    expect(resourcesOf({ blueprints: { one } })).toHaveLength(3);
  });
});
