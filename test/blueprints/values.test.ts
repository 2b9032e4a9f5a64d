// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are templates of blueprints, not of JavaScript.

import { describe, expect, test } from "vitest";
import { loadBlueprint } from "../../src/blueprints/load-blueprint.ts";
import { expanded, fileHere, onlyFinding, places, resourceAt, resourcesOf } from "./expanded.ts";

const FOUNDATION = fileHere("mini/foundation.yaml");
const FILES = { foundation: FOUNDATION };
const TABLES = { permissions: { plan: ["iam:Get*"] } };

/** A blueprint with an account `b` and two roles in it, to which are attached `first` and `second`. */
function blueprint(values: string, first: string, second = first): string {
  const role = (name: string, managed: string) => `  ${name}:
    kind: iam-role
    in: { account: management }
    properties: { name: ${name}, managed: [${JSON.stringify(managed)}] }
`;
  return `blueprint: b\ntitle: B\nvalues:\n${values}resources:
  account: { kind: account, properties: { ou: security } }
${role("one", first)}${role("two", second)}`;
}

function madeOf(text: string) {
  return resourcesOf({ blueprints: { ...FILES, b: text }, tables: TABLES });
}

describe("a value of a blueprint", () => {
  test("stands for the same text wherever it is used, and is needed there", () => {
    const resources = madeOf(
      blueprint('  bucket: "${organization.name}-logs-${b.account.id}"\n', "${value.bucket}", "arn:${value.bucket}/*"),
    );
    const [one, two] = [resourceAt(resources, "b/one"), resourceAt(resources, "b/two")];
    expect(one.properties["managed"]).toEqual([{ $join: ["acme-logs-", { $after: "b/account#id" }] }]);
    expect(two.properties["managed"]).toEqual([{ $join: ["arn:acme-logs-", { $after: "b/account#id" }, "/*"] }]);
    expect(one.needs).toContain("b/account");
    expect(two.needs).toContain("b/account");
  });

  test("keeps its type, and its members can be read", () => {
    const resources = madeOf(blueprint("  names: { long: [a, b] }\n", '${join(value.names.long, "+")}'));
    expect(resourceAt(resources, "b/one").properties["managed"]).toEqual(["a+b"]);
  });

  test("that is misspelt gets a suggestion", () => {
    const { findings } = loadBlueprint("b.yaml", blueprint("  bucket: x\n", "${value.buckt}", "y"));
    const finding = onlyFinding(findings, "missing-reference");
    expect(finding).toMatchObject({ detail: "`value.buckt` names no value.", fix: "Did you mean `bucket`?" });
  });

  test("may not be made of another one, which might be made of it", () => {
    const { findings } = loadBlueprint("b.yaml", blueprint('  a: "${value.b}"\n  b: "${value.a}"\n', "y"));
    expect(places(findings)).toEqual(["missing-reference b.yaml:4:6", "missing-reference b.yaml:5:6"]);
  });

  test("may not use `each`, which may be another where it is used", () => {
    const { findings } = loadBlueprint("b.yaml", blueprint('  a: "${each.key}"\n', "y"));
    expect(onlyFinding(findings, "missing-reference").detail).toContain("stands where nothing is gone through");
  });

  test("that cannot be worked out is told once, where it is written", () => {
    const text = blueprint('  a: "${foundation.ou[\\"nowhere\\"].id}"\n', "${value.a}");
    const { findings } = expanded({ blueprints: { ...FILES, b: text }, tables: TABLES });
    expect(places(findings)).toEqual(["missing-reference b.yaml:4:6"]);
  });
});
